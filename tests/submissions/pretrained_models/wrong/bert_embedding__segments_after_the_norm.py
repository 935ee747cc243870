"""Wrong: bert_embedding -- adds the segments after the layer norm."""

# The rest is right/numpy_vectorised.py.


def bert_embedding(tokens, segments, params, eps=1e-12):
    x = params["token"][tokens] + params["position"][: tokens.shape[1]]
    return params["gamma"] * standardise(x, eps) + params["beta"] + params["segment"][segments]
