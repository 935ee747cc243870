"""Wrong: ssim -- divides by 63, as np.cov does."""

# The rest is right/numpy_loops.py.


def ssim(x, y, max_value=1.0):
    C1 = (0.01 * max_value) ** 2
    C2 = (0.03 * max_value) ** 2
    values = []
    for i in range(x.shape[0] - 7):
        for j in range(x.shape[1] - 7):
            p, q = x[i:i + 8, j:j + 8].ravel(), y[i:i + 8, j:j + 8].ravel()
            (vp, pq), (_, vq) = np.cov(p, q)
            mp, mq = p.mean(), q.mean()
            values.append((2 * mp * mq + C1) * (2 * pq + C2) / ((mp ** 2 + mq ** 2 + C1) * (vp + vq + C2)))
    return np.mean(values)
