"""Finds out who handed in what: a folder of hand-ins -> one Submission a student and assignment.

Nothing is guessed: a file that fits no assignment, or two files for one, is said and left to a person.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from . import source
from .errors import SubmissionError
from .job import Package
from .scorecard import File

GRADED = (".py", ".ipynb")
MOST_FILES = 300
MOST_BYTES = 50_000_000
_LEFT_OUT = {"__MACOSX", "__pycache__", ".git", ".ipynb_checkpoints", ".venv", "venv", "node_modules", "site-packages", ".vscode", ".idea"}

Entries = Mapping[str, frozenset[str]]  # assignment -> names of its entries
Files = dict[str, bytes]


@dataclass(frozen=True)
class Submission:
    """What one student handed in for one assignment.

    package: the files to grade, or None where `problem` says why there are none. clash: it is the instructor's to decide, not the
    student's mistake (two files for one assignment).
    """

    student: str
    slug: str
    package: Package | None
    problem: str = ""
    clash: bool = False
    where: str = ""

    @property
    def files(self) -> tuple[File, ...]:
        items = self.package.files.items() if self.package else ()
        return tuple(File(path=path, sha256=hashlib.sha256(data).hexdigest()) for path, data in sorted(items))


@dataclass(frozen=True)
class NotGraded:
    """An entry of the class folder that belongs to no assignment. serious: it may be somebody's work."""

    entry: str
    reason: str
    serious: bool = True


@dataclass
class Found:
    """All that a class folder holds."""

    submissions: list[Submission] = field(default_factory=list)
    not_graded: list[NotGraded] = field(default_factory=list)


def in_class(folder: Path, known: Entries, slug: str | None) -> Found:
    """Read a class folder: STUDENT.py, STUDENT.ipynb, STUDENT.zip or STUDENT/ for each student.

    known: every assignment with its entries. slug: the one assignment that is graded, or None for all. Raises SubmissionError
    where the folder itself is unusable.
    """
    if not folder.is_dir():
        what = "is a file: `assay check` grades one file" if folder.exists() else "does not exist"
        raise SubmissionError(f"{folder} {what}. `assay grade` takes a folder with one entry a student.")
    found = Found()
    entries = sorted(entry for entry in folder.iterdir() if not entry.name.startswith(".") and entry.name not in _LEFT_OUT)
    for entry in entries:
        student = _printable(entry.stem if entry.is_file() else entry.name)
        if entry.is_symlink():
            found.not_graded.append(NotGraded(_printable(entry.name), "It is a link. Put the file itself there."))
        elif entry.is_file() and entry.suffix not in (*GRADED, ".zip"):
            reason = "Not a hand-in: only .py, .ipynb, .zip and folders are."
            found.not_graded.append(NotGraded(_printable(entry.name), reason, serious=False))
        else:
            _add(found, entry, student, known, slug)
    if not entries:
        raise SubmissionError(f"{folder} is empty. It should hold one entry a student: STUDENT.py, STUDENT.ipynb, STUDENT.zip or STUDENT/.")
    found.submissions = _one_each(found.submissions)
    return found


def of_file(path: Path, known: Entries, slug: str | None) -> Submission:
    """One file, zip or folder for `assay check`. Modules beside a file come along. Raises SubmissionError."""
    if not path.exists():
        raise SubmissionError(f"{path} does not exist. Give the .py, .ipynb or .zip file, or the folder, that you want to check.")
    if path.is_file() and path.suffix not in (*GRADED, ".zip"):
        raise SubmissionError(f"{path} is no .py, .ipynb or .zip file. Save your work as one of these.")
    found = Found()
    _add(found, path, _printable(path.stem), known, slug)
    if not found.submissions:
        raise SubmissionError(found.not_graded[0].reason if found.not_graded else f"{path} holds nothing to grade.")
    if len(found.submissions) > 1:
        slugs = ", ".join(one.slug for one in found.submissions)
        raise SubmissionError(f"{path} holds several assignments ({slugs}). Say which one with --assignment.")
    only = found.submissions[0]
    if only.package is None:
        raise SubmissionError(only.problem)
    if path.is_file() and path.suffix in GRADED:
        beside = {other.name: other.read_bytes() for other in sorted(path.parent.glob("*.py"))[:MOST_FILES] if other.is_file()}
        only = replace(only, package=package(only.package.main, {**beside, **only.package.files}))
    return only


def _add(found: Found, entry: Path, student: str, known: Entries, slug: str | None) -> None:
    """Add what one entry holds to what was found."""
    label = _printable(entry.name)
    try:
        if entry.is_dir():
            files = _folder(entry)
        elif entry.suffix == ".zip":
            files = _zip(entry)
        else:
            files = {entry.name: _bytes(entry)}
    except SubmissionError as error:
        if slug is None:
            found.not_graded.append(NotGraded(label, str(error)))
        else:
            found.submissions.append(Submission(student, slug, None, str(error), where=label))
        return
    chosen = list(_choose(files, known, slug, alone=entry.suffix in GRADED))
    for one, main, clash in chosen:
        if clash:
            found.submissions.append(Submission(student, one, None, clash, clash=True, where=label))
        else:
            found.submissions.append(Submission(student, one, package(main, files), where=label))
    if not chosen:
        found.not_graded.append(NotGraded(label, _no_match(files, known)))


def package(main: str, files: Files) -> Package:
    """The files with what their sources import."""
    pages = [page for path, data in files.items() if path.endswith(GRADED) for page in source.pages(path, data)]
    return Package(main, files, source.imported(pages))


def _choose(files: Files, known: Entries, slug: str | None, *, alone: bool) -> Iterator[tuple[str, str, str]]:
    """(assignment, main file, or why it cannot be told) for every assignment that these files answer."""
    candidates = [path for path in files if path.endswith(GRADED) and "/" not in path]
    if slug and alone:
        yield slug, candidates[0], ""
        return
    left = list(candidates)
    for one in [slug] if slug else list(known):
        by_name = [path for path in candidates if _plain(path) == one]
        if len(by_name) > 1:
            yield one, "", _two(by_name, one)
        elif by_name:
            yield one, by_name[0], ""
        left = [path for path in left if path not in by_name]
    taken = {_plain(path) for path in candidates} & set(known)
    if slug:
        if slug not in taken:
            yield _by_content_of(slug, candidates, files, known[slug])
        return
    answers: dict[str, list[str]] = {}
    for path in left:
        if (best := _best(files[path], path, known)) and best not in taken:
            answers.setdefault(best, []).append(path)
    for one, paths in answers.items():
        yield one, paths[0], _two(paths, one) if len(paths) > 1 else ""


def _by_content_of(slug: str, candidates: list[str], files: Files, entries: frozenset[str]) -> tuple[str, str, str]:
    """The one file that defines entries of the assignment."""
    defining = [path for path in candidates if source.defined(source.pages(path, files[path])) & entries] or candidates
    if len(defining) == 1:
        return slug, defining[0], ""
    if not defining:
        return slug, "", f"There is no .py or .ipynb file in it. Name the file {slug}.py or {slug}.ipynb."
    return slug, "", _two(defining, slug)


def _best(data: bytes, path: str, known: Entries) -> str | None:
    """The assignment of whose entries a file defines most; None where it defines none, or as many of two."""
    names = source.defined(source.pages(path, data))
    counts = sorted(((len(names & entries), slug) for slug, entries in known.items()), reverse=True)
    if not counts or counts[0][0] == 0 or (len(counts) > 1 and counts[1][0] == counts[0][0]):
        return None
    return counts[0][1]


def _two(paths: list[str], slug: str) -> str:
    named = f"{slug}{PurePosixPath(paths[0]).suffix}"
    return f"There are {len(paths)} files for {slug}: {', '.join(sorted(paths))}. Keep one, or name it {named}, and grade again."


def _no_match(files: Files, known: Entries) -> str:
    graded = [path for path in files if path.endswith(GRADED)]
    if not graded:
        return "There is no .py or .ipynb file in it. Ask the student to hand in again."
    names = ", ".join(graded[:4])
    return f"It fits no assignment ({names}). Name the file after one ({', '.join(known)}), or say which with --assignment."


def _one_each(submissions: Iterable[Submission]) -> list[Submission]:
    """Two entries of one student for one assignment become one clash."""
    groups: dict[tuple[str, str], list[Submission]] = {}
    for one in submissions:
        groups.setdefault((one.student, one.slug), []).append(one)
    return [group[0] if len(group) == 1 else _clash(group) for group in groups.values()]


def _clash(group: list[Submission]) -> Submission:
    return replace(group[0], package=None, problem=_two([one.where for one in group], group[0].slug), clash=True)


# ---- reading ----


def _plain(path: str) -> str:
    """A file's stem as an assignment would be named: "Hidden Markov-Models (2).ipynb" -> hidden_markov_models."""
    stem = re.sub(r"\s*\(\d+\)$", "", PurePosixPath(path).stem)
    return re.sub(r"[\s-]+", "_", stem.strip()).lower()


def _printable(name: str) -> str:
    """A file name as text that can be written anywhere: bytes that are no UTF-8 become the replacement character."""
    return name.encode("utf-8", errors="surrogateescape").decode("utf-8", errors="replace")


def _bytes(path: Path) -> bytes:
    if path.stat().st_size > MOST_BYTES:
        raise SubmissionError(f"{path.name} is larger than {MOST_BYTES // 10**6} MB. Hand in the code without data and outputs.")
    return path.read_bytes()


def _folder(root: Path) -> Files:
    files: Files = {}
    total = 0
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        if path.is_symlink() or not path.is_file() or any(part in _LEFT_OUT or part.startswith(".") for part in parts):
            continue
        total += path.stat().st_size
        _within(root.name, len(files) + 1, total)
        files["/".join(map(_printable, parts))] = _bytes(path)
    return _without_top_folder(files)


def _zip(path: Path) -> Files:
    """The regular files of a zip. Links, absolute names and `..` are refused; sizes are counted while reading, not believed."""
    files: Files = {}
    total = 0
    try:
        with zipfile.ZipFile(path) as archive:
            for item in archive.infolist():
                name = item.filename.replace("\\", "/")
                parts = PurePosixPath(name).parts
                if item.is_dir() or any(part in _LEFT_OUT or part.startswith("._") for part in parts):
                    continue
                if name.startswith("/") or ".." in parts or (item.external_attr >> 16) & 0o170000 == 0o120000 or ":" in name[:2]:
                    raise SubmissionError(
                        f"{path.name} holds `{name[:80]}`, a link or a path that leads out of it. Zip the plain files again."
                    )
                with archive.open(item) as stream:
                    data = stream.read(MOST_BYTES - total + 1)
                total += len(data)
                _within(path.name, len(files) + 1, total)
                if name in files:
                    raise SubmissionError(f"{path.name} holds `{name[:80]}` twice. Zip the files again.")
                files[name] = data
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        RuntimeError,
        NotImplementedError,
        EOFError,
        OSError,
        ValueError,
        zlib.error,
    ) as error:
        raise SubmissionError(f"{path.name} cannot be unpacked ({error}). Make the zip again, without a password.") from None
    return _without_top_folder(files)


def _within(name: str, count: int, total: int) -> None:
    if count > MOST_FILES:
        raise SubmissionError(f"{name} holds more than {MOST_FILES} files. Hand in only the files of the assignment.")
    if total > MOST_BYTES:
        raise SubmissionError(f"{name} unpacks to more than {MOST_BYTES // 10**6} MB. Hand in the code without data and outputs.")


def _without_top_folder(files: Files) -> Files:
    """Zips and downloads often wrap everything in one folder."""
    tops = {path.split("/")[0] for path in files}
    if len(tops) == 1 and all("/" in path for path in files):
        return _without_top_folder({path.split("/", 1)[1]: data for path, data in files.items()})
    return files
