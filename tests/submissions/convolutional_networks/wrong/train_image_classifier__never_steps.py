"""Wrong: train_image_classifier -- computes the gradients and never calls optimiser.step()."""

# The rest is right/torch_idiom.py.


def train_image_classifier(images, labels, num_classes, seed):
    torch.manual_seed(seed)
    net = Net(num_classes).to(images.device)
    optimiser = torch.optim.Adam(net.parameters(), lr=3e-3)
    for batch in torch.randperm(len(images), device=images.device).split(32):
        optimiser.zero_grad()
        F.cross_entropy(net(images[batch]), labels[batch]).backward()
    return net
