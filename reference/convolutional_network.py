"""A small convolutional network that names what is in an image.

    convolution, 3 x 3 with padding 1    (N, C, H, W) -> (N, F, H, W)
    ReLU                                 negative values become 0
    max pooling, 2 x 2 with stride 2     (N, F, H, W) -> (N, F, H // 2, W // 2)
    flatten                              -> (N, F * (H // 2) * (W // 2))
    dense layer and softmax              -> (N, classes), probabilities

Sizes: N images, C channels, H rows, W columns, F filters. params: w (F, C, 3, 3) and b (F,) of the convolution, W (F * (H // 2) * (W // 2),
classes) and c (classes,) of the dense layer. The slides' example is 32 x 32 x 3 with 12 filters; they write sizes as height x width x
channels, and the flattened image has 16 * 16 * 12 = 3072 numbers.

Sources: the slides on convolutional networks; Y. LeCun et al., "Gradient-Based Learning Applied to Document Recognition", 1998.
"""

from __future__ import annotations

import numpy as np

from reference.convolution import conv2d
from reference.pooling import max_pool2d

KERNEL = 3


def flatten(x: np.ndarray) -> np.ndarray:
    """x (N, C, H, W) -> (N, C * H * W): the first channel row by row, then the second, and so on."""
    return x.reshape(len(x), -1)


def convnet(x: np.ndarray, params: dict[str, np.ndarray]) -> np.ndarray:
    """x (N, C, H, W) -> probabilities (N, classes)."""
    maps = conv2d(x, params["w"], params["b"], padding=1)  # (N, F, H, W)
    pooled = max_pool2d(np.maximum(maps, 0), size=2, stride=2)  # (N, F, H // 2, W // 2)
    scores = flatten(pooled) @ params["W"] + params["c"]  # (N, classes)
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))  # the largest is 1, so that none overflows
    return shares / shares.sum(axis=1, keepdims=True)


def convnet_shapes(height: int, width: int, channels: int, filters: int, classes: int) -> list[tuple[int, ...]]:
    """Shape after each layer, without the batch, channels last: input, convolution, ReLU, pooling, flatten, output."""
    maps = (height, width, filters)  # the padding keeps the height and the width
    pooled = (height // 2, width // 2, filters)
    return [(height, width, channels), maps, maps, pooled, (pooled[0] * pooled[1] * filters,), (classes,)]


def convnet_parameter_count(height: int, width: int, channels: int, filters: int, classes: int) -> int:
    """How many numbers are learned: the filters with one bias each, and the dense layer with one bias a class."""
    convolution = filters * channels * KERNEL * KERNEL + filters
    dense = filters * (height // 2) * (width // 2) * classes + classes
    return convolution + dense
