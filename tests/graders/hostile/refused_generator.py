def attack(x):
    while True: yield x
def honest(x): return 2 * x
