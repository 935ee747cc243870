def attack(x):
    while True:
        try:
            while True: pass
        except BaseException: pass
def honest(x): return 2 * x
