"""Wrong: language_model_logits -- attention without a mask, so that every position sees its goal."""

# The rest is right/torch_idiom.py.


class Bidirectional(GPT):
    def forward(self, tokens):
        x = self.token(tokens) + self.position(torch.arange(tokens.shape[1], device=tokens.device))
        return self.head(self.norm(self.blocks(x)))


def train_language_model(tokens, vocab_size, context, seed):
    torch.manual_seed(seed)
    model = Bidirectional(vocab_size, context).to(tokens.device)
    optimiser = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for _ in range(60):
        begin = torch.randint(len(tokens) - context, (32,), device=tokens.device)
        window = tokens[begin[:, None] + torch.arange(context + 1, device=tokens.device)]
        loss = F.cross_entropy(model(window[:, :-1]).transpose(1, 2), window[:, 1:])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return model.eval()
