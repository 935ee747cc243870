"""Responsible generation with loops and Python numbers: every count can be followed by hand."""
import math


def distance(p, q):
    total = 0.0
    for a, b in zip(p, q):
        total += (a - b) * (a - b)
    return math.sqrt(total)


def duplicate_rate(X, tolerance):
    rows = X.tolist()
    count = 0
    for i in range(len(rows)):
        for j in range(i):
            if distance(rows[i], rows[j]) <= tolerance:
                count += 1
                break
    return count / len(rows)


def memorisation_rate(generated, training, threshold):
    known = training.tolist()
    copied = 0
    for row in generated.tolist():
        nearest = min(distance(row, other) for other in known)
        if nearest <= threshold:
            copied += 1
    return copied / len(generated)


def kth_radius(points, i, k):
    others = sorted(distance(points[i], points[j]) for j in range(len(points)) if j != i)
    return others[k - 1]


def inside_share(points, centres, k):
    radii = [kth_radius(centres, i, k) for i in range(len(centres))]
    hits = 0
    for p in points:
        for c, r in zip(centres, radii):
            if distance(p, c) <= r:
                hits += 1
                break
    return hits / len(points)


def quality_diversity(real, samples, k):
    real = real.tolist()
    precisions, recalls = [], []
    for one in samples:
        one = one.tolist()
        precisions.append(inside_share(one, real, k))
        recalls.append(inside_share(real, one, k))
    return precisions, recalls


def repetition_rate(tokens, n):
    words = tokens.tolist()
    seen = {}
    total = 0
    for start in range(len(words) - n + 1):
        gram = tuple(words[start:start + n])
        seen[gram] = seen.get(gram, 0) + 1
        total += 1
    if total == 0:
        return 0.0
    repeated = sum(count - 1 for count in seen.values())
    return repeated / total


def matmul(P, Q):
    n = len(P)
    return [[sum(P[i][k] * Q[k][j] for k in range(n)) for j in range(n)] for i in range(n)]


def attention_rollout(attentions):
    layers = attentions.tolist()
    result = None
    for heads in layers:
        T = len(heads[0])
        A = []
        for i in range(T):
            row = []
            for j in range(T):
                mean = sum(head[i][j] for head in heads) / len(heads)
                row.append(0.5 * mean + (0.5 if i == j else 0.0))
            s = sum(row)
            A.append([v / s for v in row])
        result = A if result is None else matmul(A, result)
    return result


def saliency(x, W, b, label):
    x, W, b = x.tolist(), W.tolist(), b.tolist()
    D, C = len(x), len(b)
    z = [b[c] + sum(x[d] * W[d][c] for d in range(D)) for c in range(C)]
    m = max(z)
    log_norm = m + math.log(sum(math.exp(v - m) for v in z))
    p = [math.exp(v - log_norm) for v in z]
    out = []
    for d in range(D):
        g = 0.0
        for c in range(C):
            g += ((1.0 if c == label else 0.0) - p[c]) * W[d][c]
        out.append(abs(g))
    return out


def cosine(u, v):
    dot = sum(a * b for a, b in zip(u, v))
    return dot / (math.sqrt(sum(a * a for a in u)) * math.sqrt(sum(b * b for b in v)))


def association_bias(X, Y, A, B):
    A, B = A.tolist(), B.tolist()

    def s(w):
        return sum(cosine(w, a) for a in A) / len(A) - sum(cosine(w, b) for b in B) / len(B)

    sx = [s(w) for w in X.tolist()]
    sy = [s(w) for w in Y.tolist()]
    both = sx + sy
    mean = sum(both) / len(both)
    std = math.sqrt(sum((v - mean) ** 2 for v in both) / (len(both) - 1))
    return (sum(sx) / len(sx) - sum(sy) / len(sy)) / std


def expected_calibration_error(probabilities, labels, bins):
    hits = [0] * bins
    sure = [0.0] * bins
    rows = probabilities.tolist()
    for row, label in zip(rows, labels.tolist()):
        conf = max(row)
        b = 0
        while conf > (b + 1) / bins:
            b += 1
        hits[b] += row.index(conf) == label
        sure[b] += conf
    # |acc - conf| * n_b / N = |hits - sum of confidences| / N
    return sum(abs(h - s) for h, s in zip(hits, sure)) / len(rows)


def private_gradient(per_example, clip, sigma, noise):
    rows = per_example.tolist()
    total = [0.0] * len(rows[0])
    for row in rows:
        norm = math.sqrt(sum(v * v for v in row))
        factor = clip / norm if norm > clip else 1.0
        for d, v in enumerate(row):
            total[d] += factor * v
    return [(t + sigma * clip * e) / len(rows) for t, e in zip(total, noise.tolist())]
