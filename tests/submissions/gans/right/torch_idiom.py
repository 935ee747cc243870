"""GAN assignment, PyTorch: autograd does the gradients, nn.Module the training."""
import math

import torch
import torch.nn.functional as F
from torch import nn

FRAMEWORK = "torch"


def generator(z, params):
    h = F.leaky_relu(z @ params["W1"] + params["b1"], negative_slope=0.2)
    return torch.tanh(h @ params["W2"] + params["b2"])


def discriminator(x, params):
    h = F.leaky_relu(x @ params["W1"] + params["b1"], negative_slope=0.2)
    return (h @ params["W2"] + params["b2"]).squeeze(-1)


def bce(logits, label):
    return F.binary_cross_entropy_with_logits(logits, torch.full_like(logits, label))


def discriminator_loss(real_logits, fake_logits):
    return bce(real_logits, 1.0) + bce(fake_logits, 0.0)


def generator_loss_minimax(fake_logits):
    return F.logsigmoid(-fake_logits).mean()


def generator_loss_nonsaturating(fake_logits):
    return bce(fake_logits, 1.0)


def critic_loss(real_scores, fake_scores):
    return fake_scores.mean() - real_scores.mean()


def generator_loss_wasserstein(fake_scores):
    return -fake_scores.mean()


def clip_weights(params, c):
    return {name: torch.clamp(w, -c, c) for name, w in params.items()}


def gradient_penalty(real, fake, u, params):
    x = (u * real + (1 - u) * fake).requires_grad_(True)
    logits = discriminator(x, params)
    (grad,) = torch.autograd.grad(logits, x, grad_outputs=torch.ones_like(logits), create_graph=True)
    return ((grad.norm(2, dim=1) - 1) ** 2).mean()


def optimal_discriminator(p_data, p_model):
    return torch.nan_to_num(p_data / (p_data + p_model), nan=0.5)


def minimax_value(p_data, p_model):
    best = optimal_discriminator(p_data, p_model)
    return torch.xlogy(p_data, best).sum() + torch.xlogy(p_model, 1 - best).sum()


def _leaves(params):
    return {name: w.detach().clone().requires_grad_(True) for name, w in params.items()}


def _sgd(loss, leaves, learning_rate):
    grads = torch.autograd.grad(loss, list(leaves.values()))
    return {name: w.detach() - learning_rate * g for (name, w), g in zip(leaves.items(), grads)}


def discriminator_step(real, z, g_params, d_params, learning_rate):
    with torch.no_grad():
        fake = generator(z, g_params)
    d = _leaves(d_params)
    return _sgd(discriminator_loss(discriminator(real, d), discriminator(fake, d)), d, learning_rate)


def generator_step(z, g_params, d_params, learning_rate):
    g = _leaves(g_params)
    return _sgd(generator_loss_nonsaturating(discriminator(generator(z, g), d_params)), g, learning_rate)


def mode_coverage(samples, centres, radius):
    distance = (samples[:, None, :] - centres[None, :, :]).norm(dim=-1)
    near = distance <= radius
    return near.any(dim=0).sum(), near.any(dim=1).float().mean()


# ---- training ----

def mlp(inputs, width, outputs):
    return nn.Sequential(
        nn.Linear(inputs, width), nn.LeakyReLU(0.2), nn.Linear(width, width), nn.LeakyReLU(0.2), nn.Linear(width, outputs)
    )


class Generator(nn.Module):
    """Moves the noise: starts near the identity."""

    def __init__(self):
        super().__init__()
        self.net = mlp(2, 128, 2)

    def forward(self, z):
        return z + self.net(z)


def train_gan(data, seed):
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    device, batch, steps = data.device, 128, 4000
    G, D = Generator().to(device), mlp(2, 128, 1).to(device)
    average = torch.optim.swa_utils.AveragedModel(G, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.995))
    opt_g = torch.optim.Adam(G.parameters(), lr=2e-3, betas=(0.5, 0.99))
    opt_d = torch.optim.Adam(D.parameters(), lr=4e-3, betas=(0.5, 0.99))
    schedules = [torch.optim.lr_scheduler.LambdaLR(o, lambda t: min(1.0, 2.0 - 2.0 * t / steps)) for o in (opt_g, opt_d)]

    def noise(sigma=1.0):
        return sigma * torch.randn(batch, 2, device=device)

    for t in range(steps):
        sigma = 0.25 * (1 + math.cos(math.pi * min(1.0, t / (0.85 * steps))))
        real = data[torch.randint(len(data), (batch,), device=device)] + noise(sigma)
        fake = G(noise()).detach() + noise(sigma)
        opt_d.zero_grad()
        (bce(D(real), 1.0) + bce(D(fake), 0.0)).backward()
        opt_d.step()

        opt_g.zero_grad()
        bce(D(G(noise()) + noise(sigma)), 1.0).backward()
        opt_g.step()
        average.update_parameters(G)
        for schedule in schedules:
            schedule.step()
    return average.eval()


@torch.no_grad()
def sample_gan(model, z):
    return model(z)
