"""Wrong: chain_rule -- takes the n-th root of the product."""

# The rest is right/torch_idiom.py.


def chain_rule(conditionals):
    return conditionals.log().mean().exp()
