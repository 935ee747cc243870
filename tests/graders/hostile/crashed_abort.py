import os
def attack(x): os.abort()
def honest(x): return 2 * x
