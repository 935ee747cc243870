import os, sys
def attack(x):
    print("terminate called after throwing an instance of 'std::bad_alloc'", file=sys.stderr)
    os.abort()
def honest(x): return 2 * x
