"""Wrong: bernoulli_nll -- knows only 0 and 1."""

# The rest is right/numpy_loops.py.


def bernoulli_nll(x, logits):
    answer = []
    for row, scores in zip(x.tolist(), logits.tolist()):
        total = 0.0
        for value, a in zip(row, scores):
            if value > 0.5:
                total += minus_log_sigmoid(a)
            else:
                total += minus_log_sigmoid(-a)
        answer.append(total)
    return answer
