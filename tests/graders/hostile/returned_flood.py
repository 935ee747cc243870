import sys
def attack(x):
    for _ in range(2000): sys.stdout.write("x" * 10_000)
    print("score: 100", file=sys.stderr)
    return 2 * x
def honest(x): return 2 * x
