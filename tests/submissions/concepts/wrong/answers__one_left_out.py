"""Wrong: answers -- leaves a question out."""

# The rest is right/plain.py.

plain = answers


def answers():
    return {name: answer for name, answer in plain().items() if name != "relu"}
