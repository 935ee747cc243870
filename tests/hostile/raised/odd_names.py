"""Opens files with names that are no names: too long, with a NUL, with half a letter (F49)."""


def honest(x):
    return 2 * x


def attack(x):
    for name in ("a" * 100_000, "a\0b", "\ud800", b"\xff\xfe" * 200, -1, 10**9):
        try:
            open(name)
        except (OSError, ValueError) as error:
            last = error
    raise last
