"""Has the line ends of Windows (F12)."""


def honest(x):
    return 2 * x


def attack(x):
    return 2 * x
