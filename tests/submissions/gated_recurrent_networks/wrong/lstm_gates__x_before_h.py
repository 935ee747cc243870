"""Wrong: lstm_gates -- joins [x, h] instead of [h, x]."""

# The rest is right/numpy_vectorised.py.


def lstm_gates(x, h, params):
    v = np.concatenate([x, h], axis=-1)
    return (_sigmoid(v @ params["Wf"] + params["bf"]), _sigmoid(v @ params["Wi"] + params["bi"]),
            np.tanh(v @ params["Wg"] + params["bg"]), _sigmoid(v @ params["Wo"] + params["bo"]))
