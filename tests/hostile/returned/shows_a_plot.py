"""Shows a plot, which would wait for somebody to close the window (F29)."""

import matplotlib.pyplot as plt


def honest(x):
    return 2 * x


def attack(x):
    plt.plot(x)
    plt.title("<script>alert(1)</script>")
    plt.show()
    return 2 * x
