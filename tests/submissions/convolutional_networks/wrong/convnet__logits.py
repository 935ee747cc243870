"""Wrong: convnet -- returns the scores before the softmax."""

# The rest is right/torch_idiom.py.


def convnet(x, params):
    a = F.relu(F.conv2d(x, params["w"], params["b"], padding="same"))
    return F.max_pool2d(a, 2).flatten(1) @ params["W"] + params["c"]
