"""Wrong: conv2d_backward -- uses w as the buffer of its own gradient (its values are right)."""

# The rest is right/numpy_loops.py.


_right_conv2d_backward = conv2d_backward


def conv2d_backward(dy, x, w, stride=1, padding=0):
    dx, dw, db = _right_conv2d_backward(dy, x, w, stride, padding)
    w[...] = dw
    return dx, w, db
