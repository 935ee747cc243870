"""The program that runs a student's code. It enters the sandbox alone: standard library and NumPy, and nothing else of ours.

    python -s -P -B graders/worker/__main__.py serve JOBS ANSWERS FOLDER

JOBS and ANSWERS are two inherited file descriptors, FOLDER is where the submission is laid out. The grader sends frames on JOBS, and
the worker answers each with one frame on ANSWERS: the submission (answer: ready), the word to go (answer: what was loaded), then the
jobs. Student code shares this process and may do to it what it likes: it holds no expected value, no tolerance and no points.

To read it from the beginning:

    __main__      starts as a program, and takes its role
    warm          imports once, forks for each submission   walls       what each fork is shut in by
    door          how a fork gets its submission            seccomp     the system calls that are taken away
    serving       a worker's life, from the first frame to the last
    channel       the two pipes                             frames      the wire format
    limits        memory, time, files                       frameworks  PyTorch and TensorFlow
    surroundings  no keyboard, no Colab, no shell          devices     the CPU or a GPU
    submission    files laid out, and what loading gave     errors      the student's errors as data
    module        loads a .py file                          notebook    reads an .ipynb file into cells
    shell         runs the cells as Jupyter does            outputs     what the cells gave
    executed      the notebook with its outputs             magics      what is IPython and not Python
    plain         a worker for any system                   cells       runs a notebook's cells without IPython
    answering     one job after the other
    calls         finds the student's function, calls it    values      what it gave back, as a plain value

Each file imports what it needs at its top, before student code runs, and holds what student code could overwrite (`np.array = ...`).
"""

from __future__ import annotations

import os
import sys

FOLDER = os.path.dirname(os.path.abspath(__file__))


def command(folder: str = FOLDER) -> list[str]:
    """How Python starts a worker that lies in the folder; its role and arguments follow.

    -s and -P: nothing from the user's own folders. -B: no .pyc files. The environment is for who starts it to choose.
    """
    return [sys.executable, "-s", "-P", "-B", os.path.join(folder, "__main__.py")]
