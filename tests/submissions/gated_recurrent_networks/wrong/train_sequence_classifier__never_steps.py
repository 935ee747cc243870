"""Wrong: train_sequence_classifier -- computes the gradients and never calls optimiser.step()."""

# The rest is right/torch_idiom.py.


def train_sequence_classifier(x, labels, num_classes, seed):
    torch.manual_seed(seed)
    model = Classifier(x.shape[-1], num_classes).to(x.device)
    optimiser = torch.optim.Adam(model.parameters(), lr=0.01)
    for epoch in range(2):
        for batch in torch.randperm(len(x), device=x.device).split(64):
            optimiser.zero_grad()
            F.cross_entropy(model(x[batch]), labels[batch]).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    return model.eval()
