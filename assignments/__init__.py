"""One folder an assignment: assignment.yaml, handout.md, cases.py (inputs) and mistakes.py (named wrong answers)."""
