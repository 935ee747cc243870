class Malicious(BaseException):
    def __str__(self): raise Malicious()
    __repr__ = __str__
def attack(x): raise Malicious
def honest(x): return 2 * x
