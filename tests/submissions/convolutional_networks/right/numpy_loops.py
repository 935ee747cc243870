"""CNN assignment, loops only. Every image is a list of lists; arrays are made at the very end."""
import math
import random

import numpy as np


def conv_output_size(size, kernel, stride=1, padding=0):
    count = 0
    first = 0
    while first + kernel <= size + 2 * padding:
        count += 1
        first += stride
    if count == 0:
        raise ValueError("the kernel does not fit")
    return count


def conv2d(x, w, b, stride=1, padding=0):
    N, C, H, W = x.shape
    F, _, K, _ = w.shape
    x, w, b = x.tolist(), w.tolist(), b.tolist()
    out_h = conv_output_size(H, K, stride, padding)
    out_w = conv_output_size(W, K, stride, padding)
    out = []
    for image in x:
        maps = []
        for f in range(F):
            rows = []
            for i in range(out_h):
                row = []
                for j in range(out_w):
                    total = b[f]
                    for k in range(K):
                        r = i * stride + k - padding
                        if r < 0 or r >= H:          # a row of zeros
                            continue
                        for l in range(K):
                            s = j * stride + l - padding
                            if 0 <= s < W:
                                for c in range(C):
                                    total += image[c][r][s] * w[f][c][k][l]
                    row.append(total)
                rows.append(row)
            maps.append(rows)
        out.append(maps)
    return np.array(out)


def conv2d_backward(dy, x, w, stride=1, padding=0):
    N, C, H, W = x.shape
    F, _, K, _ = w.shape
    dx, dw, db = np.zeros(x.shape), np.zeros(w.shape), np.zeros(F)
    for n in range(N):
        for f in range(F):
            for i in range(dy.shape[2]):
                for j in range(dy.shape[3]):
                    g = dy[n, f, i, j]
                    db[f] += g
                    for k in range(K):
                        for l in range(K):
                            r, s = i * stride + k - padding, j * stride + l - padding
                            if 0 <= r < H and 0 <= s < W:
                                for c in range(C):
                                    dw[f, c, k, l] += g * x[n, c, r, s]
                                    dx[n, c, r, s] += g * w[f, c, k, l]
    return dx, dw, db


def pool(x, size, stride, summary):
    out = []
    for image in x.tolist():
        maps = []
        for channel in image:
            rows = []
            for top in range(0, len(channel) - size + 1, stride):
                row = []
                for left in range(0, len(channel[0]) - size + 1, stride):
                    row.append(summary([channel[top + k][left + l] for k in range(size) for l in range(size)]))
                rows.append(row)
            maps.append(rows)
        out.append(maps)
    return out


def max_pool2d(x, size, stride):
    return pool(x, size, stride, max)


def avg_pool2d(x, size, stride):
    return pool(x, size, stride, lambda values: sum(values) / len(values))


def max_pool2d_backward(dy, x, size, stride):
    dx = np.zeros(x.shape)
    for n in range(dy.shape[0]):
        for c in range(dy.shape[1]):
            for i in range(dy.shape[2]):
                for j in range(dy.shape[3]):
                    best, where = -math.inf, None
                    for k in range(size):
                        for l in range(size):
                            value = x[n, c, i * stride + k, j * stride + l]
                            if value > best:         # not >=, so the first one stays
                                best, where = value, (i * stride + k, j * stride + l)
                    dx[n, c, where[0], where[1]] += dy[n, c, i, j]
    return dx


def flatten(x):
    return [[value for channel in image for row in channel for value in row] for image in np.asarray(x).tolist()]


def softmax_of_row(row):
    top = max(row)
    e = [math.exp(v - top) for v in row]
    return [v / sum(e) for v in e]


def convnet(x, params):
    maps = conv2d(x, params["w"], params["b"], 1, 1)
    for place in np.ndindex(maps.shape):
        if maps[place] < 0:
            maps[place] = 0.0
    weights, bias = params["W"].tolist(), params["c"].tolist()
    answer = []
    for row in flatten(max_pool2d(maps, 2, 2)):
        scores = list(bias)
        for value, line in zip(row, weights):
            for k in range(len(scores)):
                scores[k] += value * line[k]
        answer.append(softmax_of_row(scores))
    return answer


def convnet_shapes(height, width, channels, filters, classes):
    h = conv_output_size(height, 2, 2)
    w = conv_output_size(width, 2, 2)
    return [
        [height, width, channels],
        [height, width, filters],
        [height, width, filters],
        [h, w, filters],
        [h * w * filters],
        [classes],
    ]


def convnet_parameter_count(height, width, channels, filters, classes):
    n = convnet_shapes(height, width, channels, filters, classes)[4][0]
    return (3 * 3 * channels + 1) * filters + (n + 1) * classes


# The digits are so simple that one layer reads them: softmax regression on the pixels, by stochastic gradient descent.

def train_image_classifier(images, labels, num_classes, seed):
    rng = random.Random(seed)
    data = list(zip(flatten(images), labels.tolist()))
    D = len(data[0][0])
    W = [[0.0] * (D + 1) for _ in range(num_classes)]
    for epoch in range(12):
        rng.shuffle(data)
        rate = 0.1 / (1 + 0.2 * epoch)
        for pixels, label in data:
            p = softmax_of_row([w[D] + sum(a * v for a, v in zip(w, pixels)) for w in W])
            for k in range(num_classes):
                step = rate * ((1.0 if k == label else 0.0) - p[k])
                w = W[k]
                for d in range(D):
                    w[d] += step * pixels[d]
                w[D] += step
    return W


def classify_images(model, images):
    answer = []
    for pixels in flatten(images):
        scores = [w[-1] + sum(a * v for a, v in zip(w, pixels)) for w in model]
        answer.append(scores.index(max(scores)))
    return answer
