def attack(x):
    hoard = []
    while True: hoard.append(bytearray(1 << 24))
def honest(x): return 2 * x
