"""Wrong: lstm_gates -- squashes the candidate with the sigmoid instead of tanh."""

# The rest is right/numpy_loops.py.


def lstm_gates(x, h, params):
    p = as_lists(params)
    answer = [[], [], [], []]
    for a, b in zip(x.tolist(), h.tolist()):
        for k, name in enumerate("figo"):
            answer[k].append([sigmoid(v) for v in dense(b + a, p["W" + name], p["b" + name])])
    return [np.array(rows) for rows in answer]
