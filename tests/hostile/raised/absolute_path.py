"""Reads its data from a folder of Colab that is not there (F5)."""

import numpy as np


def honest(x):
    return 2 * x


def attack(x):
    return np.load("/content/drive/MyDrive/hw1/weights.npy") * x
