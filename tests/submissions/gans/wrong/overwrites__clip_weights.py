"""Wrong: clip_weights -- clips the arrays that it is given (its values are right)."""

# The rest is right/torch_idiom.py.


def clip_weights(params, c):
    for w in params.values():
        w.clamp_(-c, c)
    return params
