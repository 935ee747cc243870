"""Loading and calling, in a plain process (quick to start; the sandbox runs the very same worker)."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

from graders.errors import ExecutorError
from graders.executors import executor
from graders.job import Call, Job, Kept, Limits, Package

from .session_tools import ask, opened


def test_values_of_every_kind_come_back() -> None:
    source = """
import collections, fractions
import numpy as np
Pair = collections.namedtuple("Pair", "a b")
def f():
    return {"pair": Pair(1, 2.5), "range": range(3), "counter": collections.Counter("aab"), (1, "x"): None, np.int64(7): np.float32(0.5),
            "big": 2**100, "complex": 1j, "flag": np.bool_(True), "text": np.array(["a", "b"]), "third": fractions.Fraction(1, 4),
            "matrix": np.matrix([[1, 2]]), "fortran": np.asfortranarray(np.arange(6).reshape(2, 3))[::-1],
            "swapped": np.arange(2, dtype=">i4"),
            "long": np.longdouble(2), "masked": np.ma.array([1, 2])}
"""
    with opened(source, kind="local") as session:
        answer = ask(session, "f")
    value = answer.value
    assert value["pair"] == [1, 2.5]
    assert value["range"] == [0, 1, 2]
    assert value["counter"] == {"a": 2, "b": 1}
    assert value[1, "x"] is None
    assert value[7].dtype == np.float32
    assert value["big"] == 2**100
    assert value["complex"] == 1j
    assert bool(value["flag"]) is True
    assert value["text"] == ["a", "b"]
    assert value["third"] == 0.25
    assert type(value["matrix"]) is np.ndarray
    assert value["fortran"].tolist() == [[3, 4, 5], [0, 1, 2]]
    assert value["swapped"].tolist() == [0, 1]
    assert value["long"].dtype == np.float64
    assert value["masked"].tolist() == [1, 2]


def test_arguments_are_fresh_writable_and_sent_back() -> None:
    source = """
def f(x, box, *, y):
    before = x.copy(); x += 1; box['a'].append(3); y[0] = 9
    return before, x.flags.writeable, x.dtype.name
"""
    job = Job("f", (Call("f", (np.zeros(2), {"a": [1]}), {"y": np.arange(2)}),), repeat=2)
    with opened(source, kind="local") as session:
        answer = session.answer(job)
    for run in (answer.value, answer.again):
        assert run[0].tolist() == [0, 0]
        assert run[1:] == [True, "float64"]
    x, box, y = answer.arguments[0]
    assert (x.tolist(), box, y.tolist()) == ([1, 1], {"a": [1, 3]}, [9, 1])


def test_a_script_keeps_objects_and_answers_with_the_rest() -> None:
    source = """
class Model:
    def __init__(self, n): self.n, self.seen = n, []
    def fit(self, xs): self.seen = xs; return self
    def total(self): return sum(self.seen) * self.n
def score(model, y): return model.total() - y
"""
    calls = (
        Call("Model", (2,), keep="model"),
        Call("model.fit", ([1, 2],), keep="model"),
        Call("model.total"),
        Call("score", (Kept("model"), 1)),
    )
    with opened(source, kind="local") as session:
        answer = session.answer(Job("script", calls, repeat=2))
        assert answer.value == answer.again == [6, 5]
        assert answer.arguments == ([2], [[1, 2]], [], [None, 1])
        gap = session.answer(Job("script", (Call("Model", (2,), keep="m"), Call("m.predict"))))
        assert (gap.status, gap.detail) == ("missing", "`Model` has no `predict` in hmm.py.")


def test_a_kept_object_may_be_plain_and_as_large_as_it_likes() -> None:
    source = "def count(n): return {str(i): [i] * 3 for i in range(n)}\ndef size(model): return len(model)"
    calls = (Call("count", (100_000,), keep="model"), Call("size", (Kept("model"),)))
    with opened(source, kind="local") as session:
        answer = session.answer(Job("script", calls))
        assert (answer.value, answer.arguments) == (100_000, ([100_000], [None]))


def test_random_numbers_are_the_same_every_time() -> None:
    source = "import random, numpy as np\nnp.random.seed = 3\ndef f(): return random.random(), np.random.rand()"
    with opened(source, kind="local") as session:
        first = ask(session, "f", repeat=2)
        assert first.value == first.again == ask(session, "f").value


def test_what_is_missing_is_named() -> None:
    with opened("def Viterbi(x): pass\nbeta = 3\n", kind="local") as session:
        assert ask(session, "viterbi", 1).detail == "`viterbi` is not defined in hmm.py. Did you mean `Viterbi`?"
        assert ask(session, "beta").detail == "`beta` in hmm.py is an int, not a function."
        assert {ask(session, name).status for name in ("viterbi", "beta", "gone")} == {"missing"}


def test_an_error_midway_keeps_what_came_before() -> None:
    with opened("def f(): return 1\n\nraise_here\ndef g(): return 2\n", kind="local") as session:
        (problem,) = session.loaded.problems
        assert problem.text == "hmm.py, line 3: NameError: name 'raise_here' is not defined"
        assert problem.frames[0].text == "raise_here"
        assert ask(session, "f").value == 1
        assert ask(session, "g").detail.endswith("While loading: " + problem.text)


def test_an_export_that_holds_commands_of_its_notebook_is_read_without_them() -> None:
    """Colab leaves `!pip install` in the .py file that it exports."""
    source = "!pip install torch\n%matplotlib inline\nfiles = !ls\ndef f(x):\n    y = (x\n         % 5)\n    return y, files\n1 / 0"
    with opened(source, kind="local") as session:
        assert [problem.text for problem in session.loaded.problems] == ["hmm.py, line 8: ZeroDivisionError: division by zero"]
        assert ask(session, "f", 7).value == [2, None]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("!ls\ndef f(:\n  pass", "hmm.py, line 2: SyntaxError: invalid syntax"),
        ("def f(:\n  pass", "hmm.py, line 1: SyntaxError: invalid syntax"),
        ("x = 1\nexit()", "hmm.py, line 2: SystemExit: the code ended the program, as exit(), sys.exit() and argparse do"),
        ("import sys; sys.exit(3)", "hmm.py, line 1: SystemExit: the code ended the program, as exit(), sys.exit() and argparse do"),
        ("x = '\ud800'".encode("utf-8", "surrogatepass"), None),
        ("a = 1\x00", None),
        ("import no_such_library", "hmm.py, line 1: ModuleNotFoundError: No module named 'no_such_library'"),
        ("FRAMEWORK = 'jax'", "FRAMEWORK is 'jax', but it must be"),
        ("x = input('n?')", "hmm.py, line 1: EOFError: input() waits for a person"),
    ],
)
def test_a_module_that_does_not_load_says_where(source: str | bytes, said: str | None) -> None:
    with opened(source, kind="local") as session:
        assert said is None or session.loaded.problems[0].text.startswith(said)
        assert ask(session, "f").status == "missing"


def test_a_module_that_takes_too_long_keeps_what_it_had() -> None:
    source = "def f(): return 1\nimport time\ntime.sleep(60)\n"
    with opened(source, kind="local", limits=Limits(load_seconds=0.5)) as session:
        assert "took longer than 0.5 seconds" in session.loaded.problems[0].text
        assert ask(session, "f").value == 1


def test_a_module_that_dies_gives_every_answer_its_status() -> None:
    with opened("import os\nos._exit(7)", kind="local") as session:
        begun = time.monotonic()
        answers = [ask(session, "f") for _ in range(50)]
        assert time.monotonic() - begun < 1
    assert {answer.status for answer in answers} == {"crashed"}
    assert answers[0].detail == "While loading hmm.py: your code ended the interpreter with exit status 7."
    assert session.loaded.problems[0].text == answers[0].detail


def test_files_beside_the_module_work_and_shadow_nothing() -> None:
    source = """
import helper, numpy
open('note.txt', 'w').write('x')
def f(): return helper.value, numpy.__name__, open('data.csv').read(), __name__
if __name__ == '__main__': 1/0
"""
    files = {"helper__py": "value = 7", "numpy__py": "raise SystemError", "json__py": "1/0", "data__csv": "1,2"}
    with opened(source, kind="local", **files) as session:
        assert session.loaded.problems == ()
        assert ask(session, "f").value == [7, "numpy", "1,2", "hmm"]


def test_a_file_named_like_a_library_gets_another_name() -> None:
    with opened("import numpy as np\ndef f(): return __name__, float(np.ones(2).sum())", kind="local", main="numpy.py") as session:
        assert ask(session, "f").value == ["submission_numpy", 2.0]


def test_a_package_may_import_relatively() -> None:
    files = {"hw/__init__.py": b"", "hw/a.py": b"from .b import v\nfrom . import b\ndef f(): return v", "hw/b.py": b"v = 4"}
    with executor("local").open(Package("hw/a.py", files), Limits(), "cpu") as session:
        assert session.loaded.problems == ()
        assert ask(session, "f").value == 4


@pytest.mark.parametrize(
    "raw",
    [
        "# é\nv = 'é'".encode(),
        "\ufeffv = 'é'".encode(),
        "v = 'é'".encode("utf-16"),
        b"# -*- coding: latin-1 -*-\nv = '\xe9'",
        b"v = '\xe9'",
        "v = 'é'\r\n".encode(),
    ],
)
def test_text_in_any_usual_encoding_is_read(raw: bytes) -> None:
    with opened(raw + "\ndef f(): return v\n".encode("utf-16-le" if raw[:2] == b"\xff\xfe" else "ascii"), kind="local") as session:
        assert ask(session, "f").value == "é"


def test_exported_notebooks_and_colab_do_no_harm() -> None:
    source = """
get_ipython().system('pip install torch')
get_ipython().run_line_magic('matplotlib', 'inline')
get_ipython().run_cell_magic('time', '', 'def f(): return 1')
from google.colab import drive, files
drive.mount('/content/drive')
for name in files.upload(): pass
import matplotlib.pyplot as plt
plt.plot([1, 2]); plt.show()
"""
    with opened(source, kind="local") as session:
        assert session.loaded.problems == ()
        assert ask(session, "f").value == 1


def test_output_is_cut_and_belongs_to_its_job() -> None:
    source = "import sys\nprint('loading')\ndef f(n):\n    print('a' * n); print('err', file=sys.stderr)\ndef g(): pass"
    with opened(source, kind="local") as session:
        assert ask(session, "f", 3).output == "aaa\nerr\n"
        long = ask(session, "f", 100_000).output
        assert ask(session, "g").output == ""
    assert long.startswith("a" * 8192 + "\n[91,8")


def test_the_errors_frames_are_the_students_own() -> None:
    source = "import numpy as np\ndef helper(x): return np.linalg.inv(x)\ndef f(x):\n    return helper(x)"
    with opened(source, kind="local") as session:
        error = ask(session, "f", np.zeros((2, 2))).error
    assert error is not None
    assert (error.type, error.kinds[:2]) == ("LinAlgError", ("LinAlgError", "ValueError"))
    assert [(frame.line, frame.text) for frame in error.frames] == [(4, "return helper(x)"), (2, "def helper(x): return np.linalg.inv(x)")]


def test_the_working_folder_is_restored() -> None:
    with opened("import os\ndef f():\n    here = os.getcwd(); os.chdir('/'); return here", kind="local") as session:
        assert ask(session, "f").value == ask(session, "f").value != "/"


def test_nothing_is_left_behind() -> None:
    source = "import os, subprocess\nchild = subprocess.Popen(['sleep', '977'])\ndef f(): return child.pid, os.environ['HOME']"
    with opened(source, kind="local") as session:
        child, home = ask(session, "f").value
        assert Path(home).is_dir()
    assert not Path(home).parent.exists()
    for _ in range(200):
        if not Path(f"/proc/{child}").exists() or "\nState:\tZ" in Path(f"/proc/{child}/status").read_text():
            break
        time.sleep(0.01)
    else:
        pytest.fail("the child lives")


def test_an_input_that_is_no_plain_value_is_our_fault() -> None:
    with opened("def f(x): pass", kind="local") as session, pytest.raises(ExecutorError, match="Mend the case"):
        ask(session, "f", object())
