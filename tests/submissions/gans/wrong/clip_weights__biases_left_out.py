"""Wrong: clip_weights -- clips the weights only."""

# The rest is right/torch_idiom.py.


def clip_weights(params, c):
    return {name: w.clamp(-c, c) if name.startswith("W") else w for name, w in params.items()}
