"""Wrong: train_language_model -- computes the gradients and never calls optimiser.step()."""

# The rest is right/torch_idiom.py.


def train_language_model(tokens, vocab_size, context, seed):
    torch.manual_seed(seed)
    model = GPT(vocab_size, context).to(tokens.device)
    for _ in range(5):
        begin = torch.randint(len(tokens) - context, (32,), device=tokens.device)
        window = tokens[begin[:, None] + torch.arange(context + 1, device=tokens.device)]
        F.cross_entropy(model(window[:, :-1]).transpose(1, 2), window[:, 1:]).backward()
    return model.eval()
