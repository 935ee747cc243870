"""Wrong: icm_denoise -- writes 0 where the local field is 0."""

# The rest is right/numpy_vectorised.py.


def icm_denoise(noisy, coupling, data_weight, sweeps):
    s = np.pad(noisy, 1)
    for _ in range(sweeps):
        for i in range(1, s.shape[0] - 1):
            for j in range(1, s.shape[1] - 1):
                nb = s[i - 1, j] + s[i + 1, j] + s[i, j - 1] + s[i, j + 1]
                s[i, j] = np.sign(coupling * nb + data_weight * noisy[i - 1, j - 1])
    return s[1:-1, 1:-1]
