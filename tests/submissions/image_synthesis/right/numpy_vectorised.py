import numpy as np


def leaky_relu(x, alpha=0.2):
    return np.where(x > 0, x, alpha * x)


def mapping_network(z, layers):
    x = z * (np.square(z).mean(-1, keepdims=True) + 1e-8) ** -0.5
    for layer in layers:
        x = leaky_relu(np.einsum("ni,ij->nj", x, layer["W"]) + layer["b"])
    return x


def instance_norm(x, eps=1e-5):
    n, c, h, w = x.shape
    flat = x.reshape(n, c, h * w)
    centred = flat - flat.mean(-1, keepdims=True)
    var = (centred ** 2).sum(-1, keepdims=True) / (h * w)
    return (centred / np.sqrt(var + eps)).reshape(n, c, h, w)


def adaptive_instance_norm(x, scale, bias, eps=1e-5):
    normalised = instance_norm(x, eps)
    return np.einsum("nc,nchw->nchw", scale, normalised) + np.expand_dims(bias, (2, 3))


def truncation_trick(w, w_mean, psi):
    return psi * w + (1 - psi) * w_mean


def style_mixing(w1, w2, num_layers, crossover):
    styles = np.repeat(w1[:, np.newaxis], num_layers, axis=1)
    styles[:, crossover:] = w2[:, np.newaxis]
    return styles


def pixel_shuffle(x, factor):
    n, cr2, h, w = x.shape
    x = np.reshape(x, (n, -1, factor, factor, h, w))
    return np.einsum("ncijhw->nchiwj", x).reshape(n, cr2 // factor ** 2, h * factor, w * factor)


def psnr(x, y, max_value=1.0):
    mse = np.square(x - y).mean()
    return np.inf if mse == 0 else 20 * np.log10(max_value / np.sqrt(mse))


def box(a, k=8):
    """Means over all k x k windows, from an integral image."""
    s = np.pad(a, ((1, 0), (1, 0))).cumsum(0).cumsum(1)
    return (s[k:, k:] - s[:-k, k:] - s[k:, :-k] + s[:-k, :-k]) / k ** 2


def ssim(x, y, max_value=1.0):
    c1, c2 = np.square(np.array([0.01, 0.03]) * max_value)
    ux, uy = box(x), box(y)
    vx, vy, vxy = box(x * x) - ux ** 2, box(y * y) - uy ** 2, box(x * y) - ux * uy
    numerator = (2 * ux * uy + c1) * (2 * vxy + c2)
    denominator = (ux ** 2 + uy ** 2 + c1) * (vx + vy + c2)
    return (numerator / denominator).mean()


def srgan_generator_loss(features_real, features_fake, fake_logits):
    mse = np.square(features_fake - features_real).mean()
    # -log sigmoid(l) = softplus(-l)
    softplus = np.maximum(-fake_logits, 0) + np.log1p(np.exp(-np.abs(fake_logits)))
    return mse + 1e-3 * softplus.mean()


def composite(original, generated, mask):
    return original + mask * (generated - original)


def contextual_attention(foreground, background, mask, scale=10.0):
    h, w, c = foreground.shape
    f = foreground / np.sqrt((foreground ** 2).sum(-1, keepdims=True))
    b = background / np.sqrt((background ** 2).sum(-1, keepdims=True))
    scores = scale * np.tensordot(f, b, axes=(2, 2)).reshape(h * w, h * w)
    scores[:, mask.ravel()] = -np.inf
    attention = np.exp(scores - scores.max(1, keepdims=True))
    attention /= attention.sum(1, keepdims=True)
    filled = (attention @ background.reshape(h * w, c)).reshape(h, w, c)
    return np.where(mask[..., None], filled, foreground)


def cycle_consistency_loss(x, x_cycled, y, y_cycled):
    return np.abs(x - x_cycled).mean() + np.abs(y - y_cycled).mean()


def identity_loss(x, f_x, y, g_y):
    return np.linalg.norm((f_x - x).ravel(), 1) / x.size + np.linalg.norm((g_y - y).ravel(), 1) / y.size


def lsgan_losses(real_scores, fake_scores):
    d = 0.5 * (np.mean((real_scores - 1) ** 2) + np.mean(fake_scores ** 2))
    g = 0.5 * np.mean((fake_scores - 1) ** 2)
    return d, g


def cyclegan_generator_objective(adversarial_g, adversarial_f, cycle, identity, lambda_cycle=10.0, lambda_identity=5.0):
    return np.dot([1, 1, lambda_cycle, lambda_identity], [adversarial_g, adversarial_f, cycle, identity])


RGB_TO_YCC = np.array([
    [0.299, 0.587, 0.114],
    [-0.168736, -0.331264, 0.5],
    [0.5, -0.418688, -0.081312],
])


def rgb_to_ycbcr(image):
    return image @ RGB_TO_YCC.T + np.array([0, 0.5, 0.5])


def colorize(luminance, chroma):
    K = np.array([[0.299, 0.587, 0.114], [-0.299 / 1.772, -0.587 / 1.772, 0.5], [0.5, -0.587 / 1.402, -0.114 / 1.402]])
    ycc = np.dstack([luminance, chroma - 0.5])
    return np.linalg.solve(K, ycc.reshape(-1, 3).T).T.reshape(ycc.shape).clip(0, 1)


def balance_classes(X, y, X_synthetic, y_synthetic):
    labels, counts = np.unique(y, return_counts=True)
    wanted = counts.max() - counts
    keep = np.zeros(len(y_synthetic), dtype=bool)
    for label, n in zip(labels, wanted):
        rows = np.flatnonzero(y_synthetic == label)
        if len(rows) < n:
            raise ValueError("not enough synthetic rows")
        keep[rows[:n]] = True
    return np.vstack([X, X_synthetic[keep]]), np.hstack([y, y_synthetic[keep]])
