"""Image synthesis in PyTorch."""
import torch
import torch.nn.functional as F

FRAMEWORK = "torch"


def mapping_network(z, layers):
    w = z * torch.rsqrt(z.square().mean(dim=1, keepdim=True) + 1e-8)
    for layer in layers:
        w = F.leaky_relu(torch.addmm(layer["b"], w, layer["W"]), negative_slope=0.2)
    return w


def adaptive_instance_norm(x, scale, bias, eps=1e-5):
    var, mean = torch.var_mean(x, dim=(2, 3), keepdim=True, unbiased=False)
    return scale[..., None, None] * (x - mean) * (var + eps).rsqrt() + bias[..., None, None]


def truncation_trick(w, w_mean, psi):
    return w_mean.lerp(w, psi)


def style_mixing(w1, w2, num_layers, crossover):
    first = w1.unsqueeze(1).expand(-1, crossover, -1)
    rest = w2.unsqueeze(1).expand(-1, num_layers - crossover, -1)
    return torch.cat([first, rest], dim=1)


def pixel_shuffle(x, factor):
    return F.pixel_shuffle(x, factor)


def psnr(x, y, max_value=1.0):
    return 10 * torch.log10(max_value ** 2 / F.mse_loss(x, y))


def ssim(x, y, max_value=1.0):
    x, y = x[None, None], y[None, None]
    mu_x, mu_y = F.avg_pool2d(x, 8, stride=1), F.avg_pool2d(y, 8, stride=1)
    sigma_x = F.avg_pool2d(x ** 2, 8, stride=1) - mu_x ** 2
    sigma_y = F.avg_pool2d(y ** 2, 8, stride=1) - mu_y ** 2
    sigma_xy = F.avg_pool2d(x * y, 8, stride=1) - mu_x * mu_y
    c1, c2 = (0.01 * max_value) ** 2, (0.03 * max_value) ** 2
    n = (2 * mu_x * mu_y + c1) * (2 * sigma_xy + c2)
    d = (mu_x ** 2 + mu_y ** 2 + c1) * (sigma_x + sigma_y + c2)
    return (n / d).mean()


def srgan_generator_loss(features_real, features_fake, fake_logits):
    content = F.mse_loss(features_fake, features_real)
    adversarial = F.binary_cross_entropy_with_logits(fake_logits, torch.ones_like(fake_logits))
    return content + 1e-3 * adversarial


def composite(original, generated, mask):
    return torch.lerp(original, generated, mask.expand_as(original))


def contextual_attention(foreground, background, mask, scale=10.0):
    hole = F.normalize(foreground[mask], dim=-1)
    known = background[~mask]
    attention = torch.softmax(scale * hole @ F.normalize(known, dim=-1).t(), dim=-1)
    out = foreground.clone()
    out[mask] = attention @ known
    return out


def instance_norm(x, eps=1e-5):
    return F.instance_norm(x, eps=eps)


def cycle_consistency_loss(x, x_cycled, y, y_cycled):
    return F.l1_loss(x_cycled, x) + F.l1_loss(y_cycled, y)


def identity_loss(x, f_x, y, g_y):
    criterion = torch.nn.L1Loss()
    return criterion(f_x, x) + criterion(g_y, y)


def lsgan_losses(real_scores, fake_scores):
    mse = torch.nn.MSELoss()
    loss_d = 0.5 * (mse(real_scores, torch.ones_like(real_scores)) + mse(fake_scores, torch.zeros_like(fake_scores)))
    loss_g = 0.5 * mse(fake_scores, torch.ones_like(fake_scores))
    return loss_d, loss_g


def cyclegan_generator_objective(adversarial_g, adversarial_f, cycle, identity, lambda_cycle=10.0, lambda_identity=5.0):
    return adversarial_g + adversarial_f + lambda_cycle * cycle + lambda_identity * identity


def rgb_to_ycbcr(image):
    r, g, b = image.unbind(-1)
    y = 0.299 * r + 0.587 * g + 0.114 * b
    return torch.stack([y, 0.5 + (b - y) / 1.772, 0.5 + (r - y) / 1.402], dim=-1)


def colorize(luminance, chroma):
    cb, cr = (chroma - 0.5).unbind(-1)
    r = luminance + 1.402 * cr
    g = luminance - 0.344136 * cb - 0.714136 * cr
    b = luminance + 1.772 * cb
    return torch.stack([r, g, b], dim=-1).clamp(0, 1)


def balance_classes(X, y, X_synthetic, y_synthetic):
    labels, counts = torch.unique(y, return_counts=True)
    target = counts.max()
    missing = {int(label): int(target - n) for label, n in zip(labels, counts)}
    keep = []
    for row, label in enumerate(y_synthetic.tolist()):
        if missing.get(label, 0) > 0:
            missing[label] -= 1
            keep.append(row)
    if any(missing.values()):
        raise ValueError("some class stays short")
    index = torch.tensor(keep, dtype=torch.long)
    return torch.cat([X, X_synthetic[index]]), torch.cat([y, y_synthetic[index]])
