"""Wrong: adaptive_instance_norm -- takes the unbiased standard deviation of torch."""

# The rest is right/torch_idiom.py.


def adaptive_instance_norm(x, scale, bias, eps=1e-5):
    var, mean = torch.var_mean(x, dim=(2, 3), keepdim=True)
    return scale[..., None, None] * (x - mean) / torch.sqrt(var + eps) + bias[..., None, None]
