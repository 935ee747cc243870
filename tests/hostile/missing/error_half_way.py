"""Has an error in the middle of the file; what stands above it still counts (F9)."""


def honest(x):
    return 2 * x


weights = undefined_name + 1


def attack(x):
    return 2 * x
