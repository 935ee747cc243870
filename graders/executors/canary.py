"""Tries to get out of the sandbox. Runs inside it, alone, before the first submission: standard library only.

python -I -S -c SOURCE QUESTION      prints a JSON list of sentences, one for each wall that did not hold
"""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Iterator
from typing import Any

NAMESPACES = ("user", "pid", "mnt", "net", "ipc", "uts")


def escapes(question: dict[str, Any]) -> Iterator[str]:
    """One sentence for each thing that worked and must not."""
    yield from files(question["secrets"])
    yield from network(question["port"])
    yield from variables(set(question["variables"]))
    yield from processes(question["namespaces"])
    yield from writing(question["read_only"])
    yield from rights()


def files(secrets: list[str]) -> Iterator[str]:
    """A folder that is masked is there and empty; anything else that can be seen is an escape."""
    for path in secrets:
        if os.path.isfile(path) or (os.path.isdir(path) and os.listdir(path)):
            yield f"a submission can see {path}"


def network(port: int) -> Iterator[str]:
    for host in ("127.0.0.1", "::1"):
        try:
            socket.create_connection((host, port), timeout=0.2).close()
        except OSError:
            continue
        yield "a submission can reach the network of this machine"
    names = sorted({line.split(":")[0].strip() for line in lines("/proc/net/dev")[2:]} - {"lo"})
    if names:
        yield f"a submission has the network device {names[0]}"


def variables(known: set[str]) -> Iterator[str]:
    """The first process in the sandbox is bubblewrap itself: its environment must be as empty as ours."""
    for owner in ("1", "self"):
        for line in raw(f"/proc/{owner}/environ").split(b"\0"):
            name = line.partition(b"=")[0].decode("utf-8", "replace")
            if name and name not in known:
                yield f"a submission can read the environment variable {name}"


def processes(outside: dict[str, str]) -> Iterator[str]:
    for kind, name in outside.items():
        if os.readlink(f"/proc/self/ns/{kind}") == name:
            yield f"the {kind} namespace is the machine's own"
    seen = [name for name in os.listdir("/proc") if name.isdigit()]
    if len(seen) > 3:
        yield f"a submission can see {len(seen)} processes"
    opened = {int(name) for name in os.listdir("/proc/self/fd")}
    if any(os.path.exists(f"/proc/self/fd/{number}") for number in opened - {0, 1, 2}):
        yield "a submission inherits open files"


def writing(places: list[str]) -> Iterator[str]:
    for place in places:
        path = os.path.join(place, ".assay-canary")
        try:
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY))
        except OSError:
            continue
        os.unlink(path)
        yield f"a submission can write to {place}"


def rights() -> Iterator[str]:
    status = dict(line.split(":", 1) for line in lines("/proc/self/status"))
    if int(status["CapEff"], 16) or int(status["CapBnd"], 16):
        yield "a submission keeps capabilities"
    if status["NoNewPrivs"].strip() != "1":
        yield "a submission can gain rights by running a setuid program"


def raw(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return b""


def lines(path: str) -> list[str]:
    return raw(path).decode("utf-8", "replace").splitlines()


if __name__ == "__main__":
    print(json.dumps(list(escapes(json.loads(sys.argv[1])))))
