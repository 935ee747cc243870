"""Reads one hand-in off the disk: a file, a folder or a zip -> its files as bytes.

Only plain files are opened; no link is followed. What is not read is told, and what a person has to sort out is `unclear`.
"""

from __future__ import annotations

import functools
import io
import os
import stat
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from .errors import SubmissionError

GRADED = (".py", ".ipynb")
MOST_FILES = 300
MOST_BYTES = 50_000_000
FILE, FOLDER = "a file", "a folder"
_MOST_PACKED = 200_000_000
_MOST_DEEP = 20
_MOST_NAME = 255  # bytes in the name of a file, on every usual file system
_MOST_PATH = 1000
_AT_ONCE = 1 << 16
_AT_ONCE_PACKED = 16  # bytes for bzip2 and LZMA, which zipfile unpacks without a limit: 40 bytes of bzip2 can hold 46 MB
_LEFT_OUT = {"__MACOSX", "__pycache__", "venv", "node_modules", "site-packages", "Thumbs.db", "desktop.ini"}
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_KINDS = {
    stat.S_IFREG: FILE,
    stat.S_IFDIR: FOLDER,
    stat.S_IFLNK: "a link",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFBLK: "a device",
    stat.S_IFCHR: "a device",
}

Files = dict[str, bytes]


@dataclass
class Contents:
    """What one hand-in holds.

    files: path -> bytes, capitals in `.PY` and `.IPYNB` made small. left_out: path -> why it was not read (a link, a pipe).
    unclear: why a person must look before this is graded (the disk fails, two names cannot be told apart); empty where all is well.
    """

    files: Files = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    unclear: str = ""


def read(entry: Path, skip: Path | None = None) -> Contents:
    """All files of a hand-in but those in the folder `skip`. Raises SubmissionError where the student has to hand in again."""
    try:
        if kind(entry) == FOLDER:
            return _folder(entry, skip)
        if suffix(entry.name) == ".zip":
            return unzipped(printable(entry.name), bytes_of(entry, _MOST_PACKED))
        return Contents({_named(printable(entry.name), [entry.name]): bytes_of(entry, MOST_BYTES)})
    except OSError as error:
        return Contents(unclear=unreadable(entry.name, error))


def modules_beside(path: Path) -> tuple[Files, list[str]]:
    """The .py files in the folder of a file, and a sentence for each that cannot be read."""
    files: Files = {}
    problems: list[str] = []
    room = MOST_BYTES
    for other in sorted(path.parent.glob("*.[pP][yY]"))[:MOST_FILES]:
        try:
            if other != path and not hidden(other.name) and kind(other) == FILE:
                files[_named(printable(other.name), [other.name])] = data = bytes_of(other, room)
                room -= len(data)
        except OSError as error:
            problems.append(unreadable(other.name, error))
        except SubmissionError as error:
            problems.append(str(error))
    return files, problems


def kind(path: Path) -> str:
    """What lies there: "a file", "a folder", "a link", "a pipe", ... A link is not followed. Raises OSError."""
    return _KINDS.get(stat.S_IFMT(path.lstat().st_mode), "no plain file")


def odd(what: str) -> str:
    """Why a link, a pipe, a socket or a device is not read."""
    return f"It is {what}, which is never opened. Put the file itself there."


def hidden(name: str) -> bool:
    """Whether a file or folder is nobody's work: caches, checkpoints, what systems and editors leave."""
    return name.startswith(".") or name in _LEFT_OUT


def suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def printable(name: str) -> str:
    r"""A file name as text that can be written anywhere: a byte that is no UTF-8 is spelled out (caf\xe9), so that names stay apart."""
    return name.encode("utf-8", errors="backslashreplace").decode().replace("\\udc", "\\x")


def alike(name: str) -> str:
    """The same for names that differ only in capitals or in how accents are stored, which many disks take for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


# ---- files and folders ----


def bytes_of(path: Path, most: int) -> bytes:
    """The bytes of a plain file. It cannot block: not even where a pipe has taken the file's place. Raises OSError, SubmissionError."""
    with os.fdopen(os.open(path, _FLAGS), "rb") as stream:
        status = os.fstat(stream.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise OSError("it is no plain file any more")
        data = stream.read(min(status.st_size, most) + 1)
    if len(data) > most:
        raise SubmissionError(f"{printable(path.name)} is larger than {_megabytes(most)}. Hand in the code without data and outputs.")
    return data


def _folder(root: Path, skip: Path | None) -> Contents:
    held = Contents()
    names: list[tuple[str, str]] = []
    owner, room = printable(root.name), MOST_BYTES
    for path in _walk(root, skip, held):
        parts = path.relative_to(root).parts
        name = _named(owner, parts)
        names.append((name, printable("/".join(parts))))
        held.files[name] = b""
        try:
            held.files[name] = data = bytes_of(path, MOST_BYTES)
        except OSError as error:
            held.unclear = held.unclear or unreadable(f"{root.name}/{'/'.join(parts)}", error)
            continue
        room -= len(data)
        _within(owner, len(held.files), room)
    return _sorted_out(held, names)


def _walk(root: Path, skip: Path | None, held: Contents) -> Iterator[Path]:
    """The plain files below a folder. What is neither file nor folder is noted in `held.left_out`, what fails in `held.unclear`."""
    waiting, count = [root], 0
    while waiting:
        folder = waiting.pop()
        try:
            inside = sorted(path for path in folder.iterdir() if path != skip and not hidden(path.name))
            kinds = [kind(path) for path in inside]
        except OSError as error:
            held.unclear = held.unclear or unreadable(f"{root.name}/{folder.relative_to(root)}".removesuffix("/."), error)
            continue
        count += len(inside)
        _within(printable(root.name), count, 0)
        for path, what in zip(inside, kinds, strict=True):
            parts = path.relative_to(root).parts
            if what == FOLDER:
                _named(printable(root.name), [*parts, "x"])
                waiting.append(path)
            elif what == FILE:
                yield path
            else:
                held.left_out[printable("/".join(parts))] = odd(what)


# ---- zips ----


def unzipped(owner: str, data: bytes) -> Contents:
    """The files of a zip, none of them written anywhere. Raises SubmissionError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            items = ((inside(owner, item), functools.partial(inflated, owner, archive, item)) for item in archive.infolist())
            return laid_out(owner, ((parts, read_one) for parts, read_one in items if parts))
    except SubmissionError:
        raise
    except Exception as error:
        raise SubmissionError(f"{owner} cannot be unpacked ({damage(error)}). Make the zip again, without a password.") from None


def damage(error: Exception) -> str:
    """What is wrong with a zip: of damaged bytes zipfile and its decompressors raise whatever comes (struct.error, LZMAError, ...)."""
    return printable(" ".join(str(error).split()))[:200] or type(error).__name__


def laid_out(owner: str, entries: Iterable[tuple[Sequence[str], Callable[[int], bytes]]]) -> Contents:
    """The contents of one hand-in. entries: the parts of a path, and what gives its bytes, told how many there may be.

    Raises SubmissionError, and what the reading raises.
    """
    held = Contents()
    names: list[tuple[str, str]] = []
    room = MOST_BYTES
    for parts, read_one in entries:
        name, shown = _named(owner, parts), printable("/".join(parts))
        if shown in (other for _, other in names):
            raise SubmissionError(f"{owner} holds `{shown[:80]}` twice. Zip the files again.")
        names.append((name, shown))
        _within(owner, len(names), room)
        held.files[name] = data = read_one(room)
        room -= len(data)
        _within(owner, len(names), room)
    for name in held.files:
        for folder in PurePosixPath(name).parents:
            if str(folder) in held.files:
                raise SubmissionError(f"{owner} holds `{str(folder)[:80]}` as a file and as a folder. Zip the files again.")
    return _sorted_out(held, names)


def inside(owner: str, item: zipfile.ZipInfo) -> tuple[str, ...]:
    """The parts of an entry's path; none for a folder, and for what is nobody's work. Raises SubmissionError for a way out of the zip."""
    name = item.filename.replace("\\", "/")
    parts = PurePosixPath(name).parts
    if name.startswith("/") or ".." in parts or ":" in name[:2] or stat.S_ISLNK(item.external_attr >> 16):
        told = printable(name[:80])
        raise SubmissionError(f"{owner} holds `{told}`, a link or a path that leads out of it. Zip the plain files again.")
    return () if name.endswith("/") or any(map(hidden, parts)) else parts


def inflated(owner: str, archive: zipfile.ZipFile, item: zipfile.ZipInfo, room: int) -> bytes:
    """The bytes of an entry. The size is counted while reading, not believed. Raises what zipfile raises, and SubmissionError."""
    data = bytearray()
    _within(owner, 1, room - item.file_size)
    careful = item.compress_type in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
    with archive.open(item) as stream:
        if careful:
            stream.MIN_READ_SIZE = _AT_ONCE_PACKED  # type: ignore[attr-defined]
        while part := stream.read(_AT_ONCE_PACKED if careful else _AT_ONCE):
            data += part
            _within(owner, 1, room - len(data))
    if len(data) != item.file_size:
        raise EOFError(f"{item.filename} is cut off")
    return bytes(data)


# ---- names and limits ----


def _named(owner: str, parts: Sequence[str]) -> str:
    """The path under which a file is laid out. Raises SubmissionError for one that is too long or deep.

    Sources get a small ending and the accents of Python's own names (NFC), or no import would find a module of a Mac's zip.
    """
    parts = [printable(part) for part in parts]
    if len(parts) > _MOST_DEEP:
        raise SubmissionError(f"{owner} has folders more than {_MOST_DEEP} deep. Hand in only the files of the assignment.")
    name = "/".join(parts)
    if max(len(part.encode()) for part in parts) > _MOST_NAME or len(name.encode()) > _MOST_PATH:
        raise SubmissionError(f"{owner[:80]} holds a file with too long a name (`{name[:60]}...`). Give it a short name.")
    ending = suffix(name)
    return unicodedata.normalize("NFC", name[: -len(ending)] + ending) if ending in GRADED else name


def _sorted_out(held: Contents, names: Sequence[tuple[str, str]]) -> Contents:
    """The contents without folders round everything; unclear where the names of two sources look the same. names: (path, as it was)."""
    groups: dict[str, list[str]] = {}
    for name, shown in names:
        groups.setdefault(alike(name) if name.endswith(GRADED) else name, []).append(shown)
    for twins in groups.values():
        if len(twins) > 1:
            held.unclear = held.unclear or (
                f"The names {' and '.join(twins[:4])} differ only in capitals or in how accents are stored. Keep one, and grade again."
            )
    held.files = _without_top_folder(held.files)
    return held


def _without_top_folder(files: Files) -> Files:
    """Zips and downloads often wrap everything in one folder."""
    while len({path.split("/")[0] for path in files}) == 1 and all("/" in path for path in files):
        files = {path.split("/", 1)[1]: data for path, data in files.items()}
    return files


def _within(owner: str, count: int, room: int) -> None:
    if count > MOST_FILES:
        raise SubmissionError(f"{owner} holds more than {MOST_FILES} files. Hand in only the files of the assignment.")
    if room < 0:
        raise SubmissionError(f"{owner} unpacks to more than {_megabytes(MOST_BYTES)}. Hand in the code without data and outputs.")


def _megabytes(number: int) -> str:
    return f"{number // 10**6} MB"


def unreadable(name: str, error: OSError) -> str:
    why = error.strerror or str(error) or type(error).__name__
    return f"{printable(name)} cannot be read ({why}). Check its rights and the disk, and grade again."
