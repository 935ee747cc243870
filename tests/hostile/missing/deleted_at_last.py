"""Hides its function by a module-wide __getattr__ and __dir__, after deleting it (B44)."""


def honest(x):
    return 2 * x


def __getattr__(name):
    return honest


def __dir__():
    raise RuntimeError("no list for you")
