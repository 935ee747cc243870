"""Wrong: cyclegan_generator_objective -- always uses 10 and 5."""

# The rest is right/torch_idiom.py.


def cyclegan_generator_objective(adversarial_g, adversarial_f, cycle, identity, lambda_cycle=10.0, lambda_identity=5.0):
    return adversarial_g + adversarial_f + 10 * cycle + 5 * identity
