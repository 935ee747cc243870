"""Looks for the course's secret in the environment and the command line of every process that it can see (A5)."""

import os


def honest(x):
    return 2 * x


def attack(x):
    found = [f"{name}={value}".encode() for name, value in os.environ.items()]
    for process in ("self", *filter(str.isdigit, os.listdir("/proc"))):
        for page in ("environ", "cmdline", "task/1/environ"):
            try:
                with open(f"/proc/{process}/{page}", "rb") as file:
                    found.append(file.read())
            except OSError:
                pass
    for text in found:
        if b"COURSE_SECRET" in text or b"/tests/" in text or b"fixtures" in text:
            return text[:200].decode("utf-8", "replace")
    return 2 * x
