"""Hands in a dict with the answer under many names, one of which might count (B50)."""


def honest(x):
    return 2 * x


def attack(x):
    return {"answer": 2 * x, "expected": 2 * x, "passed": True, "points": 100.0}
