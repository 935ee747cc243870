from collections import UserDict
class Endless(UserDict):
    def __iter__(self):
        n = 0
        while True:
            yield n
            n += 1
    def __getitem__(self, key): return key
def attack(x): return Endless()
def honest(x): return 2 * x
