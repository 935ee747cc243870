"""Wrong: bert_embedding -- PyTorch's eps where none is given."""

# The rest is right/torch_idiom.py.


def bert_embedding(tokens, segments, params, eps=1e-5):
    place = torch.arange(tokens.shape[1], device=tokens.device)
    x = params["token"][tokens] + params["position"][place] + params["segment"][segments]
    return F.layer_norm(x, x.shape[-1:], params["gamma"], params["beta"], eps)
