"""Wrong: attention_rollout -- mixes the identity into its argument (its values are right)."""

# The rest is right/numpy_vectorised.py.


def attention_rollout(attentions):
    attentions += np.eye(attentions.shape[-1])
    A = attentions.mean(axis=1)
    A /= A.sum(axis=-1, keepdims=True)
    out = A[0]
    for a in A[1:]:
        out = a @ out
    return out
