"""Sets another language, another time zone and a comma for decimals (F39)."""

import locale
import os
import time


def honest(x):
    return 2 * x


def attack(x):
    for name in ("de_DE.UTF-8", "tr_TR.UTF-8", ""):
        try:
            locale.setlocale(locale.LC_ALL, name)
        except locale.Error:
            pass
    os.environ["TZ"] = "Asia/Kathmandu"
    time.tzset()
    return 2 * x
