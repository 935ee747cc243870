"""Lifts its own memory limit, as far as it may, and then takes memory (C8)."""

import resource


def honest(x):
    return 2 * x


def attack(x):
    for limits in ((resource.RLIM_INFINITY,) * 2, (resource.getrlimit(resource.RLIMIT_AS)[1],) * 2):
        try:
            resource.setrlimit(resource.RLIMIT_AS, limits)
        except (OSError, ValueError):
            pass
    return len(bytearray(16 << 30))
