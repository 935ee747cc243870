"""Raises an error whose class has a name of a million letters and 200 base classes (B12, E26)."""


def honest(x):
    return 2 * x


def attack(x):
    kind = Exception
    for number in range(200):
        kind = type(f"E{number}" + "x" * 10_000, (kind,), {})
    raise type("E" * 1_000_000, (kind,), {})("a line\nand\x00another\x1b[31m")
