"""Is saved in the letters of Windows: Grüße, naïve (F15)."""

def honest(x):
    return 2 * x


def attack(x):
    return 2 * x
