"""Convolutional networks, vectorised: windows as a view of the array, einsum for the sums, a loop only over the K x K weights."""
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv_output_size(size, kernel, stride=1, padding=0):
    free = size - kernel + 2 * padding
    if free < 0:
        raise ValueError("kernel larger than the padded input")
    return 1 + int(np.floor(free / stride))


def windows(x, size, stride):
    """(N, C, H, W) -> (N, C, H', W', size, size), no copies."""
    return sliding_window_view(x, (size, size), axis=(2, 3))[:, :, ::stride, ::stride]


def zero_pad(x, p):
    return np.pad(x, [(0, 0), (0, 0), (p, p), (p, p)], mode="constant")


def conv2d(x, w, b, stride=1, padding=0):
    cols = windows(zero_pad(x, padding), w.shape[-1], stride)
    return np.einsum("nchwij,fcij->nfhw", cols, w, optimize=True) + b[None, :, None, None]


def conv2d_backward(dy, x, w, stride=1, padding=0):
    K = w.shape[-1]
    padded = zero_pad(x, padding)
    cols = windows(padded, K, stride)
    dw = np.einsum("nfhw,nchwij->fcij", dy, cols, optimize=True)
    db = np.einsum("nfhw->f", dy)
    h, w_ = dy.shape[2:]
    dpad = np.zeros_like(padded)
    for i in range(K):
        for j in range(K):
            share = np.einsum("nfhw,fc->nchw", dy, w[:, :, i, j])
            dpad[:, :, i:i + stride * h:stride, j:j + stride * w_:stride] += share
    H, W = x.shape[2:]
    return dpad[:, :, padding:padding + H, padding:padding + W], dw, db


def max_pool2d(x, size, stride):
    return windows(x, size, stride).max(axis=(-1, -2))


def avg_pool2d(x, size, stride):
    return windows(x, size, stride).mean(axis=(-1, -2))


def max_pool2d_backward(dy, x, size, stride):
    win = windows(x, size, stride)
    best = win.reshape(*win.shape[:4], -1).argmax(axis=-1)
    n, c, i, j = np.indices(dy.shape)
    dx = np.zeros(x.shape, dtype=dy.dtype)
    np.add.at(dx, (n, c, i * stride + best // size, j * stride + best % size), dy)
    return dx


def flatten(x):
    return x.reshape(x.shape[0], np.prod(x.shape[1:]))


def softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def convnet(x, params):
    a = np.clip(conv2d(x, params["w"], params["b"], padding=1), 0, None)
    return softmax(flatten(max_pool2d(a, 2, 2)) @ params["W"] + params["c"])


def convnet_shapes(height, width, channels, filters, classes):
    half = (height // 2, width // 2, filters)
    full = (height, width, filters)
    return [(height, width, channels), full, full, half, (int(np.prod(half)),), (classes,)]


def convnet_parameter_count(height, width, channels, filters, classes):
    shapes = [(filters, channels, 3, 3), (filters,), (filters * (height // 2) * (width // 2), classes), (classes,)]
    return sum(int(np.prod(s)) for s in shapes)


def train_image_classifier(images, labels, num_classes, seed):
    """The same network as convnet, by SGD with momentum."""
    rng = np.random.default_rng(seed)
    F = 8
    N, C, H, W = images.shape
    flat = F * (H // 2) * (W // 2)
    p = {
        "w": rng.normal(0, np.sqrt(2 / (9 * C)), (F, C, 3, 3)),
        "b": np.zeros(F),
        "W": rng.normal(0, np.sqrt(1 / flat), (flat, num_classes)),
        "c": np.zeros(num_classes),
    }
    speed = {k: np.zeros_like(v) for k, v in p.items()}
    target = np.eye(num_classes)[labels]
    for epoch in range(12):
        order = rng.permutation(N)
        for idx in np.array_split(order, N // 50):
            xb = images[idx]
            a = conv2d(xb, p["w"], p["b"], padding=1)
            r = np.maximum(a, 0)
            m = max_pool2d(r, 2, 2)
            v = flatten(m)
            d = (softmax(v @ p["W"] + p["c"]) - target[idx]) / len(idx)
            dr = max_pool2d_backward((d @ p["W"].T).reshape(m.shape), r, 2, 2)
            _, dw, db = conv2d_backward(dr * (a > 0), xb, p["w"], padding=1)
            for k, g in {"w": dw, "b": db, "W": v.T @ d, "c": d.sum(axis=0)}.items():
                speed[k] = 0.9 * speed[k] - 0.05 * g
                p[k] = p[k] + speed[k]
    return p


def classify_images(model, images):
    return convnet(images, model).argmax(axis=1)
