import os
def attack(x): os._exit(0)
def honest(x): return 2 * x
