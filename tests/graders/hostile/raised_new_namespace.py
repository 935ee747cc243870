import ctypes, os
def attack(x):
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(0x10000000) == 0: return "made a user namespace"
    raise OSError(ctypes.get_errno(), "unshare")
def honest(x): return 2 * x
