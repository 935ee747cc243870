"""Wrong: answers -- chooses everything where several choices are asked for."""

# The rest is right/plain.py.

plain = answers


def answers():
    return {name: list("abcd") if isinstance(answer, list) else answer for name, answer in plain().items()}
