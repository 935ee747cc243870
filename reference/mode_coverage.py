"""Does a generator make every kind of data? A count of the modes that it reaches, and of the samples that lie near one.

A mode is a place where data is dense; here its centre is known. A generator that has given up some modes ("mode collapse") makes good
samples of a few kinds only: many of its samples are near a centre, but few centres have samples. One that has not learned the shape of
the data shows the opposite.

Source: A. Srivastava et al., "VEEGAN: Reducing Mode Collapse in GANs using Implicit Variational Learning", 2017, section 5 (modes and
high-quality samples); I. Goodfellow, "NIPS 2016 Tutorial: Generative Adversarial Networks", section 5.1.1 (mode collapse).
"""

from __future__ import annotations

import numpy as np


def mode_coverage(samples: np.ndarray, centres: np.ndarray, radius: float) -> tuple[int, float]:
    """samples (N, D), centres (K, D) -> (how many centres have a sample within the radius, share of samples within it of some centre)."""
    apart = samples[:, None, :] - centres[None, :, :]  # (N, K, D)
    near = np.sqrt((apart**2).sum(axis=2)) <= radius  # (N, K)
    return near.any(axis=0).sum(), near.any(axis=1).mean()
