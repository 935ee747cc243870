"""Wrong: bert_mask -- no label for a word that stays."""

# The rest is right/numpy_loops.py.


def bert_mask(tokens, u_select, u_action, random_tokens, mask_id, special_ids):
    inputs, labels = tokens.copy(), tokens.copy()
    flat_in, flat_out = inputs.reshape(-1), labels.reshape(-1)
    us, ua, rt = u_select.reshape(-1), u_action.reshape(-1), random_tokens.reshape(-1)
    for i in range(flat_in.size):
        if int(flat_in[i]) in special_ids or us[i] >= 0.15 or ua[i] >= 0.9:
            flat_out[i] = -100
        elif ua[i] < 0.8:
            flat_in[i] = mask_id
        else:
            flat_in[i] = rt[i]
    return inputs, labels
