def attack(x):
    tail = []
    tail.append(tail)
    return tail
def honest(x): return 2 * x
