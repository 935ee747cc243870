"""Warns, logs, and shows a bar of progress on stderr, as honest code does (F28)."""

import logging
import sys
import warnings

logging.basicConfig(level=logging.DEBUG)


def honest(x):
    return 2 * x


def attack(x):
    for step in range(200):
        print(f"\rEpoch {step}: {'#' * (step // 10)}", end="", file=sys.stderr)
    warnings.warn("this will change", DeprecationWarning, stacklevel=1)
    logging.getLogger("training").debug("loss 0.1")
    return 2 * x
