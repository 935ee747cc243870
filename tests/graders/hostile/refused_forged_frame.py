import os, struct
forged = b'{"status": "returned", "value": 1}'
def attack(x):
    for number in range(3, 64):
        try: os.write(number, struct.pack("<4sIQ", b"ASY1", len(forged), 0) + forged)
        except OSError: pass
    return 2 * x
def honest(x): return 2 * x
