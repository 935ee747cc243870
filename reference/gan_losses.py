"""What the two networks of a GAN minimise, and what the game is worth when the discriminator is perfect.

A discriminator gives logits, D(x) = sigmoid(logit). With softplus(a) = log(1 + exp(a)), which never overflows when it is written well,

    - log D(x)       = softplus(-logit)
    - log(1 - D(x))  = softplus(logit)

    discriminator              - mean log D(x) - mean log(1 - D(G(z)))
    generator, minimax           mean log(1 - D(G(z)))        the discriminator's second term, turned round
    generator, non-saturating  - mean log D(G(z))             the same aim, and a gradient also where D is sure of itself

Against a fixed generator the best discriminator is D*(x) = p_data(x) / (p_data(x) + p_model(x)), and then the value of the game is

    V(D*, G) = sum p_data log D* + sum p_model log(1 - D*) = 2 JSD(p_data, p_model) - log 4

with JSD the Jensen-Shannon divergence, the mean of KL(p_data || m) and KL(p_model || m), m = (p_data + p_model) / 2. It is smallest,
-log 4, where the two distributions are equal. Logarithms are natural, and 0 log 0 = 0.

Source: the slides "Generative Adversarial Networks (GAN)"; I. Goodfellow et al., "Generative Adversarial Nets", 2014, sections 3 and 4.
"""

from __future__ import annotations

import numpy as np


def softplus(a: np.ndarray) -> np.ndarray:
    """log(1 + exp(a)), element by element: for a large a it is a, and exp(a) alone would overflow."""
    return np.logaddexp(0, a).astype(a.dtype)


def discriminator_loss(real_logits: np.ndarray, fake_logits: np.ndarray) -> float:
    """real_logits (N,), fake_logits (M,) -> the sum of the two means."""
    return softplus(-real_logits).mean() + softplus(fake_logits).mean()


def generator_loss_minimax(fake_logits: np.ndarray) -> float:
    """fake_logits (M,) -> mean log(1 - D): never positive, and smaller where D takes the fakes for real."""
    return -softplus(fake_logits).mean()


def generator_loss_nonsaturating(fake_logits: np.ndarray) -> float:
    """fake_logits (M,) -> -mean log D: never negative, and smaller where D takes the fakes for real."""
    return softplus(-fake_logits).mean()


def optimal_discriminator(p_data: np.ndarray, p_model: np.ndarray) -> np.ndarray:
    """p_data, p_model (K,) -> D* (K,); 0.5 where neither ever puts anything."""
    total = p_data + p_model
    return np.divide(p_data, total, out=np.full_like(total, 0.5), where=total > 0)


def minimax_value(p_data: np.ndarray, p_model: np.ndarray) -> float:
    """p_data, p_model (K,), two distributions over the same K values -> V(D*, G), between -log 4 and 0."""
    best = optimal_discriminator(p_data, p_model)
    real, fake = p_data > 0, p_model > 0  # 0 log 0 = 0: what never happens adds nothing
    return (p_data[real] * np.log(best[real])).sum() + (p_model[fake] * np.log(1 - best[fake])).sum()
