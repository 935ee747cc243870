"""Expected calibration error: a model that says "80 % sure" should be right in 80 of 100 such cases.

The predictions are sorted into bins by confidence, the largest probability of the row. Bin i of `bins` holds confidences in
(i / bins, (i + 1) / bins], its right end included. Then

    ECE = sum over bins of (share of the rows in it) * |accuracy in it - mean confidence in it|

and an empty bin adds nothing. N rows, C classes.

Source: C. Guo et al., "On Calibration of Modern Neural Networks", 2017 (equation 3, and the same half-open bins).
"""

from __future__ import annotations

import numpy as np


def expected_calibration_error(probabilities: np.ndarray, labels: np.ndarray, bins: int) -> float:
    """probabilities (N, C), rows that sum to 1; labels (N,), whole numbers from 0 to C - 1; bins, 1 or more -> a number."""
    confidence = probabilities.max(axis=1)
    correct = probabilities.argmax(axis=1) == labels
    error = 0.0
    for i in range(bins):
        inside = (confidence > i / bins) & (confidence <= (i + 1) / bins)
        if inside.any():
            error += inside.mean() * abs(correct[inside].mean() - confidence[inside].mean())
    return error
