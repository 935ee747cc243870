"""Wrong: conv2d -- gives b another shape in place (its values are right)."""

# The rest is right/numpy_loops.py.


_right_conv2d = conv2d


def conv2d(x, w, b, stride=1, padding=0):
    y = _right_conv2d(x, w, 0 * b, stride, padding)
    b.shape = (1, -1, 1, 1)
    return y + b


def convnet(x, params):
    maps = np.maximum(_right_conv2d(x, params["w"], params["b"], 1, 1), 0)
    scores = np.array(flatten(max_pool2d(maps, 2, 2))) @ params["W"] + params["c"]
    return [softmax_of_row(row) for row in scores.tolist()]
