"""Student source as text: whatever the bytes are, it is read, and can be written again."""

from __future__ import annotations

import json
import threading
import unicodedata

import pytest

from graders import source
from graders.scorecard import Code

HMM = "import numpy as np\ndef viterbi(A):\n    return 'é'\n"


def of(text: str | bytes, path: str = "hmm.py") -> list[source.Page]:
    return source.pages(path, text.encode() if isinstance(text, str) else text)


def notebook(*cells: object, **more: object) -> bytes:
    return json.dumps({"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **more}).encode()


def cell(text: object) -> dict[str, object]:
    return {"cell_type": "code", "source": text, "metadata": {}, "outputs": [], "execution_count": None}


def writable(pages: list[source.Page]) -> bool:
    """Whether what was read can become JSON, a hash and a page again."""
    shown = [*source.definitions(pages).values(), *(Code(file=page.label, line=1, text=page.text) for page in pages)]
    return all(repr(code).encode("utf-8") for code in shown)


# ---- bytes to text ----


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_text_is_read_in_the_encodings_that_editors_write(encoding: str) -> None:
    (page,) = of(HMM.encode(encoding))
    assert page.text == HMM
    assert source.imported([page]) == {"numpy"}
    assert source.defined([page]) == {"viterbi"}


@pytest.mark.parametrize("name", ["latin-1", "cp1252", "utf-8", "utf8", "iso-8859-15"])
def test_a_coding_line_is_believed(name: str) -> None:
    (page,) = of(f"# -*- coding: {name} -*-\n{HMM}".encode(name))
    assert page.text.endswith(HMM)


@pytest.mark.parametrize(
    "name",
    [
        "hex",
        "rot13",
        "zlib",
        "bz2",
        "base64",
        "idna",
        "punycode",
        "undefined",
        "unicode_escape",
        "raw-unicode-escape",
        "utf-7",
        "utf-16",
        "utf-32",
        "mbcs",
        "oem",
        "aliases",
        "os",
        "klingon",
        "x" * 5000,
        "...",
        "-",
    ],
)
def test_a_coding_line_that_no_source_can_have_is_passed_over(name: str) -> None:
    pages = of(f"# coding: {name}\n{HMM}# +2AA- \\d \\N{{no such thing}}\n")
    assert source.imported(pages) == {"numpy"}
    assert set(source.definitions(pages)) == {"viterbi"}
    assert writable(pages)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 50,
        b"\xff\xfe",
        b"\xff\xfe\x00",
        b"\xff\xfe\x00\xd8",
        b"\xff\xfe\x00\x00\x00",
        b"\xef\xbb\xbf",
        b"\xef\xbb\xbf# coding: latin-1\ndef f(): ...\n",
        b"# coding: utf-8\n\xff\xfe\n",
        b"def f():\0\n  pass\n",
        b"\xed\xa0\x80 = 1",
        b"# coding: utf-7\nx = '+2AA-'\n",
        b"\x80\x81\x8d\n" * 3,
        bytes(range(256)),
    ],
)
@pytest.mark.parametrize("path", ["hmm.py", "hmm.ipynb"])
def test_any_bytes_are_text_that_can_be_written_again(data: bytes, path: str) -> None:
    pages = of(data, path)
    assert writable(pages)
    source.imported(pages)
    source.defined(pages)
    assert source.reached(path, {path: data}) == [path]


def test_lines_are_counted_as_editors_do() -> None:
    text = 'x = "\x0c\x1c\u2028\x85"\r\n\rdef f():\r\n    return 1\n'
    assert source.definitions(of(text))["f"] == Code(file="hmm.py", line=3, text="def f():\n    return 1")


# ---- notebooks ----


def test_cells_are_counted_over_all_cells() -> None:
    prose = {"cell_type": "markdown", "source": "hello"}
    pages = of(notebook(prose, cell("x = 1"), prose, cell(["def f():\n", "    ..."])), "a.ipynb")
    assert [(page.label, page.text) for page in pages] == [("a.ipynb, cell 2", "x = 1"), ("a.ipynb, cell 4", "def f():\n    ...")]


@pytest.mark.parametrize(
    "odd",
    [
        None,
        7,
        "text",
        [],
        {},
        {"cell_type": "code"},
        {"cell_type": "code", "source": None},
        {"cell_type": "code", "source": 7},
        {"cell_type": "code", "source": {"a": 1}},
        {"cell_type": "code", "source": [1, None, ["x"]]},
        {"cell_type": ["code"], "source": "def g(): ..."},
        cell("x = '\ud800'"),
        cell("\0"),
    ],
)
def test_an_odd_cell_costs_no_other(odd: object) -> None:
    data = notebook(odd, cell(HMM))
    pages = of(data, "a.ipynb")
    assert pages[-1] == source.Page("a.ipynb, cell 2", HMM)
    assert source.definitions(pages)["viterbi"].file == "a.ipynb, cell 2"
    assert writable(pages)
    assert source.notebook_problem("a.ipynb", data) == ""


def test_format_3_is_read() -> None:
    data = json.dumps({"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "code", "input": [HMM]}]}]}).encode()
    assert of(data, "a.ipynb") == [source.Page("a.ipynb, cell 1", HMM)]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'{"cells": [', "is not JSON (line 1, column 12"),
        (b"", "is empty"),
        (b"\xef\xbb\xbf \n", "is empty"),
        (b"\0\0\0", "is empty"),
        (b"[" * 100_000, "nested too deeply"),
        (b"[]", "is JSON, but not a notebook"),
        (b"null", "is JSON, but not a notebook"),
        (b"9" * 5000, "is not JSON"),
        (b"{}", "has no list of cells"),
        (b'{"cells": null}', "has no list of cells"),
        (b'{"worksheets": []}', "has no list of cells"),
        (b'{"worksheets": [7]}', "has no list of cells"),
        (b'{"worksheets": [{"cells": 7}]}', "has no list of cells"),
        (b"<!doctype html>", "is not JSON"),
        (b"%PDF-1.4 \xff\xff", "is not JSON"),
    ],
)
def test_what_is_no_notebook_says_why_and_what_to_do(data: bytes, words: str) -> None:
    told = source.notebook_problem("a.ipynb", data)
    assert told.startswith("a.ipynb ")
    assert words in told
    assert told.endswith("Save it again from Jupyter or Colab as .ipynb.")
    assert len(told) < 200
    assert len(of(data, "a.ipynb")) == 1


# ---- what does not parse ----


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "-" * 200_000 + "1",
        "x" + ".y" * 200_000,
        "(" * 500,
        "+".join(["1"] * 100_000),
        "not " * 100_000 + "1",
        "\n".join(" " * depth + "if 1:" for depth in range(150)),
        "def f(:\n",
        "x = 1\0",
        "#" * 3_000_000,
        "import a" + ".a" * 20_000,
        "import " + ", " * 50_000,
        "from " + "." * 50_000 + " import x",
        "import numpy,\nfrom . import\n(",
    ],
)
def test_source_that_cannot_be_parsed_is_read_by_its_lines(text: str) -> None:
    pages = of(f"import torch\ndef viterbi():\n    pass\n{text}\n")
    assert set(source.definitions(pages)) >= {"viterbi"}
    assert "torch" in source.imported(pages)
    assert "" not in source.imported(pages)
    assert source.reached("a.py", {"a.py": pages[0].text.encode()}) == ["a.py"]


def test_long_definitions_are_cut() -> None:
    shown = source.definitions(of("def f():\n" + "    x\n" * 500 + "def g():\n    return '" + "y" * 100_000 + "'\n"))
    assert shown["f"].text.endswith("# ... 351 more lines")
    assert len(shown["g"].text) < 5000


@pytest.mark.filterwarnings("error")
def test_warnings_of_the_parser_are_nobodys_business() -> None:
    assert set(source.definitions(of('def f():\n    return "\\d"\n'))) == {"f"}


def test_many_threads_may_parse_at_once() -> None:
    text = "x = " + "(" * 60 + "1" + ")" * 60 + "\ndef f():\n    return [" + "f(" * 40 + ")" * 40 + "]\n"
    wrong: list[object] = []

    def reads() -> None:
        for _ in range(60):
            pages = of(text)
            try:
                wrong.extend([] if set(source.definitions(pages)) == {"f"} and not source.imported(pages) else [pages])
            except SystemError as error:
                wrong.append(error)

    threads = [threading.Thread(target=reads) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


# ---- imports ----


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("import torch", {"torch"}),
        ("import numpy as np, torch.nn as nn  # both", {"numpy", "torch"}),
        ("try: import torch\nexcept ImportError: torch = None", {"torch"}),
        ("def f():\n    x = 1; from torch import (\n  nn)", {"torch"}),
        ("from . import tools\nfrom .torch import x\nfrom .. import torch", set()),
        ("import importlib\ntorch = importlib.import_module('torch.nn')", {"importlib", "torch"}),
        ("torch = __import__('torch')", {"torch"}),
        ('"""Without it\nimport torch\nfrom torch import nn\n"""', set()),
        ("!pip install torch\n%matplotlib inline\nimport keras", {"keras"}),
        ("import torch as t\nthis does not parse", {"torch"}),
        ("from torch import nn, (\n", {"torch"}),
        ("import_module(name)\n__import__()\nimport_module(7)", set()),
    ],
)
def test_imports_are_found(text: str, names: set[str]) -> None:
    assert source.imported(of(text)) == names


def test_only_what_the_main_file_leads_to_is_reached() -> None:
    files = {
        "main.ipynb": notebook(
            cell("%run 'setup.py'\n!ls"), cell("import a.b\nfrom lib import c\nimport sys\nsys.path.append('src')\nimport d")
        ),
        "setup.py": b"import main\nimport setup\n",
        "a/__init__.py": b"",
        "a/b.py": b"from ..lib.e import x\nfrom . import f\n",
        "a/f.py": b"import missing\n(",
        "lib/c.py": b"",
        "lib/e.py": b"",
        "src/d.py": b"import g",
        "g.py": b"import torch",
        "src/g.py": b"import numpy",
        "unused.py": b"import torch",
        "a/unused.py": b"import torch",
        "b.py": b"import torch",
        "data.csv": b"import torch",
    }
    found = source.reached("main.ipynb", files)
    assert found[0] == "main.ipynb"
    assert set(found) == {"main.ipynb", "setup.py", "a/__init__.py", "a/b.py", "a/f.py", "lib/c.py", "lib/e.py", "src/d.py", "src/g.py"}
    assert len(found) == len(set(found))


def test_names_with_accents_are_found_however_they_are_stored() -> None:
    for form in ("NFC", "NFD"):
        name = unicodedata.normalize(form, "été")  # type: ignore[arg-type]
        files = {"main.py": f"import {name}\n".encode(), f"{unicodedata.normalize('NFC', 'été')}.py": b"import torch\n"}
        assert len(source.reached("main.py", files)) == 2
