"""Wrong: mlp_gradients -- leaves out the slope of the activation on the way back."""

# The rest is right/numpy_loops.py.


def mlp_gradients(x, labels, layers, name):
    lists = as_lists(layers)
    inputs, sums = walk(x.tolist(), lists, name)
    loss, dy = entropy_lists(sums[-1], labels.tolist())
    gradients = [None] * len(lists)
    for i in reversed(range(len(lists))):
        dy, dW, db = backward_lists(dy, inputs[i], lists[i][0])
        gradients[i] = {"W": np.array(dW), "b": np.array(db)}
    return loss, gradients
