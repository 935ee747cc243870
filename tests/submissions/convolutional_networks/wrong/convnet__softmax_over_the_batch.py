"""Wrong: convnet -- softmax along the wrong axis."""

# The rest is right/torch_idiom.py.


def convnet(x, params):
    a = F.relu(F.conv2d(x, params["w"], params["b"], padding="same"))
    v = F.max_pool2d(a, 2).flatten(1)
    return torch.softmax(torch.addmm(params["c"], v, params["W"]), dim=0)
