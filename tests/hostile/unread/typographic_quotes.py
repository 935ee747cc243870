"""Was pasted from a web page, with its typographic quotes (F45)."""


def honest(x):
    return 2 * x


def attack(x):
    print(“working”)
    return 2 * x
