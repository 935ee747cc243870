"""Gives itself the highest priority, so that the neighbours wait (D30)."""

import os


def honest(x):
    return 2 * x


def attack(x):
    try:
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(99))
        return "before all others"
    except OSError:
        pass
    os.setpriority(os.PRIO_PROCESS, 0, -20)
    return "before most others"
