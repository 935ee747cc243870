"""SRGAN: a generator that enlarges images, and two measures of how good an enlarged image is.

    pixel shuffle   channel c r^2 + i r + j at (h, w)  becomes  channel c at (h r + i, w r + j)
    PSNR            10 log10(max_value^2 / mean squared error), in decibels
    SSIM            mean over all 8 x 8 windows of
                    (2 mx my + c1) (2 cov + c2) / ((mx^2 + my^2 + c1) (vx + vy + c2)),  c1 = (0.01 max_value)^2, c2 = (0.03 max_value)^2
    generator loss  mean squared error of features + 1e-3 * mean of -log D(G(z)), D(G(z)) = sigmoid(logit)

Sizes: N batch, C channels, H and W height and width, r the factor.

Sources: W. Shi et al., "Real-Time Single Image and Video Super-Resolution Using an Efficient Sub-Pixel Convolutional Neural Network",
2016, equation 4 (with the order of channels of torch.nn.PixelShuffle); Z. Wang and A. Bovik, "A Universal Image Quality Index", 2002
(the 8 x 8 windows), and Z. Wang et al., "Image Quality Assessment: From Error Visibility to Structural Similarity", 2004, equation 13;
C. Ledig et al., "Photo-Realistic Single Image Super-Resolution Using a Generative Adversarial Network", 2017, equations 3, 5 and 6.
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

WINDOW = 8


def pixel_shuffle(x: np.ndarray, factor: int) -> np.ndarray:
    """x (N, C r^2, H, W) -> (N, C, H r, W r), r = factor."""
    batch, channels, height, width = x.shape
    split = x.reshape(batch, channels // factor**2, factor, factor, height, width)  # (N, C, i, j, h, w)
    woven = split.transpose(0, 1, 4, 2, 5, 3)  # (N, C, h, i, w, j)
    return woven.reshape(batch, channels // factor**2, height * factor, width * factor)


def psnr(x: np.ndarray, y: np.ndarray, max_value: float = 1.0) -> float:
    """Peak signal-to-noise ratio of two images of one shape, in dB; inf where they are identical."""
    error = np.mean((x - y) ** 2)
    with np.errstate(divide="ignore"):
        return 10 * np.log10(max_value**2 / error)


def ssim(x: np.ndarray, y: np.ndarray, max_value: float = 1.0) -> float:
    """Structural similarity of two images (H, W), H and W at least 8: the mean over the (H - 7) (W - 7) windows."""
    of_x, of_y = _windows(x), _windows(y)  # (windows, 64)
    mean_x, mean_y = of_x.mean(axis=1, keepdims=True), of_y.mean(axis=1, keepdims=True)
    var_x, var_y = of_x.var(axis=1, keepdims=True), of_y.var(axis=1, keepdims=True)
    covariance = np.mean((of_x - mean_x) * (of_y - mean_y), axis=1, keepdims=True)  # divided by 64, as the variances are
    c1, c2 = (0.01 * max_value) ** 2, (0.03 * max_value) ** 2
    luminance = (2 * mean_x * mean_y + c1) / (mean_x**2 + mean_y**2 + c1)
    structure = (2 * covariance + c2) / (var_x + var_y + c2)
    return np.mean(luminance * structure)


def _windows(image: np.ndarray) -> np.ndarray:
    """image (H, W) -> ((H - 7) (W - 7), 64): the pixels of every 8 x 8 window."""
    return sliding_window_view(image, (WINDOW, WINDOW)).reshape(-1, WINDOW**2)


def srgan_generator_loss(features_real: np.ndarray, features_fake: np.ndarray, fake_logits: np.ndarray) -> float:
    """features_real, features_fake of one shape; fake_logits (N,): what the discriminator says of the enlarged images -> a number."""
    content = np.mean((features_real - features_fake) ** 2)
    adversarial = np.mean(np.logaddexp(0, -fake_logits))  # -log sigmoid(a) = log(1 + exp(-a)), without overflow
    return content + 1e-3 * adversarial
