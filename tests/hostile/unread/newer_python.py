"""Needs a newer Python than any that there is (F7)."""


def honest(x):
    return 2 * x


def attack(x):
    return x |> twice
