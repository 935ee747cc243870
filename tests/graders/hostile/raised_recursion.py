def attack(x): return attack(x)
def honest(x): return 2 * x
