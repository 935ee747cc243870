"""Was pasted from a PDF, with spaces that are no spaces (F45)."""

def honest(x):
    return 2 * x


def attack(x):
    return 2 * x
