"""Convolutional networks in PyTorch: functional layers, autograd for the gradients, nn.Module and Adam for the digits."""
import torch
import torch.nn.functional as F
from torch import nn

FRAMEWORK = "torch"


def conv_output_size(size, kernel, stride=1, padding=0):
    if kernel > size + 2 * padding:
        raise ValueError(f"a kernel of {kernel} does not fit")
    return F.conv1d(torch.zeros(1, 1, size), torch.zeros(1, 1, kernel), stride=stride, padding=padding).shape[-1]


def conv2d(x, w, b, stride=1, padding=0):
    return F.conv2d(x, w, b, stride=stride, padding=padding)


def conv2d_backward(dy, x, w, stride=1, padding=0):
    x = x.detach().clone().requires_grad_()
    w = w.detach().clone().requires_grad_()
    b = torch.zeros(w.shape[0], device=w.device, requires_grad=True)
    y = F.conv2d(x, w, b, stride=stride, padding=padding)
    return torch.autograd.grad(y, (x, w, b), dy)


def max_pool2d(x, size, stride):
    return F.max_pool2d(x, kernel_size=size, stride=stride)


def avg_pool2d(x, size, stride):
    return F.avg_pool2d(x, kernel_size=size, stride=stride)


def max_pool2d_backward(dy, x, size, stride):
    _, where = F.max_pool2d(x, size, stride, return_indices=True)      # flat indices into the H x W plane
    dx = torch.zeros_like(x).flatten(2)
    return dx.scatter_add(2, where.flatten(2), dy.flatten(2)).view_as(x)


def flatten(x):
    return torch.flatten(x, 1)


def convnet(x, params):
    a = F.relu(F.conv2d(x, params["w"], params["b"], padding="same"))
    v = F.max_pool2d(a, 2).flatten(1)
    return torch.softmax(torch.addmm(params["c"], v, params["W"]), dim=-1)


def layers(height, width, channels, filters, classes):
    with torch.device("meta"):
        return [
            nn.Conv2d(channels, filters, 3, padding=1),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Flatten(),
            nn.Linear(filters * (height // 2) * (width // 2), classes),
        ]


def convnet_shapes(height, width, channels, filters, classes):
    x = torch.zeros(1, channels, height, width, device="meta")
    shapes = [(height, width, channels)]
    for layer in layers(height, width, channels, filters, classes):
        x = layer(x)
        shapes.append(tuple(x.shape[1:]) if x.dim() == 2 else (x.shape[2], x.shape[3], x.shape[1]))
    return shapes


def convnet_parameter_count(height, width, channels, filters, classes):
    return sum(p.numel() for layer in layers(height, width, channels, filters, classes) for p in layer.parameters())


class Net(nn.Module):
    def __init__(self, num_classes):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        )
        self.head = nn.Linear(32 * 2 * 2, num_classes)

    def forward(self, x):
        return self.head(self.features(x).flatten(1))


def train_image_classifier(images, labels, num_classes, seed):
    torch.manual_seed(seed)
    net = Net(num_classes).to(images.device)
    optimiser = torch.optim.Adam(net.parameters(), lr=3e-3)
    data = torch.utils.data.TensorDataset(images, labels)
    loader = torch.utils.data.DataLoader(data, batch_size=32, shuffle=True)
    net.train()
    for epoch in range(12):
        for xb, yb in loader:
            optimiser.zero_grad()
            loss = F.cross_entropy(net(xb), yb)
            loss.backward()
            optimiser.step()
    return net


def classify_images(model, images):
    model.eval()
    with torch.no_grad():
        return model(images).argmax(dim=1)
