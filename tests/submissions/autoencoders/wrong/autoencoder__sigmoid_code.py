"""Wrong: autoencoder -- squashes the code with the sigmoid instead of tanh."""

# The rest is right/numpy_loops.py.


def autoencoder(x, params):
    p = as_lists(params)
    codes, outputs = [], []
    for row in x.tolist():
        code = [sigmoid(a) for a in dense(row, p["W1"], p["b1"])]
        codes.append(code)
        outputs.append([sigmoid(a) for a in dense(code, p["W2"], p["b2"])])
    return codes, outputs
