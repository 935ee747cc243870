"""Wrong: attention_rollout -- takes for granted that rows sum to 1."""

# The rest is right/torch_idiom.py.


def attention_rollout(attentions):
    T = attentions.size(-1)
    rollout = torch.eye(T)
    for layer in attentions:
        rollout = (0.5 * layer.mean(0) + 0.5 * torch.eye(T)) @ rollout
    return rollout
