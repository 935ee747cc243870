"""Wrong: train_gan -- computes the gradients and never calls the generator's optimiser."""

# The rest is right/torch_idiom.py.


def train_gan(data, seed):
    torch.manual_seed(seed)
    G, D = mlp(2, 64, 2).to(data.device), mlp(2, 128, 1).to(data.device)
    opt_g = torch.optim.Adam(G.parameters(), lr=2e-3)
    opt_d = torch.optim.Adam(D.parameters(), lr=4e-3)
    for t in range(100):
        real, fake = data[torch.randint(len(data), (128,))], G(torch.randn(128, 2)).detach()
        opt_d.zero_grad()
        (bce(D(real), 1.0) + bce(D(fake), 0.0)).backward()
        opt_d.step()
        opt_g.zero_grad()
        bce(D(G(torch.randn(128, 2))), 1.0).backward()
    return G.eval()
