"""Trains for hours while it is imported; what stands above the training still counts (C32)."""


def honest(x):
    return 2 * x


while True:
    pass


def attack(x):
    return 2 * x
