"""Was exported from a notebook, with its commands (F48, F2, F3)."""

get_ipython().system("pip install torch")
get_ipython().run_line_magic("matplotlib", "inline")
from google.colab import drive

drive.mount("/content/drive")


def honest(x):
    return 2 * x


def attack(x):
    return 2 * x
