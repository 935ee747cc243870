"""Neural networks in NumPy, without loops over numbers. The functions come in pairs in a table."""
import numpy as np


def _sigmoid(x):
    small = np.exp(-np.abs(x))
    return np.where(x < 0, small, 1.0) / (1.0 + small)


TABLE = {
    "linear": (lambda x: x + 0.0, lambda x: x * 0.0 + 1.0),
    "sigmoid": (_sigmoid, lambda x: _sigmoid(x) * _sigmoid(-x)),
    "tanh": (np.tanh, lambda x: 1.0 / np.cosh(x) ** 2),
    "relu": (lambda x: x * (x > 0), lambda x: (x > 0) + 0.0),
    "leaky_relu": (lambda x: np.where(x > 0, x, 0.01 * x), lambda x: np.where(x > 0, 1.0, 0.01)),
}


def _pair(name):
    try:
        return TABLE[name]
    except KeyError:
        raise ValueError(f"I do not know {name}") from None


def _log_softmax(z):
    z = z - np.max(z, -1, keepdims=True)
    return z - np.log(np.sum(np.exp(z), -1, keepdims=True))


def activation(x, name):
    return np.exp(_log_softmax(x)) if name == "softmax" else _pair(name)[0](x)


def activation_gradient(x, name):
    return _pair(name)[1](x)


def dense_forward(x, W, b):
    return np.einsum("nd,dh->nh", x, W) + b


def dense_backward(dy, x, W):
    return np.einsum("nh,dh->nd", dy, W), np.einsum("nd,nh->dh", x, dy), np.einsum("nh->h", dy)


def mse_loss(prediction, target):
    diff = np.subtract(prediction, target)
    return np.mean(np.square(diff)), diff * (2.0 / diff.size)


def cross_entropy_loss(logits, labels):
    N, C = logits.shape
    target = np.eye(C)[labels]
    log_p = _log_softmax(logits)
    return -np.sum(log_p * target) / N, (np.exp(log_p) - target) / N


def mlp_forward(x, layers, name):
    *hidden, last = layers
    for layer in hidden:
        x = activation(x @ layer["W"] + layer["b"], name)
    return x @ last["W"] + last["b"]


def mlp_gradients(x, labels, layers, name):
    """Recursive: a network is a layer and a network."""
    loss, gradients, _ = _descend(x, labels, layers, name)
    return loss, gradients


def _descend(x, labels, layers, name):
    first, rest = layers[0], layers[1:]
    z = x @ first["W"] + first["b"]
    if rest:
        f, df = _pair(name)
        loss, below, dh = _descend(f(z), labels, rest, name)
        dz = dh * df(z)
    else:
        below = []
        loss, dz = cross_entropy_loss(z, labels)
    return loss, [{"W": x.T @ dz, "b": dz.sum(0)}, *below], dz @ first["W"].T


def sgd_step(params, gradients, learning_rate):
    return {k: p - learning_rate * gradients[k] for k, p in params.items()}


def adam_step(param, gradient, m, v, t, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    m = m + (1 - beta1) * (gradient - m)
    v = v + (1 - beta2) * (gradient * gradient - v)
    m_hat, v_hat = m / (1 - np.power(beta1, t)), v / (1 - np.power(beta2, t))
    return param - learning_rate * np.divide(m_hat, np.sqrt(v_hat) + eps), m, v


def train_classifier(X, y, num_classes, seed):
    """Two hidden layers, full batches, Adam with the functions of above."""
    rng = np.random.RandomState(seed)
    sizes = [X.shape[1], 48, 24, num_classes]
    layers = [{"W": rng.randn(a, b) * np.sqrt(2.0 / a), "b": np.zeros(b)} for a, b in zip(sizes, sizes[1:])]
    moments = [{k: (np.zeros_like(w), np.zeros_like(w)) for k, w in layer.items()} for layer in layers]
    for t in range(1, 501):
        _, gradients = mlp_gradients(X, y, layers, "leaky_relu")
        for layer, state, gradient in zip(layers, moments, gradients):
            for k in layer:
                layer[k], *state[k] = adam_step(layer[k], gradient[k], *state[k], t, learning_rate=0.01)
    return layers


def classify(model, X):
    return mlp_forward(X, model, "leaky_relu").argmax(axis=1)
