"""Grades one submission: runs the cases that its checks need, judges each check, and fills in the scorecard."""

from __future__ import annotations

import functools
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from . import forbid, source, tries
from .assignment import Check as CheckPlan
from .assignment import Task as TaskPlan
from .assignment import dependencies
from .compare import part_of
from .course import Course
from .errors import ExecutorError
from .fixture import Case
from .job import Answer, Call, Executor, Job, Loaded, Session, arrays
from .judge import Verdict, judge
from .record import scorecard
from .scorecard import BY_HAND, Code, Scorecard
from .side_by_side import side_by_side
from .submission import Submission

# After one of these the process is gone: the other cases of the same check are not tried.
_FATAL = frozenset({"missing", "timed_out", "out_of_memory", "crashed"})
LONGEST_TEXT = 20_000  # characters of an answer that is marked by hand


@dataclass
class _Run:
    """One submission on its way: answers by case, outcomes by check, and how many cases of a task took too long."""

    course: Course
    submission: Submission
    session: Session
    pages: list[source.Page]
    device: str = "cpu"
    answers: dict[str, Answer] = field(default_factory=dict)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    slow: Counter[str] = field(default_factory=Counter)

    @property
    def suffix(self) -> str:
        """What a precision's name ends with where tolerances are of the device."""
        return "" if self.device == "cpu" else f"-{self.device}"

    @functools.cached_property
    def forbidden(self) -> dict[str, Verdict]:
        """By task, the verdict on every check where the code uses what the task forbids."""
        found = {task.name: forbid.uses(self.pages, task.name, task.forbid) for task in self.course.assignment.tasks if task.forbid}
        hint = "Write this part with the basic operations of the library, as the handout explains."
        return {name: Verdict("failed", "refused", rationale=f"{uses[0].sentence}.", hint=hint) for name, uses in found.items() if uses}


def grade(
    submission: Submission,
    course: Course,
    executor: Executor,
    *,
    device: str = "cpu",
    keep_notebook: Callable[[bytes], None] | None = None,
    told: Callable[[str], None] | None = None,
) -> Scorecard:
    """Grade one submission. Whatever the student's code does ends as an answer's status; whatever we do wrong ends as `ungraded`.

    device: "cpu", "cuda", or "all" for both, side by side. Only PyTorch submissions use a GPU; others are graded on the CPU.
    keep_notebook: gets the executed copy of a notebook. told: is called with the name of each task before it is judged.
    """
    if submission.package is None or "torch" not in submission.package.imports:
        device = "cpu"
    if device == "all":
        both = {one: grade(submission, course, executor, device=one, keep_notebook=keep_notebook) for one in ("cpu", "cuda")}
        return side_by_side(both)
    start = time.monotonic()
    loaded, memory = Loaded(), 0.0
    codes: dict[str, Code] = {}
    try:
        pages = _pages(submission)
        codes = source.definitions(pages)
        if submission.package is None:
            verdicts = _all(course, _unreadable(submission))
        else:
            with executor.open(submission.package, course.assignment.limits, device, keep_notebook=keep_notebook is not None) as session:
                run = _Run(course, submission, session, pages, device)
                loaded = session.loaded
                if keep_notebook is not None and loaded.executed is not None:
                    keep_notebook(loaded.executed)
                for task, check in course.checks:
                    if told is not None:
                        told(task.name)
                    run.verdicts[f"{task.name}.{check.name}"] = _verdict(run, task, check)
                verdicts = _narrowed(run)
                memory = max((answer.memory_mb for answer in run.answers.values()), default=0.0)
    except ExecutorError as error:
        verdicts = _all(course, Verdict("ungraded", rationale=str(error)))
    except Exception as error:  # our own fault must never become the student's zero, nor anybody else's
        verdicts = _all(course, Verdict("ungraded", rationale=f"Assay itself failed on this hand-in ({type(error).__name__}: {error})."))
    spent = (time.monotonic() - start, memory)
    return scorecard(submission, codes, course, verdicts, loaded, executor.name, device, spent)


def _pages(submission: Submission) -> list[source.Page]:
    """Sources of the submission: the graded file, and before it the files that it imports, since its own definition of a name counts."""
    files = submission.package.files if submission.package else {}
    main = submission.package.main if submission.package else ""
    order = sorted(source.reached(main, files), key=lambda path: (path == main, path)) if main else []
    return [page for path in order for page in source.pages(path, files[path])]


def _unreadable(submission: Submission) -> Verdict:
    if submission.clash:
        return Verdict("ungraded", rationale=submission.problem)
    return Verdict("failed", "refused", rationale=submission.problem)


def _all(course: Course, verdict: Verdict) -> dict[str, Verdict]:
    return {f"{task.name}.{check.name}": verdict for task, check in course.checks}


# ---- one check ----


def _verdict(run: _Run, task: TaskPlan, check: CheckPlan) -> Verdict:
    waits_for = [run.verdicts[name] for name in dependencies(task, check) if name in run.verdicts]
    if any(verdict.outcome == "ungraded" for verdict in waits_for):
        return Verdict("ungraded", rationale="It depends on a check that could not be graded.")
    if any(verdict.outcome != "passed" for verdict in waits_for):
        return Verdict("skipped", rationale=f"Not judged, because a check before it failed: {_titles(run, task, check)}.")
    if task.name in run.forbidden:
        return run.forbidden[task.name]
    owner, group = run.course.assignment.group(task, check)
    pairs: list[tuple[Case, Answer]] = []
    made = 1
    try:
        if check.by_hand:
            return _to_be_marked(run, task, check)
        answer_of = functools.partial(_answer, run, run.course.assignment.task(owner), group)
        for asked in run.course.fixture.cases(owner, group):
            case, answer, number = tries.best(run.course.assignment, check, asked, answer_of)
            made = max(made, number)
            pairs.append((case, _of_own_calls(run, task, case, answer) if check.compare == "unchanged" else answer))
            if answer.status in _FATAL:
                break
        verdict = judge(check, pairs, precision=_precision(run, pairs) + run.suffix, hints=run.course.fixture.hints(task.name))
        explanation = run.course.fixture.explanation(task.name, check.name)
        more = ({"explanation": explanation} if explanation else {}) | ({"tries": made} if made > 1 else {})
        rationale = tries.told(verdict.rationale, made) if made > 1 else verdict.rationale
        return replace(verdict, rationale=rationale, evidence={**verdict.evidence, **more})
    except ExecutorError as error:
        return Verdict("ungraded", rationale=str(error))
    except Exception as error:  # our own fault must never become the student's zero
        return Verdict("ungraded", rationale=f"Assay itself failed while judging this check ({type(error).__name__}: {error}).")


def _to_be_marked(run: _Run, task: TaskPlan, check: CheckPlan) -> Verdict:
    """What a person needs to mark an answer. Nothing is judged: a text that cannot be found may have been handed in another way."""
    name = f"{task.name}/by_hand/0"
    if name not in run.answers:
        run.answers[name] = run.session.answer(Job(name, (Call(task.name),), seconds=run.course.assignment.limits_of(task).seconds))
    answer = run.answers[name]
    text = part_of(answer.value, check.part) if answer.status == "returned" else None
    waiting = {
        "question": str(check.part or ""),
        "answer": str(text)[:LONGEST_TEXT] if isinstance(text, str) else None,
        "rubric": check.rubric,
    }
    found = "" if waiting["answer"] else " None was found in what you handed in."
    return Verdict("ungraded", answer.status, rationale=f"This answer is marked by hand.{found}", evidence={BY_HAND: waiting})


def _narrowed(run: _Run) -> dict[str, Verdict]:
    """The verdicts, with only the mistakes that explain all answers to a task's cases, alone or in pairs."""
    told = dict(run.verdicts)
    for task, check in run.course.checks:
        name = f"{task.name}.{check.name}"
        if not told[name].mistakes:
            continue
        owner, _ = run.course.assignment.group(task, check)
        groups = run.course.fixture.tasks[owner].groups.values()
        answered = [(case, run.answers[case.name]) for cases in groups for case in cases if case.name in run.answers and not case.scores]
        if check.compare != "raises":  # who raises where it is asked for can make any other mistake
            answered = [(case, answer) for case, answer in answered if not case.raises]
        others = () if check.compare == "equal" else _found(run, task)  # words and whole numbers agree by chance
        told[name] = told[name].narrowed(answered, run.course.fixture.hints(task.name), others=others)
    return told


def _found(run: _Run, task: TaskPlan) -> list[str]:
    """The mistakes that the checks of a task found, before any of them is set aside."""
    verdicts = [run.verdicts[name] for check in task.checks if (name := f"{task.name}.{check.name}") in run.verdicts]
    return list(dict.fromkeys(mistake for verdict in verdicts for mistake in verdict.mistakes))


def _titles(run: _Run, task: TaskPlan, check: CheckPlan) -> str:
    failed = [name for name in dependencies(task, check) if name in run.verdicts and run.verdicts[name].outcome != "passed"]
    titles = {f"{t.name}.{c.name}": c.title for t, c in run.course.checks}
    return ", ".join(f"“{titles[name]}”" for name in failed)


def _answer(run: _Run, owner: TaskPlan, group: str, case: Case) -> Answer:
    """Each case is run once, however many checks look at its answer."""
    if case.name in run.answers:
        return run.answers[case.name]
    patience = run.course.patience
    if run.slow[owner.name] >= patience:
        several = f"{patience} other cases of this task" if patience > 1 else "another case of this task"
        answer = Answer("timed_out", detail=f"Not run: {several} took too long.")
    else:
        seconds = run.course.assignment.limits_of(owner).seconds
        repeat = 2 if (owner.name, group) in run.course.twice else 1
        answer = run.session.answer(Job(case.name, case.calls, repeat=repeat, seconds=seconds))
        run.slow[owner.name] += answer.status == "timed_out"
    run.answers[case.name] = answer
    return answer


def _of_own_calls(run: _Run, task: TaskPlan, case: Case, answer: Answer) -> Answer:
    """The answer as if the other tasks' entries that a case calls had left their arguments alone: this task is not asked about them."""
    others = run.course.assignment.entries - {task.name}
    before = [[*call.positional, *call.named.values()] for call in case.calls]
    told = zip(case.calls, before, answer.arguments, strict=False)
    return replace(answer, arguments=tuple(given if call.entry in others else after for call, given, after in told))


def _precision(run: _Run, pairs: list[tuple[Case, Answer]]) -> str:
    """float32 where anything in the submission computes in it: a framework, the source, or the answer's own arrays."""
    package = run.submission.package
    frameworks = {"torch", "tensorflow", "keras", "jax"} & (package.imports if package else frozenset())
    if run.session.loaded.framework != "numpy" or frameworks or source.says_single_precision(run.pages):
        return "float32"
    narrow = (array for _, answer in pairs for array in arrays(answer.value) if array.dtype.kind == "f" and array.dtype.itemsize < 8)
    return "float32" if any(True for _ in narrow) else "float64"
