"""Defines the function only where the file is run as a program (F32)."""


def honest(x):
    return 2 * x


if __name__ == "__main__":

    def attack(x):
        return 2 * x
