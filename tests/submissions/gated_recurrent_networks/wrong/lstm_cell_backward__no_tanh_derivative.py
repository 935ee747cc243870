"""Wrong: lstm_cell_backward -- leaves out the derivative of the tanh on the cell state."""

# The rest is right/numpy_loops.py.


def lstm_cell_backward(dh, dc, x, h, c, params):
    p = as_lists(params)
    grads = {}
    for name in "figo":
        grads["W" + name] = zeros_like(p["W" + name])
        grads["b" + name] = [0.0] * len(p["b" + name])
    dx, dh_old, dc_old = [], [], []
    for n in range(len(x)):
        xs, hs, cs = x[n].tolist(), h[n].tolist(), c[n].tolist()
        H, both = len(hs), hs + xs
        f, i, g, o = gates_of_one(xs, hs, p)
        before = {"f": [], "i": [], "g": [], "o": []}     # gradients before the squashing function
        dc_row = []
        for k in range(H):
            new_c = f[k] * cs[k] + i[k] * g[k]
            t = math.tanh(new_c)
            d_new_c = float(dc[n][k]) + float(dh[n][k]) * o[k]
            before["f"].append(d_new_c * cs[k] * f[k] * (1 - f[k]))
            before["i"].append(d_new_c * g[k] * i[k] * (1 - i[k]))
            before["g"].append(d_new_c * i[k] * (1 - g[k] ** 2))
            before["o"].append(float(dh[n][k]) * t * o[k] * (1 - o[k]))
            dc_row.append(d_new_c * f[k])
        d_both = [0.0] * len(both)
        for name, d in before.items():
            W = p["W" + name]
            add_outer(grads["W" + name], both, d)
            for k in range(H):
                grads["b" + name][k] += d[k]
                for j in range(len(both)):
                    d_both[j] += d[k] * W[j][k]
        dh_old.append(d_both[:H])
        dx.append(d_both[H:])
        dc_old.append(dc_row)
    grads.update(x=dx, h=dh_old, c=dc_old)
    return {name: np.array(value) for name, value in grads.items()}
