import os, time
def attack(x):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            while True: os.write(1, b"daemon " * 1000)
        os._exit(0)
    return 2 * x
def honest(x): return 2 * x
