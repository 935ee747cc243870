"""Wrong: rotary_embedding -- the first position is turned; the blocks do not notice."""

# The rest is right/numpy_vectorised.py.


def rotary_embedding(x, base=10000.0):
    N, H, T, d = x.shape
    if d & 1:
        raise ValueError(f"d = {d} is odd")
    z = x[..., 0::2] + 1j * x[..., 1::2]
    theta = np.power(float(base), -2.0 * np.arange(d // 2) / d)
    z = z * np.exp(1j * np.outer(np.arange(1, T + 1), theta))
    return np.stack((z.real, z.imag), -1).reshape(N, H, T, d)
