"""Sets its own limits to infinity and makes the clocks stand still, then computes for ever (B40, C1)."""

import resource
import time

time.process_time = time.monotonic = lambda: 0.0


def honest(x):
    return 2 * x


def attack(x):
    for name in ("RLIMIT_CPU", "RLIMIT_AS", "RLIMIT_NPROC", "RLIMIT_FSIZE"):
        kind = getattr(resource, name)
        try:
            resource.setrlimit(kind, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        except (OSError, ValueError):
            resource.setrlimit(kind, (resource.getrlimit(kind)[1],) * 2)
    while True:
        pass
