"""Finds out who handed in what: a folder of hand-ins -> one Submission a student and assignment.

Nothing is guessed: a file that fits no assignment, or two files for one, is said and left to a person.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from . import archive, source
from .archive import FILE, FOLDER, GRADED, Contents, Files, alike, printable, suffix
from .errors import SubmissionError
from .job import Package
from .scorecard import File

Entries = Mapping[str, frozenset[str]]  # assignment -> names of its entries


@dataclass(frozen=True)
class Submission:
    """What one student handed in for one assignment.

    package: the files to grade, or None where `problem` says why there are none. clash: it is the instructor's to decide, not the
    student's mistake (two files for one assignment, a file that cannot be read). notes: what was not read, and what else is known.
    name: the student's, for people.
    """

    student: str
    slug: str
    package: Package | None
    problem: str = ""
    clash: bool = False
    where: str = ""
    notes: tuple[str, ...] = ()
    name: str | None = None

    @property
    def files(self) -> tuple[File, ...]:
        items = self.package.files.items() if self.package else ()
        return tuple(File(path=path, sha256=hashlib.sha256(data).hexdigest()) for path, data in sorted(items))

    @property
    def is_notebook(self) -> bool:
        return self.package is not None and self.package.main.endswith(".ipynb")


@dataclass(frozen=True)
class NotGraded:
    """An entry of the class folder that belongs to no assignment. serious: it may be somebody's work."""

    entry: str
    reason: str
    serious: bool = True


@dataclass(frozen=True)
class Owner:
    """Whose an entry is, and what is known of it before it is read. label: the entry, for messages."""

    student: str
    label: str
    name: str | None = None
    notes: tuple[str, ...] = ()


@dataclass
class Found:
    """All that a class folder holds. told: a sentence on what it was taken for."""

    submissions: list[Submission] = field(default_factory=list)
    not_graded: list[NotGraded] = field(default_factory=list)
    told: str = ""


def in_class(folder: Path, known: Entries, slug: str | None, skip: Path | None = None) -> Found:
    """Read a class folder: STUDENT.py, STUDENT.ipynb, STUDENT.zip or STUDENT/ for each student.

    known: every assignment with its entries. slug: the one assignment that is graded, or None for all. skip: a folder that is no
    hand-in (OUT, where it lies inside). Raises SubmissionError where the folder itself is unusable.
    """
    remedy = "`assay grade` takes a folder with one entry a student."
    root, what = _real(folder, remedy)
    shown = printable(str(folder))
    if what != FOLDER:
        raise SubmissionError(f"{shown} is {what}: `assay check` grades one file. {remedy}")
    left_out = resolved(skip) if skip else None
    try:
        entries = sorted(entry for entry in root.iterdir() if not archive.hidden(entry.name) and entry != left_out)
    except OSError as error:
        raise SubmissionError(f"{shown} cannot be read ({error.strerror or error}). Check the folder's rights.") from None
    if not entries:
        raise SubmissionError(f"{shown} is empty. It should hold one entry a student: STUDENT.py, STUDENT.ipynb, STUDENT.zip or STUDENT/.")
    found = Found()
    for entry in entries:
        try:
            _add_entry(found, entry, known, slug, left_out)
        except Exception as error:  # our own fault with one hand-in must not cost the others theirs
            problem = f"Assay itself failed while reading this hand-in ({type(error).__name__}: {printable(str(error))[:200]})."
            add_problem(found, _owner(entry), slug, problem, clash=True)
    found.submissions = one_each(found.submissions)
    return found


def _add_entry(found: Found, entry: Path, known: Entries, slug: str | None, skip: Path | None) -> None:
    """Add one entry of a class folder: somebody's work, or what it is instead."""
    accepted = suffix(entry.name) in (*GRADED, ".zip")
    try:
        what = archive.kind(entry)
    except OSError as error:
        add_problem(found, _owner(entry), slug, archive.unreadable(entry.name, error), clash=True)
        return
    if what not in (FILE, FOLDER):
        found.not_graded.append(NotGraded(printable(entry.name), archive.odd(what), serious=accepted or what == "a link"))
    elif what == FILE and not accepted:
        reason = "Not a hand-in: only .py, .ipynb, .zip and folders are."
        found.not_graded.append(NotGraded(printable(entry.name), reason, serious=False))
    else:
        _add(found, entry, known, slug, skip)


def _owner(entry: Path) -> Owner:
    """Whose an entry is: its name, of a file without the ending."""
    return Owner(printable(entry.name if os.path.isdir(entry) else entry.stem), printable(entry.name))


def of_file(path: Path, known: Entries, slug: str | None) -> Submission:
    """One file, zip or folder for `assay check`. Modules beside a file come along. Raises SubmissionError."""
    shown = printable(str(path))
    remedy = "Give the .py, .ipynb or .zip file, or the folder, that you want to check."
    real, what = _real(path, remedy)
    if what not in (FILE, FOLDER):
        raise SubmissionError(f"{shown} is {what}, not a file. {remedy}")
    if what == FILE and suffix(real.name) not in (*GRADED, ".zip"):
        raise SubmissionError(f"{shown} is no .py, .ipynb or .zip file. Save your work as one of these.")
    found = Found()
    _add(found, real, known, slug, None)
    if not found.submissions:
        raise SubmissionError(found.not_graded[0].reason if found.not_graded else f"{shown} holds nothing to grade.")
    if len(found.submissions) > 1:
        slugs = ", ".join(one.slug for one in found.submissions)
        raise SubmissionError(f"{shown} holds several assignments ({slugs}). Say which one with --assignment.")
    only = found.submissions[0]
    if only.package is None:
        raise SubmissionError(only.problem)
    if what == FILE and suffix(real.name) in GRADED:
        beside, problems = archive.modules_beside(real)
        only = replace(only, package=package(only.package.main, {**beside, **only.package.files}), notes=(*only.notes, *problems))
    return only


def _real(path: Path, remedy: str) -> tuple[Path, str]:
    """Where a path that a person gave leads, links followed, and what is there. Raises SubmissionError."""
    try:
        real = path.resolve(strict=True)
        return real, archive.kind(real)
    except (OSError, RuntimeError, ValueError) as error:  # RuntimeError: links in a circle, before Python 3.13
        number = getattr(error, "errno", errno.ELOOP if isinstance(error, RuntimeError) else None)
        if number == errno.ELOOP:
            what = "is a link that leads in a circle"
        elif number in (errno.ENOENT, errno.ENOTDIR):
            what = "is a link that leads nowhere" if os.path.islink(path) else "does not exist"
        else:
            what = f"cannot be read ({getattr(error, 'strerror', None) or error})"
        raise SubmissionError(f"{printable(str(path))} {what}. {remedy}") from None


def resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()


def _add(found: Found, entry: Path, known: Entries, slug: str | None, skip: Path | None) -> None:
    """Add what one entry holds to what was found."""
    owner = _owner(entry)
    try:
        held = archive.read(entry, skip)
    except SubmissionError as error:
        add_problem(found, owner, slug, str(error), clash=False)
        return
    if held.files or held.unclear or not skip or entry not in skip.parents:
        add(found, owner, held, known, slug, alone=suffix(entry.name) in GRADED and len(held.files) == 1)


def add(found: Found, owner: Owner, held: Contents, known: Entries, slug: str | None, *, alone: bool = False) -> None:
    """Add somebody's files to what was found. alone: there is one file, which the student's own entry is."""
    notes = (*owner.notes, *(f"{path}: {why}" for path, why in held.left_out.items()))
    chosen = list(_choose(held.files, known, slug, alone=alone))
    for one, main, clash in chosen:
        problem = " ".join([held.unclear or clash, *notes[:3]]) if held.unclear or clash else ""
        files = None if problem else package(main, held.files)
        found.submissions.append(Submission(owner.student, one, files, problem, bool(problem), owner.label, notes, owner.name))
    if not chosen:
        add_problem(found, owner, slug if held.unclear else None, held.unclear or _no_match(held.files, known), clash=True)
    found.not_graded += _told(owner.label, held)


def add_problem(found: Found, owner: Owner, slug: str | None, problem: str, *, clash: bool) -> None:
    """Add an entry that nothing can be graded of."""
    if slug is None:
        found.not_graded.append(NotGraded(owner.label, problem))
    else:
        found.submissions.append(Submission(owner.student, slug, None, problem, clash, owner.label, owner.notes, owner.name))


def _told(label: str, held: Contents) -> Iterator[NotGraded]:
    """The links and pipes of a hand-in. A few of them: nobody reads a thousand."""
    for path, why in list(held.left_out.items())[:5]:
        yield NotGraded(f"{label}/{path}", why, serious=suffix(path) in GRADED)
    if len(held.left_out) > 5:
        yield NotGraded(label, f"{len(held.left_out) - 5} more links, pipes or devices in it were not read.", serious=False)


def package(main: str, files: Files) -> Package:
    """The files, with what the main one imports, itself or through others of them."""
    pages = [page for path in source.reached(main, files) for page in source.pages(path, files[path])]
    return Package(main, files, source.imported(pages))


def _choose(files: Files, known: Entries, slug: str | None, *, alone: bool) -> Iterator[tuple[str, str, str]]:
    """(assignment, main file, or why it cannot be told) for every assignment that these files answer."""
    candidates = [path for path in files if path.endswith(GRADED) and "/" not in path]
    if slug and alone and candidates:
        yield slug, candidates[0], ""
        return
    left = list(candidates)
    for one in [slug] if slug else list(known):
        by_name = [path for path in candidates if plain(path) == one]
        if len(by_name) > 1:
            yield one, "", f"There are {len(by_name)} files for {one}: {', '.join(sorted(by_name))}. Keep one, and grade again."
        elif by_name:
            yield one, by_name[0], ""
        left = [path for path in left if path not in by_name]
    taken = {plain(path) for path in candidates} & set(known)
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
        return slug, "", f"{_nothing_on_top(files)} Hand in a file named {slug}.py or {slug}.ipynb."
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
    if why := _nothing_on_top(files):
        return f"{why} Ask the student to hand in again."
    broken = [problem for path in graded if path.endswith(".ipynb") and (problem := source.notebook_problem(path, files[path]))]
    if broken:
        return " ".join(broken[:4])
    return f"It fits no assignment ({', '.join(graded[:4])}). Name the file after one ({', '.join(known)}), or say which with --assignment."


def _nothing_on_top(files: Files) -> str:
    """Why no file can be chosen; empty where one can."""
    graded = [path for path in files if path.endswith(GRADED)]
    if not files:
        return "There is no .py or .ipynb file in it: it is empty."
    if not graded:
        return "There is no .py or .ipynb file in it."
    if not all("/" in path for path in graded):
        return ""
    return f"Its .py and .ipynb files are in folders inside it ({', '.join(graded[:4])}); the one to grade has to be at the top."


def one_each(submissions: Iterable[Submission]) -> list[Submission]:
    """Two entries of one student for one assignment become one clash; capitals and ways to store an accent make no two students."""
    groups: dict[tuple[str, str], list[Submission]] = {}
    for one in submissions:
        groups.setdefault((alike(one.student), one.slug), []).append(one)
    return [group[0] if len(group) == 1 else _clash(group) for group in groups.values()]


def _clash(group: list[Submission]) -> Submission:
    slug, names = group[0].slug, ", ".join(one.where for one in group)
    problem = f"There are {len(group)} hand-ins for {slug}: {names}. Keep one, and grade again."
    if len({one.student for one in group}) > 1:
        problem += " If they are two students', rename one: the names differ only in capitals or in how accents are stored."
    return replace(group[0], package=None, problem=problem, clash=True)


def plain(path: str) -> str:
    """A file's stem as an assignment would be named: "Hidden Markov-Models (2).ipynb" -> hidden_markov_models."""
    stem = re.sub(r"\s*\(\d+\)$", "", PurePosixPath(path).stem)
    return alike(re.sub(r"[\s-]+", "_", stem.strip()))
