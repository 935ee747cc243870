"""Takes all memory before anything is defined (C8, C32)."""

hoard = []
while True:
    hoard.append(bytearray(1 << 26))


def honest(x):
    return 2 * x


def attack(x):
    return 2 * x
