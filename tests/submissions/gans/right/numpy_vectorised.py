"""GANs in NumPy, vectorised. Layers keep what they need for the way back."""
import numpy as np


def lrelu(a):
    return np.where(a >= 0, a, a * 0.2)


def dlrelu(a):
    return np.where(a >= 0, 1.0, 0.2)


def sigmoid(a):
    e = np.exp(-np.abs(a))
    return np.where(a >= 0, 1.0, e) / (1.0 + e)


def log_sigmoid(a):
    return np.minimum(a, 0) - np.log1p(np.exp(-np.abs(a)))


def generator(z, params):
    return np.tanh(np.dot(lrelu(np.dot(z, params["W1"]) + params["b1"]), params["W2"]) + params["b2"])


def discriminator(x, params):
    return (np.dot(lrelu(np.dot(x, params["W1"]) + params["b1"]), params["W2"]) + params["b2"]).ravel()


def discriminator_loss(real_logits, fake_logits):
    return -np.mean(log_sigmoid(real_logits)) - np.mean(log_sigmoid(-fake_logits))


def generator_loss_minimax(fake_logits):
    return np.mean(log_sigmoid(-fake_logits))


def generator_loss_nonsaturating(fake_logits):
    return np.mean(-log_sigmoid(fake_logits))


def critic_loss(real_scores, fake_scores):
    return np.mean(fake_scores) - np.mean(real_scores)


def generator_loss_wasserstein(fake_scores):
    return np.mean(-fake_scores)


def clip_weights(params, c):
    return {k: np.maximum(np.minimum(v, c), -c) for k, v in params.items()}


def gradient_penalty(real, fake, u, params):
    x = fake + u * (real - fake)
    s = dlrelu(x @ params["W1"] + params["b1"])
    grad = np.einsum("nh,h,dh->nd", s, params["W2"].ravel(), params["W1"])
    return np.mean(np.square(np.linalg.norm(grad, axis=-1) - 1))


def optimal_discriminator(p_data, p_model):
    total = p_data + p_model
    out = np.full(total.shape, 0.5)
    np.divide(p_data, total, out=out, where=total > 0)
    return out


def _kl(p, q):
    mask = p > 0
    return np.sum(p[mask] * np.log(p[mask] / q[mask]))


def minimax_value(p_data, p_model):
    m = (p_data + p_model) / 2
    jsd = 0.5 * _kl(p_data, m) + 0.5 * _kl(p_model, m)
    return 2 * jsd - np.log(4)


def _back(dout, x, p):
    a = x @ p["W1"] + p["b1"]
    da = (dout @ p["W2"].T) * dlrelu(a)
    return da @ p["W1"].T, dict(W1=x.T @ da, b1=da.sum(0), W2=lrelu(a).T @ dout, b2=dout.sum(0))


def discriminator_step(real, z, g_params, d_params, learning_rate):
    fake = generator(z, g_params)
    x = np.concatenate([real, fake])
    y = np.concatenate([np.ones(len(real)), np.zeros(len(fake))])
    weight = np.concatenate([np.full(len(real), 1 / len(real)), np.full(len(fake), 1 / len(fake))])
    dlogits = (sigmoid(discriminator(x, d_params)) - y) * weight
    _, grads = _back(dlogits[:, None], x, d_params)
    return {k: d_params[k] - learning_rate * grads[k] for k in grads}


def generator_step(z, g_params, d_params, learning_rate):
    fake = generator(z, g_params)
    dlogits = -sigmoid(-discriminator(fake, d_params)) / len(fake)
    dfake, _ = _back(dlogits[:, None], fake, d_params)
    _, grads = _back(dfake * (1 - fake ** 2), z, g_params)
    return {k: g_params[k] - learning_rate * grads[k] for k in grads}


def mode_coverage(samples, centres, radius):
    d2 = ((samples[:, None] - centres[None]) ** 2).sum(-1)
    inside = d2 <= radius ** 2
    return inside.any(0).sum(), inside.any(1).mean()


# --- training: the discriminator judges pairs of samples ("packing", Lin et al. 2018), and both see blurred data that sharpen ---

class Net:
    def __init__(self, rng, *sizes):
        self.W = [rng.normal(size=s) * np.sqrt(2 / s[0]) for s in zip(sizes[:-1], sizes[1:])]
        self.b = [np.zeros(s) for s in sizes[1:]]
        self.m = [0.0] * (2 * len(self.W))
        self.v = [0.0] * (2 * len(self.W))
        self.t = 0

    def __call__(self, x):
        self.xs = [x]
        for W, b in zip(self.W[:-1], self.b[:-1]):
            x = lrelu(x @ W + b)
            self.xs.append(x)
        return x @ self.W[-1] + self.b[-1]

    def backward(self, d):
        self.grads = []
        for k in reversed(range(len(self.W))):
            self.grads = [self.xs[k].T @ d, d.sum(0)] + self.grads
            d = d @ self.W[k].T
            if k:
                d = d * dlrelu(self.xs[k])
        return d

    def step(self, lr, beta1=0.5, beta2=0.99):
        self.t += 1
        for k, g in enumerate(self.grads):
            self.m[k] = beta1 * self.m[k] + (1 - beta1) * g
            self.v[k] = beta2 * self.v[k] + (1 - beta2) * g * g
            update = lr * self.m[k] / (1 - beta1 ** self.t) / (np.sqrt(self.v[k] / (1 - beta2 ** self.t)) + 1e-8)
            if k % 2:
                self.b[k // 2] = self.b[k // 2] - update
            else:
                self.W[k // 2] = self.W[k // 2] - update


def make(G, z):
    return z / 2 + G(z)


def train_gan(data, seed):
    rng = np.random.default_rng(seed)
    scale = np.max(np.abs(data))
    data = data / scale
    G, D = Net(rng, 2, 128, 128, 2), Net(rng, 4, 96, 96, 1)
    B, steps = 128, 4000
    G.W[-1] *= 0.1  # so that the generator begins with (nearly) its noise
    average = None
    for t in range(steps):
        lr = 2e-3 * min(1, 2 * (1 - t / steps))
        sigma = 0.22 * max(0, 1 - t / (0.8 * steps))

        def blur(x):
            return (x + sigma * rng.normal(size=x.shape)).reshape(-1, 4)

        pairs = B // 2
        logits = D(np.concatenate([blur(data[rng.integers(len(data), size=B)]), blur(make(G, rng.normal(size=(B, 2))))]))
        labels = np.r_[np.ones(pairs), np.zeros(pairs)][:, None]
        D.backward((sigmoid(logits) - labels) / pairs)
        D.step(2 * lr)

        logits = D(blur(make(G, rng.normal(size=(B, 2)))))
        d = D.backward(-sigmoid(-logits) / pairs)
        G.backward(d.reshape(-1, 2))
        G.step(lr)
        now = G.W + G.b
        average = now if average is None else [0.995 * a + 0.005 * b for a, b in zip(average, now)]
    G.W, G.b = average[:3], average[3:]
    return G, scale


def sample_gan(model, z):
    G, scale = model
    return make(G, z) * scale
