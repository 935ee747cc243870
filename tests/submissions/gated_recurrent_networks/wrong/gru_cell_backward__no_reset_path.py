"""Wrong: gru_cell_backward -- treats the reset gate as a constant."""

# The rest is right/numpy_loops.py.


def gru_cell_backward(dh, x, h, params):
    p = as_lists(params)
    grads = {}
    for name in "zrg":
        grads["W" + name] = zeros_like(p["W" + name])
        grads["b" + name] = [0.0] * len(p["b" + name])
    dx, dh_old = [], []
    for n in range(len(x)):
        xs, hs, d = x[n].tolist(), h[n].tolist(), dh[n].tolist()
        H, both = len(hs), hs + xs
        z = [sigmoid(a) for a in dense(both, p["Wz"], p["bz"])]
        r = [sigmoid(a) for a in dense(both, p["Wr"], p["br"])]
        reset = [r[k] * hs[k] for k in range(H)] + xs
        g = [math.tanh(a) for a in dense(reset, p["Wg"], p["bg"])]

        dg = [d[k] * z[k] * (1 - g[k] ** 2) for k in range(H)]
        d_reset = [sum(p["Wg"][j][k] * dg[k] for k in range(H)) for j in range(len(reset))]
        dz = [d[k] * (g[k] - hs[k]) * z[k] * (1 - z[k]) for k in range(H)]
        dr = [0.0 for k in range(H)]
        d_both = [sum(p["Wz"][j][k] * dz[k] + p["Wr"][j][k] * dr[k] for k in range(H)) for j in range(len(both))]

        dh_old.append([d[k] * (1 - z[k]) + d_reset[k] * r[k] + d_both[k] for k in range(H)])
        dx.append([d_reset[H + j] + d_both[H + j] for j in range(len(xs))])
        for name, row, delta in (("z", both, dz), ("r", both, dr), ("g", reset, dg)):
            add_outer(grads["W" + name], row, delta)
            for k in range(H):
                grads["b" + name][k] += delta[k]
    grads["x"], grads["h"] = dx, dh_old
    return {name: np.array(value) for name, value in grads.items()}
