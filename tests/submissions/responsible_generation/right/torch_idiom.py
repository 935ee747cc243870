"""Responsible generation in PyTorch: cdist, autograd, torch.func."""
import torch
import torch.nn.functional as F

FRAMEWORK = "torch"


def duplicate_rate(X, tolerance):
    d = torch.cdist(X, X, compute_mode="donot_use_mm_for_euclid_dist")
    near = torch.tril(d <= tolerance, diagonal=-1)
    return near.any(dim=1).float().mean()


def memorisation_rate(generated, training, threshold):
    d = torch.cdist(generated, training, compute_mode="donot_use_mm_for_euclid_dist")
    return (d.amin(dim=1) <= threshold).float().mean()


def radius(points, k):
    return torch.cdist(points, points).kthvalue(k + 1, dim=1).values


def quality_diversity(real, samples, k):
    precision, recall = [], []
    for fake in samples:
        d = torch.cdist(real, fake)
        precision.append((d <= radius(real, k).unsqueeze(1)).any(0).float().mean())
        recall.append((d <= radius(fake, k).unsqueeze(0)).any(1).float().mean())
    return torch.stack(precision), torch.stack(recall)


def repetition_rate(tokens, n):
    if tokens.numel() < n:
        return 0.0
    grams = tokens.unfold(0, n, 1)
    return 1 - len(torch.unique(grams, dim=0)) / len(grams)


def attention_rollout(attentions):
    T = attentions.size(-1)
    rollout = torch.eye(T)
    for layer in attentions:
        a = 0.5 * layer.mean(0) + 0.5 * torch.eye(T)
        a = F.normalize(a, p=1, dim=-1)
        rollout = torch.matmul(a, rollout)
    return rollout


def saliency(x, W, b, label):
    x = x.clone().requires_grad_(True)
    loss = F.cross_entropy((x @ W + b).unsqueeze(0), torch.tensor([label]))
    (g,) = torch.autograd.grad(loss, x)
    return g.abs()


def association_bias(X, Y, A, B):
    def s(W):
        ca = F.cosine_similarity(W[:, None], A[None], dim=-1)
        cb = F.cosine_similarity(W[:, None], B[None], dim=-1)
        return ca.mean(1) - cb.mean(1)

    sx, sy = s(X), s(Y)
    return (sx.mean() - sy.mean()) / torch.cat([sx, sy]).std()


def expected_calibration_error(probabilities, labels, bins):
    conf, pred = probabilities.max(dim=1)
    acc = pred.eq(labels)
    bounds = torch.linspace(0, 1, bins + 1)
    ece = torch.zeros(1)
    for lower, upper in zip(bounds[:-1], bounds[1:]):
        in_bin = conf.gt(lower.item()) & conf.le(upper.item())
        prop = in_bin.float().mean()
        if prop.item() > 0:
            ece += (conf[in_bin].mean() - acc[in_bin].float().mean()).abs() * prop
    return ece.item()


def private_gradient(per_example, clip, sigma, noise):
    norms = per_example.norm(2, dim=1)
    factor = (clip / (norms + 1e-6)).clamp(max=1.0)
    total = torch.einsum("n,nd->d", factor, per_example)
    return (total + sigma * clip * noise) / len(per_example)
