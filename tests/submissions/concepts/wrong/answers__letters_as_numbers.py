"""Wrong: answers -- numbers its choices from 0."""

# The rest is right/plain.py.

plain = answers


def answers():
    return {name: "abcd".index(answer) if isinstance(answer, str) else answer for name, answer in plain().items()}
