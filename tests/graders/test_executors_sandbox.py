"""The sandbox: it proves itself, shows a submission nothing of the grader's, and refuses where it cannot be made."""

from __future__ import annotations

import os
import shutil
import socket
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graders import worker
from graders.errors import ExecutorError
from graders.executors import canary, cgroup, devices, executor, sandbox
from graders.executors.sandbox import Sandbox
from graders.job import Limits, Package

from .session_tools import ask, groups_of, opened

SPY = """
import os, sys
def files(needle):
    needle, found = needle.encode(), []
    for top in os.listdir("/"):
        if top in ("proc", "sys", "dev", "usr") or os.path.islink("/" + top): continue
        for folder, inside, names in os.walk("/" + top):
            inside[:] = [n for n in inside if os.path.join(folder, n) not in (sys.prefix, sys.base_prefix)]
            for name in names:
                try:
                    if needle in open(os.path.join(folder, name), "rb").read(1 << 16): found.append(os.path.join(folder, name))
                except OSError: pass
    return found
def exists(paths): return [path for path in paths if os.path.exists(path)]
def environ(): return sorted(os.environ)
def everything_in_proc(needle):
    found = []
    for pid in [p for p in os.listdir("/proc") if p.isdigit()]:
        for name in ("environ", "cmdline"):
            try:
                if needle.encode() in open(f"/proc/{pid}/{name}", "rb").read(): found.append((pid, name))
            except OSError: pass
    return found
def processes(): return len([p for p in os.listdir("/proc") if p.isdigit()])
def open_files():
    import stat
    found = []
    for n in range(4096):
        try: found.append((n, stat.S_IFMT(os.fstat(n).st_mode)))
        except OSError: pass
    return [{stat.S_IFIFO: "pipe", stat.S_IFCHR: "/dev/null"}.get(kind, kind) for _, kind in found]
def child_files():
    import subprocess
    lines = ["import os", "def opened(n):", "    try: return os.fstat(n)", "    except OSError: return None"]
    source = chr(10).join([*lines, "print(*[n for n in range(4096) if opened(n)])"])
    return subprocess.run([sys.executable, "-I", "-S", "-c", source], capture_output=True, text=True, close_fds=False).stdout.split()
def connect(port):
    import socket
    socket.create_connection(("127.0.0.1", port), timeout=1)
def who(): return [os.getuid(), os.getgid(), os.getcwd(), socket_name()]
def socket_name():
    import socket
    return socket.gethostname()
def modules(): return [n for n in sys.modules if n.split(".")[0] in ("graders", "fixtures", "reference", "assignments")]
"""


def prove(*, notebooks: bool = False, **options: Any) -> None:
    """Prove a sandbox of its own, and close it."""
    with closing(Sandbox(**options)) as where:
        where.prove(notebooks=notebooks)


def test_it_proves_itself_quickly() -> None:
    begun = time.monotonic()
    prove()
    assert time.monotonic() - begun < 5  # alone about 0.1 s; the machine may be busy


def test_it_proves_that_notebooks_are_walled_in_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = time.monotonic()
    prove(notebooks=True)
    assert time.monotonic() - begun < 20  # alone about 1.5 s, most of it for the worker that the notebooks will need anyway
    source = Path(canary.__file__).read_text().replace("allowed = 2, 8 if notebook", "allowed = 2, 7 if notebook")
    (tmp_path / "canary.py").write_text(source)
    monkeypatch.setattr(canary, "__file__", str(tmp_path / "canary.py"))
    with pytest.raises(ExecutorError, match=r"inherits 1 open files \(from a notebook\)"):
        prove(notebooks=True)


def test_a_submission_finds_nothing_of_the_grader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    needle = "expected-value-3141592"
    (tmp_path / "expected.json").write_text(needle)
    monkeypatch.setenv("GRADER_SECRET", needle)
    private = [str(sandbox.ROOT / name) for name in sandbox.PRIVATE]
    private += [str(tmp_path), __file__, os.path.expanduser("~/.ssh"), "/etc/shadow"]
    with socket.create_server(("127.0.0.1", 0)) as listener, opened(SPY) as session:
        assert ask(session, "exists", private).value == []
        assert ask(session, "environ").value == sorted([*sandbox.environment("/tmp/home"), "PWD"])
        assert ask(session, "everything_in_proc", needle).value == []
        assert ask(session, "processes").value in (0, 2)  # an empty /proc, or one with init and the submission
        assert sorted(ask(session, "open_files").value) == ["/dev/null", "pipe", "pipe", "pipe", "pipe"]
        assert ask(session, "child_files").value == ["0", "1", "2"]
        assert ask(session, "modules").value == []
        assert ask(session, "who").value == [65534, 65534, "/tmp/home/submission", "sandbox"]
        assert ask(session, "connect", listener.getsockname()[1]).status == "raised"
        assert ask(session, "files", needle, seconds=20).value == []


def test_scikit_learn_works_inside() -> None:
    code = """
import numpy as np
from sklearn.neighbors import NearestNeighbors
def nearest(x):
    return NearestNeighbors(n_neighbors=2).fit(x).kneighbors(x)[0]
"""
    with opened(code) as session:
        answer = ask(session, "nearest", np.array([[0.0], [1.0], [3.0]]), seconds=20)
        assert answer.status == "returned", answer
        assert answer.value.tolist() == [[0, 1], [0, 1], [0, 2]]


def test_a_proof_that_fails_stops_everything(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    secret = Path(tempfile.mkdtemp(prefix="hidden-", dir="/var/tmp"))
    request.addfinalizer(lambda: shutil.rmtree(secret))
    (secret / "cases.json").write_text("42")
    plain = sandbox.binds

    def leaky(hide: object, device: str) -> list[str]:
        return [*plain(()), "--ro-bind", str(secret), str(secret)]

    monkeypatch.setattr(sandbox, "binds", leaky)
    with pytest.raises(ExecutorError, match=r"can see .*hidden"):
        prove(hide=(secret,))


@pytest.mark.parametrize(
    ("file", "wall", "complaint"),
    [
        ("walls.py", "    seccomp.load()\n", "make every system call"),
        ("walls.py", '    _check(_libc.capset(header, none), "giving up capabilities")\n', "keeps capabilities"),
        ("walls.py", "        private_folders(home, tmp_bytes, shared_bytes)\n", "what the one before it left"),
        ("walls.py", "        os.setsid()\n", "shares the session"),
        ("walls.py", '"pid": 0x20000000, ', "not alone in its process namespace"),
        ("walls.py", '"ipc": 0x08000000, ', "finds in shared memory"),
        ("door.py", "    os.closerange(first, 1024)\n", "inherits . open files"),
        ("limits.py", '        soft_limits["RLIMIT_AS"] = used + (memory_mb << 20)\n', "more shared memory than its limit"),
        ("limits.py", ', "RLIMIT_FSIZE": _FILE_BYTES', "larger files than its limit"),
        ("seccomp.py", '"unshare": (272, 97), ', "make a namespace"),
        ("seccomp.py", '"keyctl": (250, 219), ', "use a keyring"),
        ("seccomp.py", '"io_uring_setup": (425, 425), ', "use io_uring"),
    ],
)
def test_a_wall_that_is_missing_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, wall: str, complaint: str) -> None:
    """Each wall is taken away in a copy of the worker: the canary must say so. This is what shows that the canary looks."""
    copy = tmp_path / "worker"
    shutil.copytree(worker.FOLDER, copy, ignore=shutil.ignore_patterns("__pycache__"))
    source = (copy / file).read_text()
    assert source.count(wall) == 1
    (copy / file).write_text(source.replace(wall, "" if "if used" not in source or "RLIMIT_AS" not in wall else "        pass\n"))
    monkeypatch.setattr(worker, "FOLDER", str(copy))
    with pytest.raises(ExecutorError, match=complaint):
        prove()


def test_what_fails_before_there_is_a_submission_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "worker"
    shutil.copytree(worker.FOLDER, copy, ignore=shutil.ignore_patterns("__pycache__"))
    begin = "    seeds = import_frameworks(names)\n"
    source = (copy / "serving.py").read_text()
    assert source.count(begin) == 1
    (copy / "serving.py").write_text(source.replace(begin, "    raise RuntimeError('no frameworks today')\n"))
    monkeypatch.setattr(worker, "FOLDER", str(copy))
    with pytest.raises(ExecutorError, match="no frameworks today"):
        with closing(Sandbox()) as where, where.open(Package("a.py", {"a.py": b""}), Limits(), "cpu"):
            pass


def test_a_network_that_is_left_open_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy, plain = tmp_path / "worker", sandbox.walls
    shutil.copytree(worker.FOLDER, copy, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "walls.py").write_text((copy / "walls.py").read_text().replace('"net": 0x40000000, ', ""))
    monkeypatch.setattr(worker, "FOLDER", str(copy))
    prove()  # bubblewrap's own network namespace is still there
    kept = ["--unshare-user", "--unshare-pid", "--unshare-ipc", "--unshare-uts"]
    monkeypatch.setattr(sandbox, "walls", lambda device: [*kept, *(option for option in plain() if option != "--unshare-all")])
    with pytest.raises(ExecutorError, match="network"):
        prove()


def test_writable_system_folders_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = sandbox.binds
    monkeypatch.setattr(sandbox, "binds", lambda hide, device: [*plain(hide, device), "--tmpfs", "/usr/local"])
    prove()
    monkeypatch.setattr(sandbox, "binds", lambda hide, device: [*plain(hide, device), "--size", "4096", "--tmpfs", sys.base_prefix])
    with pytest.raises(ExecutorError):
        prove()


def test_what_the_sandbox_shows_in_tmp_is_still_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody may keep the clone, and so Python's libraries, in /tmp; every submission has a /tmp of its own."""
    shown = Path(tempfile.mkdtemp(prefix="li braries-", dir="/tmp"))
    (shown / "late.py").write_text("value = 7\n")
    plain = sandbox.binds
    monkeypatch.setattr(sandbox, "binds", lambda hide, device: [*plain(hide, device), "--ro-bind", str(shown), str(shown)])
    source = (
        f"import os, sys\nsys.path.append({str(shown)!r})\ndef late():\n    import late\n    return late.value\n"
        f"def write():\n    open({str(shown / 'new')!r}, 'w')\n"
        "def names():\n    open('/tmp/mine', 'w').close()\n    return sorted(os.listdir('/tmp'))\n"
    )
    try:
        where = Sandbox()
        where.prove()
        with where.open(Package("a.py", {"a.py": source.encode()}), Limits(), "cpu") as session:
            assert ask(session, "late").value == 7
            assert ask(session, "write").status == "raised"
            pythons = {Path(place).parts[2] for place in (sys.prefix, sys.base_prefix) if place.startswith("/tmp/")}
            assert set(ask(session, "names").value) == {"home", "mine", shown.name} | pythons
        where.close()
    finally:
        shutil.rmtree(shown)


def test_a_folder_that_a_bind_would_show_is_masked(tmp_path: Path) -> None:
    hidden = Path(sys.prefix) / "share"
    with executor("sandbox", hide=[hidden]).open(Package("a.py", {"a.py": SPY.encode()}), Limits(), "cpu") as session:
        assert ask(session, "exists", [str(hidden)]).value == [str(hidden)]
        assert ask(session, "exists", [str(path) for path in hidden.iterdir()]).value == []


def test_without_bubblewrap_nothing_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(ExecutorError, match="apt install bubblewrap"):
        prove()
    with pytest.raises(ExecutorError, match="apt install bubblewrap"):
        with closing(Sandbox()) as where, where.open(Package("a.py", {"a.py": b""}), Limits(), "cpu"):
            pass


def test_no_control_group_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    if (place := cgroup.home()) is None:
        pytest.skip("no control group can be made here")
    group, before = cgroup.Group(place, 64 << 20), groups_of(os.getpid())
    group.make()
    assert len(groups_of(os.getpid())) > len(before)
    group.remove()
    assert groups_of(os.getpid()) == before
    prove()
    assert groups_of(os.getpid()) == before
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(ExecutorError, match="not installed"):
        with closing(Sandbox()) as where, where.open(Package("a.py", {"a.py": b""}), Limits()):
            pass
    assert groups_of(os.getpid()) == before


def test_a_bubblewrap_that_cannot_work_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "bwrap"
    broken.write_text("#!/bin/sh\necho 'bwrap: setting up uid map: Permission denied' >&2\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(ExecutorError, match=r"uid map: Permission denied.*AppArmor"):
        prove()
    with pytest.raises(ExecutorError, match="uid map: Permission denied"):
        with closing(Sandbox()) as where, where.open(Package("a.py", {"a.py": b""}), Limits(), "cpu"):
            pass


@pytest.mark.parametrize(("device", "words"), [("cuda", "no NVIDIA GPU.*nvidia0.*--device cpu"), ("tpu", "no device `tpu`")])
def test_a_device_that_there_is_not_is_refused(device: str, words: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(devices, "_NODES", tmp_path)
    for kind in ("sandbox", "local"):
        with pytest.raises(ExecutorError, match=words):
            executor(kind).prove(device)
        with pytest.raises(ExecutorError, match=words), executor(kind).open(Package("a.py", {"a.py": b""}), Limits(), device):
            pass


def test_executors_that_there_are_not() -> None:
    with pytest.raises(ExecutorError, match="not part of this version"):
        executor("container")
    with pytest.raises(ExecutorError, match="no executor `vm`"):
        executor("vm")


def test_one_submission_leaves_nothing_for_the_next() -> None:
    source = """
import os
places = ("/tmp/n", "/dev/shm/n")
def write():
    for place in places: open(place, "w").write("x")
def look(): return [os.path.exists(place) for place in places]
"""
    with opened(source) as first:
        assert ask(first, "write").status == "returned"
        assert ask(first, "look").value == [True, True]
        with opened(source) as second:
            assert ask(second, "look").value == [False, False]
