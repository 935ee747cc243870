"""Wrong: rnn_cell -- squashes with the sigmoid instead of tanh."""

# The rest is right/torch_idiom.py.


def rnn_cell(x, h, params):
    return torch.sigmoid(x @ params["Wx"] + h @ params["Wh"] + params["b"])
