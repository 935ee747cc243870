"""Holds letters that nobody can see (F45)."""

def honest(x):
    ret​urn 2 * x


def attack(x):
    ret​urn 2 * x
