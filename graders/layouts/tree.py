"""A download as a tree of names, be it a folder or still a zip: what lies in it is listed, and read one hand-in at a time."""

from __future__ import annotations

import contextlib
import functools
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from .. import archive
from ..archive import FILE, FOLDER, Contents, printable, suffix
from ..errors import SubmissionError
from ..submission import NotGraded

Place = tuple[str, ...]  # the names on the way to a file or folder
Inside = list[tuple[str, str]]  # (name, what it is: "a file", "a folder", "a link", ...)

MOST_ENTRIES = 50_000
MOST_BYTES = 2_000_000_000  # of everything in a zip, unpacked
_MOST_DEEP = 30


class Tree(Protocol):
    """label: its own name. left_out: what of it is never read."""

    @property
    def label(self) -> str: ...

    @property
    def left_out(self) -> list[NotGraded]: ...

    def below(self, name: str) -> Tree:
        """One of its folders, as a tree."""

    def inside(self, *place: str) -> Inside:
        """What lies in a folder, sorted, without what is nobody's work. Raises OSError."""

    def read(self, owner: str, *place: str) -> Contents:
        """All of a folder, as one hand-in. Raises SubmissionError where the student has to hand in again."""

    def gather(self, owner: str, files: Mapping[str, Place]) -> Contents:
        """Some files as one hand-in, under new names. Raises SubmissionError where the student has to hand in again."""

    def text(self, name: str, most: int) -> str:
        """A file of the learning platform's own. Raises SubmissionError."""


@contextlib.contextmanager
def opened(path: Path, skip: Path | None) -> Iterator[Tree]:
    """The tree of a folder without `skip`, or of a zip. Raises SubmissionError for a zip that cannot be opened."""
    if archive.kind(path) == FOLDER:
        yield FolderTree(path, skip)
        return
    shown = printable(path.name)
    with contextlib.ExitStack() as stack:
        try:
            packed = stack.enter_context(zipfile.ZipFile(path))
            tree = ZipTree.of(shown, packed)
        except SubmissionError:
            raise
        except Exception as error:
            raise SubmissionError(f"{shown} cannot be unpacked ({archive.damage(error)}). Download it again.") from None
        yield tree


@dataclass(frozen=True)
class FolderTree:
    """A download that was unpacked."""

    top: Path
    skip: Path | None
    left_out: list[NotGraded] = field(default_factory=list)

    @property
    def label(self) -> str:
        return printable(self.top.name)

    def below(self, name: str) -> FolderTree:
        return replace(self, top=self.top / name)

    def inside(self, *place: str) -> Inside:
        paths = [path for path in self.top.joinpath(*place).iterdir() if path != self.skip and not archive.hidden(path.name)]
        return sorted((path.name, archive.kind(path)) for path in paths)

    def read(self, owner: str, *place: str) -> Contents:
        return archive.read(self.top.joinpath(*place), self.skip)

    def gather(self, owner: str, files: Mapping[str, Place]) -> Contents:
        try:
            return archive.laid_out(owner, (([name], functools.partial(self._bytes, place)) for name, place in files.items()))
        except OSError as error:
            return Contents(unclear=archive.unreadable(owner, error))

    def _bytes(self, place: Place, _: int) -> bytes:
        return archive.bytes_of(self.top.joinpath(*place), archive.MOST_BYTES)

    def text(self, name: str, most: int) -> str:
        try:
            return _decoded(name, archive.bytes_of(self.top / name, most))
        except OSError as error:
            raise SubmissionError(archive.unreadable(name, error)) from None


@dataclass(frozen=True)
class ZipTree:
    """A download as it came. folders: folder -> name -> what it is. doubtful: files that it holds twice, or as a folder too."""

    label: str
    packed: zipfile.ZipFile
    files: dict[Place, zipfile.ZipInfo] = field(default_factory=dict)
    folders: dict[Place, dict[str, str]] = field(default_factory=dict)
    doubtful: set[Place] = field(default_factory=set)
    left_out: list[NotGraded] = field(default_factory=list)
    top: Place = ()

    @classmethod
    def of(cls, label: str, packed: zipfile.ZipFile) -> ZipTree:
        """Raises SubmissionError for a zip that is too large."""
        tree, items = cls(label, packed), packed.infolist()
        if len(items) > MOST_ENTRIES or sum(item.file_size for item in items) > MOST_BYTES:
            most = f"{MOST_ENTRIES} files or {MOST_BYTES // 10**9} GB"
            raise SubmissionError(f"{label} holds more than {most}. Unpack it, and give `assay grade` the folder.")
        for item in items:
            item.filename = _name(item)
            try:
                parts = archive.inside(label, item)
            except SubmissionError as error:
                tree.left_out.append(NotGraded(printable(item.filename[:80]), str(error)))
                continue
            if len(parts) > _MOST_DEEP:
                why = f"It lies more than {_MOST_DEEP} folders deep. Ask the student to hand in only the files of the assignment."
                tree.left_out.append(NotGraded(printable(item.filename[:80]), why))
            elif parts:
                tree._add(parts, item)
        return tree

    def _add(self, parts: Place, item: zipfile.ZipInfo) -> None:
        if parts in self.files or parts in self.folders:
            self.doubtful.add(parts)
        self.files[parts] = item
        for depth in range(len(parts)):
            if parts[:depth] in self.files:
                self.doubtful.add(parts[:depth])
            self.folders.setdefault(parts[:depth], {}).setdefault(parts[depth], FILE if depth == len(parts) - 1 else FOLDER)

    def below(self, name: str) -> ZipTree:
        return replace(self, label=printable(name), top=(*self.top, name))

    def inside(self, *place: str) -> Inside:
        return self._inside((*self.top, *place))

    def _inside(self, folder: Place) -> Inside:
        return sorted(self.folders.get(folder, {}).items())

    def read(self, owner: str, *place: str) -> Contents:
        start = (*self.top, *place)
        return self._unpacked(owner, {path[len(start) :]: path for path in self._below(start)})

    def gather(self, owner: str, files: Mapping[str, Place]) -> Contents:
        return self._unpacked(owner, {(name,): (*self.top, *place) for name, place in files.items()})

    def _below(self, folder: Place) -> Iterator[Place]:
        for name, what in self._inside(folder):
            yield from [(*folder, name)] if what == FILE else self._below((*folder, name))

    def _unpacked(self, owner: str, paths: Mapping[Place, Place]) -> Contents:
        for path in paths.values():
            if path in self.doubtful:
                return Contents(unclear=f"The zip holds `{printable('/'.join(path))[:80]}` twice. Download it again.")
        reading = ((parts, functools.partial(archive.inflated, owner, self.packed, self.files[path])) for parts, path in paths.items())
        try:
            return archive.laid_out(owner, reading)
        except SubmissionError:
            raise
        except Exception as error:
            return Contents(unclear=f"{owner} cannot be unpacked ({archive.damage(error)}). Download the zip again.")

    def text(self, name: str, most: int) -> str:
        try:
            return _decoded(name, archive.inflated(name, self.packed, self.files[(*self.top, name)], most))
        except SubmissionError:
            raise
        except Exception as error:
            raise SubmissionError(f"{name} cannot be unpacked ({archive.damage(error)}). Download the zip again.") from None


def _name(item: zipfile.ZipInfo) -> str:
    """An entry's name. Some platforms write UTF-8 without saying so."""
    if item.flag_bits & 0x800:
        return item.filename
    try:
        return item.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return item.filename


def _decoded(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SubmissionError(f"{name} is not UTF-8. Download it again.") from None


def lone_zip_opened(held: Contents) -> Contents:
    """The files with those of the one zip among them, where the student zipped everything: nothing else could be graded.

    Raises SubmissionError.
    """
    zips = [path for path in held.files if suffix(path) == ".zip"]
    if held.unclear or not zips or any(path.endswith(archive.GRADED) for path in held.files):
        return held
    if len(zips) > 1:
        held.unclear = f"There are {len(zips)} zips: {', '.join(zips[:4])}. Keep one, and grade again."
        return held
    packed = archive.unzipped(printable(zips[0]), held.files.pop(zips[0]))
    return replace(packed, files={**held.files, **packed.files}, left_out=held.left_out)
