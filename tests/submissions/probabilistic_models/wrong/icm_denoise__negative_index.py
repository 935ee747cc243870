"""Wrong: icm_denoise -- lets index -1 wrap round to the other side."""

# The rest is right/numpy_vectorised.py.


def icm_denoise(noisy, coupling, data_weight, sweeps):
    s = noisy.copy()
    rows, cols = s.shape
    for _ in range(sweeps):
        for i in range(rows):
            for j in range(cols):
                nb = s[i - 1, j] + s[i, j - 1]
                nb += s[i + 1, j] if i + 1 < rows else 0
                nb += s[i, j + 1] if j + 1 < cols else 0
                h = coupling * nb + data_weight * noisy[i, j]
                s[i, j] = np.sign(h) or s[i, j]
    return s
