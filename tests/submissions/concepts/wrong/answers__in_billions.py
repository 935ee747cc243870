"""Wrong: answers -- gives the size of GPT-3 in billions."""

# The rest is right/plain.py.

plain = answers


def answers():
    return {**plain(), "gpt3_parameters": 175}
