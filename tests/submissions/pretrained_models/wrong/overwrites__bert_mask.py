"""Wrong: bert_mask -- writes into tokens (its values are right)."""

# The rest is right/numpy_vectorised.py.


def bert_mask(tokens, u_select, u_action, random_tokens, mask_id, special_ids):
    chosen = (u_select < .15) & ~np.isin(tokens, special_ids)
    labels = np.where(chosen, tokens, -100)
    swap = chosen & (u_action >= .8) & (u_action < .9)
    tokens[swap] = random_tokens[swap]
    tokens[chosen & (u_action < .8)] = mask_id
    return tokens, labels
