"""Wrong: train_denoiser -- trains the network to give back the noisy input."""

# The rest is right/torch_idiom.py.


def train_denoiser(clean, sigma, seed):
    torch.manual_seed(seed)
    model = Denoiser(clean.shape[1]).to(clean.device)
    optimiser = torch.optim.Adam(model.parameters(), lr=2e-3)
    for epoch in range(60):
        for batch in torch.randperm(len(clean), device=clean.device).split(32):
            target = clean[batch]
            noisy = (target + sigma * torch.randn_like(target)).clamp(0, 1)
            optimiser.zero_grad()
            F.mse_loss(model(noisy), noisy).backward()
            optimiser.step()
    return model.eval()
