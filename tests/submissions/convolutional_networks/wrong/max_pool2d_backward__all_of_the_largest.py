"""Wrong: max_pool2d_backward -- gives the gradient to every largest value of a window."""

# The rest is right/torch_idiom.py.


def max_pool2d_backward(dy, x, size, stride):
    dx = torch.zeros_like(x)
    for i in range(dy.shape[2]):
        for j in range(dy.shape[3]):
            window = x[:, :, i * stride:i * stride + size, j * stride:j * stride + size]
            mask = window == window.amax(dim=(2, 3), keepdim=True)
            dx[:, :, i * stride:i * stride + size, j * stride:j * stride + size] += mask * dy[:, :, i, j, None, None]
    return dx
