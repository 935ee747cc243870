"""Wrong: train_sequence_classifier -- learns to tell the last symbol, not the first."""

# The rest is right/numpy_loops.py.


def train_sequence_classifier(x, labels, num_classes, seed):
    rng = random.Random(seed)
    N, T, D = x.shape
    data = [(symbols(x[n]), symbols(x[n])[-1] % num_classes) for n in range(N)]
    weights = [[[0.0] * num_classes for _ in range(D)] for _ in range(T)]
    for epoch in range(5):
        rng.shuffle(data)
        rate = 0.2 / (1 + epoch)
        for sequence, label in data:
            a = scores(weights, sequence)
            top = max(a)
            e = [math.exp(v - top) for v in a]
            total = sum(e)
            step = [rate * ((k == label) - e[k] / total) for k in range(num_classes)]
            for t, s in enumerate(sequence):
                w = weights[t][s]
                for k in range(num_classes):
                    w[k] += step[k]
    return weights
