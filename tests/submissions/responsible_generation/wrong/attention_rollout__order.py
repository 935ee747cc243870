"""Wrong: attention_rollout -- the first layer on the left."""

# The rest is right/numpy_vectorised.py.


def attention_rollout(attentions):
    A = attentions.mean(axis=1) + np.eye(attentions.shape[-1])
    A /= A.sum(axis=-1, keepdims=True)
    out = np.eye(attentions.shape[-1])
    for a in A:
        out = out @ a
    return out
