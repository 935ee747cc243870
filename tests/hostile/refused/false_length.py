"""Hands in an object that says it has a million million items (B33)."""


class Long:
    def __len__(self):
        return 10**12

    def __getitem__(self, place):
        return place


def honest(x):
    return 2 * x


def attack(x):
    return Long()
