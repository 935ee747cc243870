import ctypes
def attack(x): ctypes.string_at(0)
def honest(x): return 2 * x
