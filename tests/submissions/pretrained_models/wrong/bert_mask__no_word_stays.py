"""Wrong: bert_mask -- every selected word is masked or random."""

# The rest is right/torch_idiom.py.


def bert_mask(tokens, u_select, u_action, random_tokens, mask_id, special_ids):
    special = torch.isin(tokens, torch.as_tensor(special_ids, device=tokens.device))
    selected = (u_select < 0.15) & ~special
    labels = tokens.masked_fill(~selected, -100)
    inputs = torch.where(selected, torch.where(u_action < 0.8, mask_id, random_tokens), tokens)
    return inputs, labels
