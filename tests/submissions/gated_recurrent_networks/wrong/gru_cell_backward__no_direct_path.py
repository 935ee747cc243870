"""Wrong: gru_cell_backward -- leaves out the part of dh that goes straight to the old state, (1 - z) * dh."""

# The rest is right/numpy_vectorised.py.


def gru_cell_backward(dh, x, h, params):
    z, r, g = _gru_gates(x, h, params)
    H = h.shape[-1]
    v, w = _join(h, x), _join(r * h, x)
    dg = dh * z * (1 - g ** 2)
    dw = dg @ params["Wg"].T                    # gradient of [r * h, x]
    dz = dh * (g - h) * z * (1 - z)
    dr = dw[:, :H] * h * r * (1 - r)
    dv = dz @ params["Wz"].T + dr @ params["Wr"].T
    return {
        "x": dw[:, H:] + dv[:, H:],
        "h": dw[:, :H] * r + dv[:, :H],
        "Wz": v.T @ dz, "Wr": v.T @ dr, "Wg": w.T @ dg,
        "bz": dz.sum(axis=0), "br": dr.sum(axis=0), "bg": dg.sum(axis=0),
    }
