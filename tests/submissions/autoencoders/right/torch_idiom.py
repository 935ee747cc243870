"""Autoencoders and VAE in PyTorch: torch.distributions for the VAE, an nn.Module for the denoiser."""
import torch
import torch.nn.functional as F
from torch import nn
from torch.distributions import Bernoulli, Independent, Normal, kl_divergence

FRAMEWORK = "torch"


def linear(x, params, name):
    return torch.addmm(params[f"b{name}"], x, params[f"W{name}"])


def autoencoder(x, params):
    code = linear(x, params, "1").tanh()
    return code, linear(code, params, "2").sigmoid()


def add_noise(x, noise, sigma):
    return torch.add(x, noise, alpha=sigma).clamp(0, 1)


def denoising_loss(clean, noisy, params):
    hidden = torch.tanh(linear(noisy, params, "1"))
    return F.mse_loss(torch.sigmoid(linear(hidden, params, "2")), clean)


def posterior(mu, log_var):
    return Independent(Normal(mu, torch.exp(log_var / 2), validate_args=False), 1, validate_args=False)


def reparameterize(mu, log_var, eps):
    return torch.addcmul(mu, log_var.mul(0.5).exp(), eps)


def gaussian_kl(mu, log_var):
    q = posterior(mu, log_var)
    p = posterior(torch.zeros_like(mu), torch.zeros_like(mu))
    return kl_divergence(q, p)


def bernoulli_nll(x, logits):
    # Bernoulli.log_prob is the cross-entropy with logits, for any x in [0, 1]
    return -Bernoulli(logits=logits, validate_args=False).log_prob(x).sum(-1)


def elbo(x, logits, mu, log_var):
    log_likelihood = -F.binary_cross_entropy_with_logits(logits, x, reduction="sum")
    divergence = -0.5 * (1 + log_var - mu.pow(2) - log_var.exp()).sum()
    return (log_likelihood - divergence) / x.shape[0]


def vae(x, eps, params):
    h = torch.tanh(linear(x, params, "1"))
    mu, log_var = linear(h, params, "_mu"), linear(h, params, "_var")
    z = mu + torch.exp(0.5 * log_var) * eps
    return linear(torch.tanh(linear(z, params, "2")), params, "3"), mu, log_var


class Denoiser(nn.Module):
    def __init__(self, size=64, hidden=256):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(size, hidden), nn.ReLU())
        self.decoder = nn.Sequential(nn.Linear(hidden, size), nn.Sigmoid())

    def forward(self, x):
        return self.decoder(self.encoder(x))


def train_denoiser(clean, sigma, seed):
    torch.manual_seed(seed)
    model = Denoiser(clean.shape[1]).to(clean.device)
    optimiser = torch.optim.Adam(model.parameters(), lr=2e-3)
    for epoch in range(60):
        for batch in torch.randperm(len(clean), device=clean.device).split(32):
            target = clean[batch]
            noisy = (target + sigma * torch.randn_like(target)).clamp(0, 1)
            optimiser.zero_grad()
            F.mse_loss(model(noisy), target).backward()
            optimiser.step()
    return model.eval()


@torch.no_grad()
def denoise(model, noisy):
    return model(noisy)
