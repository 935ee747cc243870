import os, sys
def attack(x):
    for place in ("/", "/usr", "/etc", "/dev", sys.prefix):
        try: open(os.path.join(place, "mark"), "w").close()
        except OSError: continue
        return "wrote " + place
    raise PermissionError("nowhere to write")
def honest(x): return 2 * x
