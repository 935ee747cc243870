"""Wrong: train_classifier -- computes gradients, but forgets the step."""

# The rest is right/torch_idiom.py.


def train_classifier(X, y, num_classes, seed):
    torch.manual_seed(seed)
    net = nn.Sequential(nn.Linear(X.shape[1], 64), nn.ReLU(), nn.Linear(64, num_classes)).to(X.device)
    optimizer = torch.optim.Adam(net.parameters(), lr=5e-3)
    for epoch in range(5):
        for rows in torch.randperm(len(X), device=X.device).split(32):
            optimizer.zero_grad()
            F.cross_entropy(net(X[rows]), y[rows]).backward()
    return net.eval()
