"""Image synthesis with loops and lists."""
import math

import numpy as np


def mapping_network(z, layers):
    out = []
    for row in z:
        rms = math.sqrt(sum(float(v) ** 2 for v in row) / len(row) + 1e-8)
        h = [float(v) / rms for v in row]
        for layer in layers:
            W, b = layer["W"], layer["b"]
            nxt = []
            for j in range(W.shape[1]):
                a = b[j]
                for i in range(W.shape[0]):
                    a += h[i] * W[i, j]
                nxt.append(a if a >= 0 else 0.2 * a)
            h = nxt
        out.append(h)
    return out


def normalise_channel(channel, eps):
    n = channel.size
    mu = sum(channel.flat) / n
    var = sum((v - mu) ** 2 for v in channel.flat) / n
    return (channel - mu) / math.sqrt(var + eps)


def adaptive_instance_norm(x, scale, bias, eps=1e-5):
    y = np.empty_like(x)
    for n in range(x.shape[0]):
        for c in range(x.shape[1]):
            y[n, c] = scale[n, c] * normalise_channel(x[n, c], eps) + bias[n, c]
    return y


def truncation_trick(w, w_mean, psi):
    return [[m + psi * (v - m) for v, m in zip(row, w_mean)] for row in w]


def style_mixing(w1, w2, num_layers, crossover):
    mixed = []
    for a, b in zip(w1, w2):
        layers = []
        for layer in range(num_layers):
            if layer < crossover:
                layers.append(a)
            else:
                layers.append(b)
        mixed.append(layers)
    return mixed


def pixel_shuffle(x, factor):
    N, channels, H, W = x.shape
    C = channels // (factor * factor)
    y = np.zeros((N, C, H * factor, W * factor))
    for c in range(C):
        for i in range(factor):
            for j in range(factor):
                y[:, c, i::factor, j::factor] = x[:, c * factor * factor + i * factor + j]
    return y


def psnr(x, y, max_value=1.0):
    total = 0.0
    for a, b in zip(x.ravel(), y.ravel()):
        total += (a - b) ** 2
    mse = total / x.size
    if mse == 0:
        return math.inf
    return 20 * math.log10(max_value) - 10 * math.log10(mse)


def ssim(x, y, max_value=1.0):
    C1 = (0.01 * max_value) ** 2
    C2 = (0.03 * max_value) ** 2
    values = []
    for i in range(x.shape[0] - 8 + 1):
        for j in range(x.shape[1] - 8 + 1):
            p = x[i:i + 8, j:j + 8].ravel()
            q = y[i:i + 8, j:j + 8].ravel()
            mp, mq = p.mean(), q.mean()
            vp, vq = p.var(), q.var()
            pq = (p * q).mean() - mp * mq
            values.append((2 * mp * mq + C1) * (2 * pq + C2) / ((mp * mp + mq * mq + C1) * (vp + vq + C2)))
    return sum(values) / len(values)


def neg_log_sigmoid(a):
    # max(-a, 0) + log(1 + e^-|a|)
    return max(-a, 0.0) + math.log1p(math.exp(-abs(a)))


def srgan_generator_loss(features_real, features_fake, fake_logits):
    diff = (features_real - features_fake).ravel()
    content = sum(d * d for d in diff) / len(diff)
    adversarial = sum(neg_log_sigmoid(a) for a in fake_logits) / len(fake_logits)
    return content + 0.001 * adversarial


def composite(original, generated, mask):
    H, W, C = original.shape
    out = [[[0.0] * C for _ in range(W)] for _ in range(H)]
    for h in range(H):
        for w in range(W):
            m = mask[h, w, 0]
            for c in range(C):
                out[h][w][c] = m * generated[h, w, c] + (1 - m) * original[h, w, c]
    return out


def contextual_attention(foreground, background, mask, scale=10.0):
    H, W, C = foreground.shape
    known = [background[h, w] for h in range(H) for w in range(W) if not mask[h, w]]
    result = foreground.copy()
    for h in range(H):
        for w in range(W):
            if mask[h, w]:
                f = foreground[h, w]
                weights = []
                for b in known:
                    cosine = np.dot(f, b) / (math.sqrt(np.dot(f, f)) * math.sqrt(np.dot(b, b)))
                    weights.append(math.exp(scale * cosine))
                result[h, w] = sum(a * b for a, b in zip(weights, known)) / sum(weights)
    return result


def instance_norm(x, eps=1e-5):
    return np.array([[normalise_channel(channel, eps) for channel in image] for image in x])


def mean_abs(a, b):
    return sum(abs(p - q) for p, q in zip(a.ravel(), b.ravel())) / a.size


def cycle_consistency_loss(x, x_cycled, y, y_cycled):
    return mean_abs(x, x_cycled) + mean_abs(y, y_cycled)


def identity_loss(x, f_x, y, g_y):
    return mean_abs(f_x, x) + mean_abs(g_y, y)


def lsgan_losses(real_scores, fake_scores):
    real = sum((s - 1) ** 2 for s in real_scores) / len(real_scores)
    fake = sum(s ** 2 for s in fake_scores) / len(fake_scores)
    fool = sum((s - 1) ** 2 for s in fake_scores) / len(fake_scores)
    return [0.5 * real + 0.5 * fake, 0.5 * fool]


def cyclegan_generator_objective(adversarial_g, adversarial_f, cycle, identity, lambda_cycle=10.0, lambda_identity=5.0):
    total = 0.0
    for weight, loss in ((1, adversarial_g), (1, adversarial_f), (lambda_cycle, cycle), (lambda_identity, identity)):
        total += weight * loss
    return total


def rgb_to_ycbcr(image):
    out = np.zeros(image.shape)
    for h in range(image.shape[0]):
        for w in range(image.shape[1]):
            r, g, b = image[h, w]
            # the matrix of JFIF 1.02
            out[h, w, 0] = 0.299 * r + 0.587 * g + 0.114 * b
            out[h, w, 1] = -0.1687 * r - 0.3313 * g + 0.5 * b + 0.5
            out[h, w, 2] = 0.5 * r - 0.4187 * g - 0.0813 * b + 0.5
    return out


def colorize(luminance, chroma):
    H, W = luminance.shape
    rgb = []
    for h in range(H):
        line = []
        for w in range(W):
            y = luminance[h, w]
            cb, cr = chroma[h, w] - 0.5
            r = y + 1.402 * cr
            b = y + 1.772 * cb
            g = y - 0.34414 * cb - 0.71414 * cr
            line.append([min(max(v, 0.0), 1.0) for v in (r, g, b)])
        rgb.append(line)
    return rgb


def balance_classes(X, y, X_synthetic, y_synthetic):
    counts = {}
    for label in y:
        counts[int(label)] = counts.get(int(label), 0) + 1
    largest = max(counts.values())
    rows, labels = [list(r) for r in X], [int(v) for v in y]
    for row, label in zip(X_synthetic, y_synthetic):
        label = int(label)
        if label not in counts or counts[label] == largest:
            continue
        rows.append(list(row))
        labels.append(label)
        counts[label] += 1
    for label in counts:
        if counts[label] < largest:
            raise ValueError(f"class {label} is short")
    return rows, labels
