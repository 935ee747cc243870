"""The checker of a student's kit: this folder becomes the package `assay_check` in SLUG.pyz, with the graders and the sheet inside.

In a notebook:

    import sys; sys.path.append("hidden_markov_models.pyz")
    from assay_check import check

    check(viterbi)      # one task
    check()             # all
"""

from __future__ import annotations

import sys
from typing import Any

for _place in getattr(sys.modules[__name__], "__path__", []):  # jinja2 for the sheet, behind the student's own packages
    sys.path.append(f"{_place}/libraries")


def check(*tasks: Any) -> None:
    """Check what this notebook defines. tasks: functions or classes, or their names; none means all of the assignment."""
    from .notebook import check_here

    check_here(tasks, sys._getframe(1).f_globals)
