import sys
def attack(x): sys.exit(0)
def honest(x): return 2 * x
