"""Mixes tabs and spaces in one block (F45)."""


def honest(x):
    return 2 * x


def attack(x):
    y = 2 * x
	return y
