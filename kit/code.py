"""What code a kit's checker needs: the files that its own files import, and those that these import, and so on."""

from __future__ import annotations

import ast
import importlib.metadata
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

PACKAGE = "assay_check"
ROOMS = ("graders", "reports")
CHECKER = "kit/checker"

# Where reading begins. The worker's two files are started by name; nothing imports them.
_BEGIN = (f"{CHECKER}/*.py", "graders/worker/__main__.py", "graders/worker/plain.py", "reports/templates/*.j2")
LIBRARIES = ("annotated-types", "Jinja2", "MarkupSafe")  # pure Python, for those who have not installed them

_OURS = re.compile(rf"^(\s*)(from|import) ({'|'.join(ROOMS)})\b", re.MULTILINE)


def code(root: Path) -> dict[str, bytes]:
    """Path in the zip -> bytes. root: the clone. The rooms lie inside the package, so that no student's `graders` meets ours."""
    found: dict[str, None] = {path.relative_to(root).as_posix(): None for pattern in _BEGIN for path in sorted(root.glob(pattern))}
    for file in (waiting := list(found)):  # it grows while it is read
        for other in _imported(root, file) if file.endswith(".py") else ():
            if other not in found:
                found[other] = None
                waiting.append(other)
    return {_place(file): packed(root / file) for file in sorted(found)}


def _place(file: str) -> str:
    return f"{PACKAGE}/{file.removeprefix(f'{CHECKER}/')}"


def packed(path: Path) -> bytes:
    """The file, with the imports of our rooms as they are inside the package."""
    return _OURS.sub(rf"\1\2 {PACKAGE}.\3", path.read_text(encoding="utf-8")).encode()


def _imported(root: Path, file: str) -> Iterator[str]:
    """The files of our rooms that a file imports, with the packages that they lie in."""
    for module in _modules(ast.parse((root / file).read_text(encoding="utf-8")), PurePosixPath(file).parent):
        for place in (module, *module.parents):
            for own in (f"{place}.py", f"{place}/__init__.py"):
                if own.startswith(ROOMS) and (root / own).is_file():
                    yield own


def _modules(tree: ast.Module, folder: PurePosixPath) -> Iterator[PurePosixPath]:
    """What is imported as soon as the file is, and what a function of the checker itself imports later."""
    later = folder == PurePosixPath(CHECKER)
    for node in ast.walk(tree) if later else _first(tree):
        if isinstance(node, ast.Import):
            yield from (PurePosixPath(*name.name.split(".")) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = folder if node.level else PurePosixPath()
            for _ in range(node.level - 1):
                above = above.parent
            module = above.joinpath(*(node.module or "").split("."))
            yield module
            yield from (module / name.name for name in node.names)


def _first(tree: ast.Module) -> Iterator[ast.AST]:
    """The statements that run when a module is imported: none of a function."""
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, (ast.FunctionDef, ast.Lambda)):
            waiting += ast.iter_child_nodes(node)


def libraries() -> dict[str, bytes]:
    """Path in the zip -> bytes, of the pure Python libraries and their licences, as they are installed here."""
    found: dict[str, bytes] = {}
    for name in LIBRARIES:
        for file in importlib.metadata.files(name) or ():
            path, is_licence = file.as_posix(), "licen" in file.name.lower()
            if ".." not in path and not file.name.startswith("test_") and (file.suffix == ".py" or is_licence):
                found[f"{PACKAGE}/libraries/{path}"] = Path(str(file.locate())).read_bytes()
    return found
