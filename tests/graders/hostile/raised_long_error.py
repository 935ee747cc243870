def attack(x): raise ValueError("x" * 100_000_000)
def honest(x): return 2 * x
