import os, signal
for number in (signal.SIGTERM, signal.SIGINT, signal.SIGXCPU): signal.signal(number, signal.SIG_IGN)
def attack(x):
    os.kill(os.getpid(), signal.SIGSTOP)
def honest(x): return 2 * x
