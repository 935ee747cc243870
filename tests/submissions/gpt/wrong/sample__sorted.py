"""Wrong: sample -- adds the probabilities up from the largest on."""

# The rest is right/torch_idiom.py.


def sample(probabilities, u):
    values, order = probabilities.sort(descending=True)
    return order[_draw(values, u)]
