"""What check.sh cannot do in the shell: a download with its SHA-256, and what lies in a scorecard. Only the standard library is needed.

check.py kit PATH_OR_URL SHA256 TO         the kit's checker, if it is the right one
check.py needs PYPROJECT                   the libraries that a clone of Assay needs
check.py withhold CARD                     takes the texts of hidden checks out of a scorecard; prints the exit status
check.py places GRADED FILE                annotations from stdin, with files as the repository calls them
check.py results FOLDER public|hidden STATUS    all that CI systems take, from what the checks left in FOLDER
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import urllib.request
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

_ANNOTATION = re.compile(r"::(error|warning) (?:file=([^,:]*),)?(?:line=(\d+),)?title=([^:]*?)::(.*)")
_MOST_BYTES = 50_000_000
_KINDS = {"public": "Public checks only: they are no mark.", "hidden": "All checks, the hidden ones too."}


def kit(where: str, sha256: str, to: str) -> None:
    """Copy or download the kit's checker, and compare its SHA-256."""
    if "://" in where:
        if not sha256:
            raise SystemExit("A kit from a URL needs its SHA-256, or anything could come from there. Set ASSAY_KIT_SHA256.")
        try:
            with urllib.request.urlopen(where, timeout=60) as answer:
                data = answer.read(_MOST_BYTES)
        except (OSError, ValueError) as error:
            raise SystemExit(f"The kit cannot be downloaded from {where} ({error}). Check ASSAY_KIT.") from None
    else:
        try:
            data = Path(where).read_bytes()
        except OSError as error:
            raise SystemExit(f"The kit {where} cannot be read ({error.strerror}). Check ASSAY_KIT.") from None
    found = hashlib.sha256(data).hexdigest()
    if sha256 and found != sha256.strip().lower():
        raise SystemExit(
            f"The kit is another one: its SHA-256 is {found}, not {sha256}. Nothing is run. Fetch it again, or set ASSAY_KIT_SHA256."
        )
    Path(to).write_bytes(data)


def needs(pyproject: str) -> None:
    """Print the dependencies, one a line. Assay itself is used from its clone and not installed."""
    import tomllib  # Python 3.11, which Assay needs and the kit does not

    print("\n".join(tomllib.loads(Path(pyproject).read_text(encoding="utf-8"))["project"]["dependencies"]))


def withhold(path: str) -> None:
    """Leave of a hidden check its sentence, its outcome and its points."""
    place = Path(path)
    card = json.loads(place.read_text(encoding="utf-8"))
    checks = [check for task in card["tasks"] for check in task["checks"]]
    for check in checks:
        if check["hidden"]:
            waits = {key: value for key, value in check["evidence"].items() if key == "by_hand"}
            check |= {"rationale": None, "hint": None, "mistake": None, "evidence": waits}
    place.write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    outcomes = {check["outcome"] for check in checks if not (check["outcome"] == "ungraded" and check["evidence"].get("by_hand"))}
    print(2 if "ungraded" in outcomes else 1 if outcomes & {"failed", "skipped"} else 0)


def places(graded: str, file: str) -> None:
    """graded: the name that the file had while it was graded; "." where it was its own."""
    folder = PurePosixPath(file) if graded == "." else PurePosixPath(file).parent
    for line in sys.stdin:
        found = re.match(r"::(error|warning) file=([^,:]*)(.*)", line.rstrip("\n"))
        if found is None:
            print(line, end="")
            continue
        name = _read(found[2])
        real = file if graded != "." and name == graded else (folder / name).as_posix()
        print(f"::{found[1]} file={_written(real)}{found[3]}")


def _read(text: str) -> str:
    for code, char in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, char)
    return text


def _written(text: str) -> str:
    for char, code in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C")):
        text = text.replace(char, code)
    return text


def results(folder: str, kind: str, status: str) -> None:
    """Write FOLDER/results for an artefact, and FOLDER/outputs for the next steps."""
    work = Path(folder)
    out = work / "results"
    out.mkdir(exist_ok=True)
    said = _text(work / "said")
    try:
        card = json.loads(_text(work / "card.json"))
        points, possible = f"{card['points']:g}", f"{card['possible']:g}"
    except (ValueError, KeyError, TypeError):
        points = possible = ""
    facts = {"points": points, "possible": possible, "checks": kind, "status": status}
    (work / "outputs").write_text("".join(f"{name}={value}\n" for name, value in facts.items()), encoding="utf-8")
    (out / "points.env").write_text("".join(f"ASSAY_{name.upper()}={value}\n" for name, value in facts.items()), encoding="utf-8")
    annotations = _text(work / "annotations")
    (out / "annotations.txt").write_text(annotations or ("" if points else f"::error ::{_one_line(said)}\n"), encoding="utf-8")
    (out / "codequality.json").write_text(json.dumps(list(map(_issue, _found(annotations))), indent=1) + "\n", encoding="utf-8")
    (out / "junit.xml").write_text(_text(work / "junit.xml") or _junit(said), encoding="utf-8")
    (out / "summary.md").write_text(_summary(_text(work / "why"), _text(work / "summary"), kind, said), encoding="utf-8")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


def _one_line(said: str) -> str:
    return " ".join(said.split())[:1000].replace("%", "%25") or "Nothing could be checked."


def _summary(why: str, table: str, kind: str, said: str) -> str:
    """What the step's summary shows. A text that is no table of ours is shown as code, so that nothing in it is Markdown."""
    if not table:
        return "## Nothing could be checked\n\n" + "".join(f"    {line}\n" for line in said.splitlines()) + f"\n{why}"
    return f"{table}\n{why.strip() or _KINDS[kind]}\n"


def _junit(said: str) -> str:
    suite = ElementTree.Element("testsuite", name="assay", tests="1", failures="0", skipped="0", errors="1")
    words = "".join(char for char in said.strip() if char.isprintable() or char in "\n\t")
    case = ElementTree.SubElement(suite, "testcase", classname="assay", name="the work can be checked")
    ElementTree.SubElement(case, "error", message=words).text = words
    return ElementTree.tostring(suite, encoding="unicode", xml_declaration=True) + "\n"


def _found(annotations: str) -> list[re.Match[str]]:
    return [found for line in annotations.splitlines() if (found := _ANNOTATION.fullmatch(line)) and found[2]]


def _issue(found: re.Match[str]) -> dict[str, Any]:
    """An annotation as GitLab's code quality report has it."""
    return {
        "description": f"{_read(found[4])}: {_read(found[5])}",
        "check_name": "assay",
        "fingerprint": hashlib.sha256(found[0].encode()).hexdigest(),
        "severity": "major" if found[1] == "error" else "minor",
        "location": {"path": _read(found[2]), "lines": {"begin": int(found[3] or 1)}},
    }


PARTS: dict[str, Callable[..., None]] = {"kit": kit, "needs": needs, "withhold": withhold, "places": places, "results": results}

if __name__ == "__main__":
    PARTS[sys.argv[1]](*sys.argv[2:])
