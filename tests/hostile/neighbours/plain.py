"""An honest neighbour who does what was asked, and nothing else (F8)."""


def honest(x):
    return 2 * x


attack = honest
