"""Wrong: max_pool2d -- begins every window's maximum with 0."""

# The rest is right/numpy_loops.py.


_right_max_pool2d = max_pool2d


def max_pool2d(x, size, stride):
    def largest(values):
        best = 0.0
        for value in values:
            if value > best:
                best = value
        return best
    return pool(x, size, stride, largest)


def convnet(x, params):
    maps = conv2d(x, params["w"], params["b"], 1, 1)
    for place in np.ndindex(maps.shape):
        if maps[place] < 0:
            maps[place] = 0.0
    weights, bias = params["W"].tolist(), params["c"].tolist()
    answer = []
    for row in flatten(_right_max_pool2d(maps, 2, 2)):
        scores = list(bias)
        for value, line in zip(row, weights):
            for k in range(len(scores)):
                scores[k] += value * line[k]
        answer.append(softmax_of_row(scores))
    return answer
