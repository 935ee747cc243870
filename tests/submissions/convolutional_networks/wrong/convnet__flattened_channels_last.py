"""Wrong: convnet -- flattens with the channels last."""

# The rest is right/torch_idiom.py.


def convnet(x, params):
    a = F.relu(F.conv2d(x, params["w"], params["b"], padding="same"))
    v = F.max_pool2d(a, 2).permute(0, 2, 3, 1).flatten(1)
    return torch.softmax(torch.addmm(params["c"], v, params["W"]), dim=-1)
