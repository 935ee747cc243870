"""Neural networks in PyTorch: torch.nn.functional forwards, autograd backwards, an nn.Module for the classifier."""
import torch
import torch.nn.functional as F
from torch import nn

FRAMEWORK = "torch"

ACTIVATIONS = {
    "linear": nn.Identity(),
    "sigmoid": nn.Sigmoid(),
    "tanh": nn.Tanh(),
    "relu": nn.ReLU(),
    "leaky_relu": nn.LeakyReLU(0.01),
    "softmax": nn.Softmax(dim=-1),
}


def activation(x, name):
    if name not in ACTIVATIONS:
        raise ValueError(f"unknown activation {name!r}")
    return ACTIVATIONS[name](x)


def activation_gradient(x, name):
    if name == "softmax":
        raise ValueError("softmax has no elementwise derivative")
    x = x.detach().clone().requires_grad_()
    (gradient,) = torch.autograd.grad(activation(x, name).sum(), x)
    return gradient


def dense_forward(x, W, b):
    return F.linear(x, W.T, b)


def dense_backward(dy, x, W):
    x, W = x.detach().clone().requires_grad_(), W.detach().clone().requires_grad_()
    b = torch.zeros(W.shape[1], device=W.device, requires_grad=True)
    return torch.autograd.grad(dense_forward(x, W, b), (x, W, b), grad_outputs=dy)


def mse_loss(prediction, target):
    prediction = prediction.detach().clone().requires_grad_()
    loss = F.mse_loss(prediction, target)
    loss.backward()
    return loss, prediction.grad


def cross_entropy_loss(logits, labels):
    logits = logits.detach().clone().requires_grad_()
    loss = F.cross_entropy(logits, labels)
    loss.backward()
    return loss, logits.grad


def mlp_forward(x, layers, name):
    for i, layer in enumerate(layers):
        if i:
            x = activation(x, name)
        x = dense_forward(x, layer["W"], layer["b"])
    return x


def mlp_gradients(x, labels, layers, name):
    leaves = [{key: p.detach().clone().requires_grad_() for key, p in layer.items()} for layer in layers]
    loss = F.cross_entropy(mlp_forward(x, leaves, name), labels)
    loss.backward()
    return loss.item(), [{key: p.grad for key, p in layer.items()} for layer in leaves]


def sgd_step(params, gradients, learning_rate):
    leaves = {key: nn.Parameter(p.clone()) for key, p in params.items()}
    for key, p in leaves.items():
        p.grad = gradients[key].clone()
    torch.optim.SGD(leaves.values(), lr=learning_rate).step()
    return {key: p.detach() for key, p in leaves.items()}


def adam_step(param, gradient, m, v, t, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    p = nn.Parameter(param.clone())
    p.grad = gradient.clone()
    adam = torch.optim.Adam([p], lr=learning_rate, betas=(beta1, beta2), eps=eps)
    adam.state[p] = {"step": torch.tensor(float(t - 1)), "exp_avg": m.clone(), "exp_avg_sq": v.clone()}
    adam.step()
    return p, adam.state[p]["exp_avg"], adam.state[p]["exp_avg_sq"]


def train_classifier(X, y, num_classes, seed):
    torch.manual_seed(seed)
    net = nn.Sequential(
        nn.Linear(X.shape[1], 64),
        nn.ReLU(),
        nn.Linear(64, num_classes),
    ).to(X.device)
    optimizer = torch.optim.Adam(net.parameters(), lr=5e-3)
    for epoch in range(80):
        for rows in torch.randperm(len(X), device=X.device).split(32):
            optimizer.zero_grad()
            F.cross_entropy(net(X[rows]), y[rows]).backward()
            optimizer.step()
    return net.eval()


@torch.no_grad()
def classify(model, X):
    return model(X).argmax(dim=1)
