"""Wrong: fine_tuning_loss -- marks the prompt in the tokens themselves (its values are right)."""

# The rest is right/torch_idiom.py.


def fine_tuning_loss(logits, tokens, prompt_length):
    tokens[:, :prompt_length] = -100
    return F.cross_entropy(logits[:, :-1].transpose(1, 2), tokens[:, 1:], ignore_index=-100)
