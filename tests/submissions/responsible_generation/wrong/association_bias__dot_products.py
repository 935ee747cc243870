"""Wrong: association_bias -- dot products in place of cosines."""

# The rest is right/torch_idiom.py.


def association_bias(X, Y, A, B):
    def s(W):
        return (W @ A.T).mean(1) - (W @ B.T).mean(1)

    sx, sy = s(X), s(Y)
    return (sx.mean() - sy.mean()) / torch.cat([sx, sy]).std()
