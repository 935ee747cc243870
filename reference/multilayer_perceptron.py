"""Multilayer perceptron: dense layers with an activation between them, two losses, and all gradients by the chain rule.

    dense layer       y = x @ W + b
    backwards         dx = dy @ W.T    dW = x.T @ dy    db = sum of the rows of dy
    mean square       loss = mean of (prediction - target)**2           its gradient = 2 (prediction - target) / number of elements
    cross-entropy     loss = mean over the rows of -log p[label]        its gradient = (p - onehot(label)) / N,   p = softmax(logits)

Sizes: N rows in a batch, D inputs, H outputs of a layer, C classes. A d in front of a name is the loss's gradient with respect to it.
layers: a list of {"W": (D, H), "b": (H,)}, the first one next to the input.

Sources: the slides "Deep Neural Networks (DNN)"; D. Rumelhart, G. Hinton and R. Williams, "Learning representations by back-propagating
errors", 1986; I. Goodfellow, Y. Bengio and A. Courville, "Deep Learning", 2016, sections 6.2 and 6.5.
"""

from __future__ import annotations

import numpy as np

from reference.activations import activation, activation_gradient


def dense_forward(x: np.ndarray, W: np.ndarray, b: np.ndarray) -> np.ndarray:
    """x (N, D), W (D, H), b (H,) -> (N, H)."""
    return x @ W + b


def dense_backward(dy: np.ndarray, x: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """dy (N, H), x (N, D), W (D, H) -> dx (N, D), dW (D, H), db (H,)."""
    return dy @ W.T, x.T @ dy, dy.sum(axis=0)


def mse_loss(prediction: np.ndarray, target: np.ndarray) -> tuple[float, np.ndarray]:
    """Two arrays of one shape -> the mean over all elements, and the gradient with respect to the prediction."""
    error = prediction - target
    return (error**2).mean(), 2 * error / error.size


def cross_entropy_loss(logits: np.ndarray, labels: np.ndarray) -> tuple[float, np.ndarray]:
    """logits (N, C), labels (N,) int -> the mean over the rows, and the gradient with respect to the logits (N, C)."""
    rows = np.arange(len(labels))
    log_p = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)  # log softmax; no power overflows
    gradient = np.exp(log_p)
    gradient[rows, labels] -= 1
    return -log_p[rows, labels].mean(), gradient / len(labels)


def mlp_forward(x: np.ndarray, layers: list[dict[str, np.ndarray]], name: str) -> np.ndarray:
    """x (N, D) -> logits (N, C). The activation called `name` follows every layer but the last."""
    for layer in layers[:-1]:
        x = activation(dense_forward(x, layer["W"], layer["b"]), name)
    return dense_forward(x, layers[-1]["W"], layers[-1]["b"])


def mlp_gradients(
    x: np.ndarray, labels: np.ndarray, layers: list[dict[str, np.ndarray]], name: str
) -> tuple[float, list[dict[str, np.ndarray]]]:
    """x (N, D), labels (N,) int -> the mean cross-entropy, and its gradients in the form of layers."""
    inputs = [x]  # what each layer got
    sums = [dense_forward(x, layers[0]["W"], layers[0]["b"])]  # what each layer gave, before the activation
    for layer in layers[1:]:
        inputs.append(activation(sums[-1], name))
        sums.append(dense_forward(inputs[-1], layer["W"], layer["b"]))

    loss, dy = cross_entropy_loss(sums[-1], labels)
    gradients = []
    for i in range(len(layers) - 1, -1, -1):
        dx, dW, db = dense_backward(dy, inputs[i], layers[i]["W"])
        gradients.append({"W": dW, "b": db})
        if i > 0:
            dy = dx * activation_gradient(sums[i - 1], name)
    return loss, gradients[::-1]
