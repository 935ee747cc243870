"""Wrong: next_token_loss -- sums over the tokens."""

# The rest is right/numpy_loops.py.


def next_token_loss(logits, tokens):
    total = 0.0
    for n in range(len(tokens)):
        for t in range(1, len(tokens[n])):
            total -= log_softmax_list(logits[n][t - 1].tolist())[tokens[n][t]]
    return total
