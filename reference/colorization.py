"""Colour spaces for colourisation: a grey image is the luminance Y, and a network adds the two chroma channels Cb and Cr.

    Y  = 0.299 R + 0.587 G + 0.114 B
    Cb = 0.5 + (B - Y) / 1.772                  1.772 = 2 (1 - 0.114)
    Cr = 0.5 + (R - Y) / 1.402                  1.402 = 2 (1 - 0.299)

All six numbers lie in [0, 1] ("full range"). Sizes: H and W height and width.

Sources: ITU-R Recommendation BT.601-7, section 2.5; ITU-T Recommendation T.871 (JPEG File Interchange Format) for the full range.
"""

from __future__ import annotations

import numpy as np

RED = 0.299
GREEN = 0.587
BLUE = 0.114


def rgb_to_ycbcr(image: np.ndarray) -> np.ndarray:
    """image (H, W, 3), red, green, blue in [0, 1] -> (H, W, 3): Y, Cb, Cr."""
    red, green, blue = image[..., 0], image[..., 1], image[..., 2]
    y = RED * red + GREEN * green + BLUE * blue
    cb = 0.5 + (blue - y) / (2 * (1 - BLUE))
    cr = 0.5 + (red - y) / (2 * (1 - RED))
    return np.stack([y, cb, cr], axis=-1)


def colorize(luminance: np.ndarray, chroma: np.ndarray) -> np.ndarray:
    """luminance Y (H, W), chroma (H, W, 2) = Cb, Cr -> (H, W, 3): red, green, blue, clipped to [0, 1]."""
    red = luminance + 2 * (1 - RED) * (chroma[..., 1] - 0.5)
    blue = luminance + 2 * (1 - BLUE) * (chroma[..., 0] - 0.5)
    green = (luminance - RED * red - BLUE * blue) / GREEN  # what is left of Y
    return np.clip(np.stack([red, green, blue], axis=-1), 0, 1)
