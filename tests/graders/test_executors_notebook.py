"""Notebooks: cells run in order in IPython's shell, no cell can sink the others, and the same process then answers the jobs."""

from __future__ import annotations

import json

import nbformat
import numpy as np
import pytest

from graders.executors import executor
from graders.job import Call, Job, Limits, Package

from .session_tools import ask, code, notebook, opened, text


def test_an_ordinary_notebook_of_an_ordinary_student() -> None:
    book = notebook(
        text("# Homework"),
        "%matplotlib inline\nimport numpy as np\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.show()",
        "!pip install torch\n%pip install numpy\nfiles = !ls\n!rm -rf /",
        "%%bash\nexit 1",
        "%%time\ndef viterbi(x):\n    print('working')\n    return 2 * x",
        "%%writefile helper.py\nvalue = 7",
        "import helper\ndef g(): return helper.value",
        "1 / 0",
        "def broken(:",
        "name = input('name? ')",
        "from google.colab import drive\ndrive.mount('/content/drive')",
        code("skipped = lambda: 1\nraise SystemError", "skip-grading"),
        "exit()",
        "import random\ndef h(): return random.random(), np.random.rand()\ndef fails():\n    raise KeyError('k')",
        "import os, ctypes\ndef dies(): ctypes.string_at(0)\nclass Model:\n    def fit(self): return self\n    def n(self): return 3",
    )
    with opened(book, main="hmm.ipynb", limits=Limits(load_seconds=20, output_kb=8)) as session:
        problems = [problem.text for problem in session.loaded.problems]
        assert problems == [
            "cell 8, line 1: ZeroDivisionError: division by zero",
            "cell 9, line 1: SyntaxError: invalid syntax",
            "cell 10, line 1: EOFError: input() waits for a person, and there is none while grading. Put the value in your code.",
        ]
        answer = ask(session, "viterbi", np.ones(2))
        assert answer.value.tolist() == [2, 2]
        assert answer.output == "working\n"
        assert ask(session, "g").value == 7
        twice = ask(session, "h", repeat=2)
        assert twice.value == twice.again
        error = ask(session, "fails").error
        assert error is not None
        assert [(frame.file, frame.line, frame.text) for frame in error.frames] == [("cell 14", 4, "raise KeyError('k')")]
        assert ask(session, "skipped").status == "missing"
        script = (Call("Model", keep="m"), Call("m.fit", keep="m"), Call("m.n"))
        assert session.answer(Job("script", script)).value == 3
        dead = ask(session, "dies")
        assert (dead.status, dead.detail) == ("crashed", "Your code ended the interpreter (signal SIGSEGV).")
        assert ask(session, "g").value == 7  # a fresh process went on


def test_a_cell_that_kills_or_hangs_costs_that_cell() -> None:
    book = notebook(
        "def f(): return 1",
        "import os\nos._exit(1)",
        "import time\nbefore = 5\nwhile True: time.sleep(0.05)",
        "def g(): return before",
        "def spin():\n    while True: pass",
    )
    with opened(book, main="hmm.ipynb", limits=Limits(load_seconds=2)) as session:
        assert [problem.text for problem in session.loaded.problems] == [
            "cell 2: it ended the interpreter. The notebook was run again without this cell.",
            "cell 3: stopped after 2 seconds. What it had defined by then is kept.",
        ]
        assert ask(session, "f").value == 1
        assert ask(session, "g").value == 5
        assert ask(session, "spin", seconds=0.3).status == "timed_out"


DEAF = "import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nwhile True: pass"
STUBBORN = "import time\nwhile True:\n    try:\n        time.sleep(60)\n    except BaseException:\n        pass"


@pytest.mark.parametrize("cell", [DEAF, STUBBORN])
def test_a_cell_that_does_not_let_itself_be_stopped_is_left_out(cell: str) -> None:
    book = notebook("def f(): return 1", cell, "def g(): return 2")
    with opened(book, kind="local", main="hmm.ipynb", limits=Limits(load_seconds=1)) as session:
        assert [problem.text for problem in session.loaded.problems] == ["cell 2: stopped after 1 seconds. It was left out."]
        assert (ask(session, "f").value, ask(session, "g").value) == (1, 2)


def test_too_many_deaths_end_the_loading() -> None:
    book = notebook(*["import os; os._exit(1)"] * 5)
    with opened(book, main="hmm.ipynb") as session:
        answer = ask(session, "f")
    assert answer.status == "crashed"
    assert answer.detail.startswith("While loading hmm.ipynb: ")


def test_a_flood_in_a_cell_is_drained() -> None:
    book = notebook("for _ in range(3000): print('x' * 10_000)", "def f(): return 1")
    with opened(book, main="hmm.ipynb", limits=Limits(load_seconds=20, output_kb=8)) as session:
        assert session.loaded.problems == ()
        assert ask(session, "f").value == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_format_3_and_byte_order_marks_are_read(encoding: str) -> None:
    old = {"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "code", "input": ["def f():\n", "    return 'é'"], "outputs": []}]}]}
    with opened(json.dumps(old, ensure_ascii=False).encode(encoding), kind="local", main="hmm.ipynb") as session:
        assert session.loaded.problems == ()
        assert ask(session, "f").value == "é"


def test_what_is_no_notebook_is_named() -> None:
    with opened("<!DOCTYPE html><html>", main="hmm.ipynb") as session:
        assert session.loaded.problems[0].text == "hmm.ipynb is an HTML page, not a notebook. Download it again as .ipynb."
        answer = ask(session, "f")
    assert answer.status == "missing"
    assert "HTML page" in answer.detail


@pytest.mark.parametrize("kind", ["sandbox", "local"])
def test_the_executed_copy_shows_what_the_cells_gave(kind: str) -> None:
    dies, skipped = "import os\nos._exit(1)", code("skipped = 1", "skip-grading")
    book = notebook(text("# Homework"), "print('hello'); 6 * 7", "1 / 0", dies, skipped, "def f(): return 1")
    package = Package("hmm.ipynb", {"hmm.ipynb": book})
    with executor(kind).open(package, Limits(load_seconds=20), "cpu", keep_notebook=True) as session:
        kept = nbformat.reads((session.loaded.executed or b"").decode(), as_version=4)
        assert ask(session, "f").value == 1
    nbformat.validate(kept)
    assert [cell.cell_type for cell in kept.cells] == ["markdown", "code", "code", "code", "code", "code"]
    printed, value = kept.cells[1].outputs
    assert (printed.text, value.data["text/plain"]) == ("hello\n", "42")
    assert kept.cells[2].outputs[0].ename == "ZeroDivisionError"
    assert "ended the interpreter" in kept.cells[3].outputs[0].text
    assert kept.cells[4].outputs == kept.cells[5].outputs == []


def test_the_executed_copy_does_not_grow_without_end() -> None:
    book = notebook("def f(): return 1", "for i in range(200_000): print('x' * 99)", "7")
    with executor("sandbox").open(Package("a.ipynb", {"a.ipynb": book}), Limits(load_seconds=30), "cpu", keep_notebook=True) as session:
        assert 0 < len(session.loaded.executed or b"") < 10 << 20
        assert ask(session, "f").value == 1


def test_no_copy_is_kept_unasked() -> None:
    with opened(notebook("print(1)"), main="a.ipynb") as session:
        assert session.loaded.executed is None


def test_cells_meet_what_they_meet_in_jupyter() -> None:
    book = notebook(
        "import asyncio, decimal, sys\nimport numpy as np\ndecimal.getcontext().prec = 50\nnp.seterr(divide='raise')",
        "async def later(): await asyncio.sleep(0.01); return 7\ntask = asyncio.create_task(later())",
        "got = await task\n6 * 7",
        "value = _",
        "class Odd:\n    def __repr__(self): raise ValueError\nOdd()",
        "from IPython.display import HTML, display\ndisplay(HTML('<b>x</b>'))\nget_ipython().run_line_magic('timeit', '-n1 -r1 1')",
        "%%capture seen\nprint('hidden')",
        "get_ipython().kernel.do_shutdown(True)",
        "await asyncio.sleep(60)",
        "def f():\n    context = [decimal.getcontext().prec, np.geterr()['divide']]\n"
        "    return [got, value, seen.stdout, *context, __name__, 'f' in dir(sys.modules['__main__'])]",
        "def g(): return asyncio.run(later())",
    )
    with opened(book, main="hmm.ipynb", limits=Limits(load_seconds=2)) as session:
        assert [problem.text for problem in session.loaded.problems] == [
            "cell 9: stopped after 2 seconds. What it had defined by then is kept.",
        ]
        assert ask(session, "f").value == [7, 42, "hidden\n", 50, "raise", "__main__", True]
        assert ask(session, "g").value == 7


def test_the_executed_copy_holds_figures_and_what_is_no_json() -> None:
    figure = "import matplotlib.pyplot as plt\n%matplotlib inline\nplt.plot([1, 2]);"
    odd = "class Odd:\n    def _repr_png_(self): return b'png'\n    def _repr_json_(self): return {1: {2, 3}}\nOdd()"
    book = notebook(figure, odd, "import sys\nprint('a')\nprint('b')\nsys.stderr.writelines(['c'])", "undefined")
    with executor("local").open(Package("a.ipynb", {"a.ipynb": book}), Limits(load_seconds=30), "cpu", keep_notebook=True) as session:
        kept = nbformat.reads((session.loaded.executed or b"").decode(), as_version=4)
    nbformat.validate(kept)
    drawn, valued, printed, failed = (cell.outputs for cell in kept.cells)
    assert {"image/png", "text/plain"} <= set(drawn[0].data)
    assert valued[0].data["image/png"] == "cG5n"
    assert [(one.name, one.text) for one in printed] == [("stdout", "a\nb\n"), ("stderr", "c")]
    assert (failed[0].ename, failed[0].evalue) == ("NameError", "name 'undefined' is not defined")


def test_what_does_not_matter_here_costs_nothing() -> None:
    """Magics, packages and folders of other places stand in the cell in which everything is imported."""
    book = notebook(
        "%matplotlib widget\n%tensorflow_version 2.x\n%load_ext tensorboard\n%store -r\n"
        "import seaborn as sns\nimport plotly.express as px, torchvision.transforms as T\nfrom ipywidgets import interact\n"
        "from tqdm.notebook import tqdm, trange\nfrom tqdm import tqdm_notebook\nimport os\n"
        "os.makedirs('/content/out', exist_ok=True); os.chdir('/kaggle/working')\nprint(sns.__version__)\nimport numpy as np",
        "sns.set_theme(); axes = sns.heatmap([[1]]); axes.set_title('x'); px.line(x=[1])[0].show()",
        "@interact\ndef shown(x=1): return 2 * x\nwith T.Compose([]) as nothing:\n    for batch in nothing: pass",
        "%%unknown_magic\nanything",
        "def f(x):\n    for _ in tqdm(range(2)): pass\n    for _ in trange(3): x = x + 1\n"
        "    return [np.sum(x), shown(2), open('/content/note').read()]",
        "open('note', 'w').write('here')",
    )
    with opened(book, main="hmm.ipynb", limits=Limits(load_seconds=20)) as session:
        assert session.loaded.problems == ()
        assert ask(session, "f", np.zeros(2)).value == [6, 4, "here"]


def test_what_a_magic_computes_is_missed() -> None:
    with opened(notebook("%run nowhere.py\nx = 1", "def f(): return x"), main="hmm.ipynb") as session:
        assert ask(session, "f").status == "raised"
