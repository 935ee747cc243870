"""Wrong: train_denoiser -- computes the gradients and never applies them."""

# The rest is right/numpy_vectorised.py.


def train_denoiser(clean, sigma, seed):
    rng = np.random.default_rng(seed)
    N, D = clean.shape
    H = 200
    model = {
        "W1": rng.normal(0, np.sqrt(2 / D), (D, H)), "b1": np.zeros(H),
        "W2": rng.normal(0, np.sqrt(1 / H), (H, D)), "b2": clean.mean(axis=0),
    }
    for t in range(200):
        y = clean[rng.integers(0, N, 64)]
        x = np.clip(y + sigma * rng.standard_normal(y.shape), 0, 1)
        before = x @ model["W1"] + model["b1"]
        h = np.maximum(before, 0)
        dy = (h @ model["W2"] + model["b2"] - y) / 64
        dh = dy @ model["W2"].T * (before > 0)
        gradients = {"W1": x.T @ dh, "b1": dh.sum(0), "W2": h.T @ dy, "b2": dy.sum(0)}
        new = {name: model[name] - 0.03 * gradients[name] for name in model}
    return model
