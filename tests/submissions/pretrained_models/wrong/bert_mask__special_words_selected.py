"""Wrong: bert_mask -- ignores special_ids."""

# The rest is right/numpy_vectorised.py.


def bert_mask(tokens, u_select, u_action, random_tokens, mask_id, special_ids):
    chosen = u_select < .15
    labels = np.where(chosen, tokens, -100)
    inputs = np.where(chosen & (u_action < .8), mask_id, tokens)
    return np.where(chosen & (u_action >= .8) & (u_action < .9), random_tokens, inputs), labels
