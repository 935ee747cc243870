"""Wrong: classify_sequences -- numbers the classes from 1."""

# The rest is right/numpy_loops.py.


def classify_sequences(model, x):
    answers = []
    for sequence in x:
        a = scores(model, symbols(sequence))
        answers.append(a.index(max(a)) + 1)
    return answers
