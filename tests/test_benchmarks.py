"""What the benchmarks measure with still fits the assignments that they measure. Nothing is timed here."""

from __future__ import annotations

from pathlib import Path

from benchmarks import bare
from benchmarks.calls import write_calls
from benchmarks.clone import Clone
from reference import hidden_markov_model, markov_chain

ROOT = Path(__file__).resolve().parent.parent
SLUG = "hidden_markov_models"


def test_the_floor_makes_the_calls_of_grading_and_finds_the_reference_right(tmp_path: Path) -> None:
    folder = str(write_calls(Clone(ROOT), SLUG, tmp_path / "calls"))
    calls = bare.read_calls(folder)
    assert any(call["measured"] for call in calls)
    assert any(call["repeat"] == 2 for call in calls)
    entries = {**vars(markov_chain), **vars(hidden_markov_model)}
    for call in calls:
        assert all(bare.fits(answer, call) for answer in bare.answers(call, entries[call["entry"]], "numpy")), call["entry"]


def test_the_floor_finds_a_wrong_answer_wrong(tmp_path: Path) -> None:
    calls = bare.read_calls(str(write_calls(Clone(ROOT), SLUG, tmp_path / "calls")))
    call = next(call for call in calls if not call["measured"] and not call["raises"])
    assert not bare.fits(None, call)
