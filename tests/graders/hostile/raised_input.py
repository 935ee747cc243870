def attack(x): return float(input("x? "))
def honest(x): return 2 * x
