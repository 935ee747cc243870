"""Wrong: lstm_cell -- adds 1 to the forget gate's bias."""

# The rest is right/numpy_vectorised.py.


def lstm_cell(x, h, c, params):
    return _lstm(x, h, c, {**params, "bf": params["bf"] + 1.0})
