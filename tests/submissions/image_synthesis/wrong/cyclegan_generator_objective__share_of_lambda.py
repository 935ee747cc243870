"""Wrong: cyclegan_generator_objective -- takes the identity weight for a share of the cycle weight."""

# The rest is right/numpy_loops.py.


def cyclegan_generator_objective(adversarial_g, adversarial_f, cycle, identity, lambda_cycle=10.0, lambda_identity=0.5):
    return adversarial_g + adversarial_f + lambda_cycle * cycle + lambda_cycle * lambda_identity * identity
