"""Wrong answers that students give to the assignment on GANs. The docstring is the hint that the student reads."""

from __future__ import annotations

import numpy as np

from reference import gan, gan_losses, gan_training
from reference import mode_coverage as modes
from reference.gan import sigmoid
from reference.gan_losses import softplus

LOG2 = np.log(2)
LEAST_KERAS = 1e-7  # where Keras cuts probabilities off before it takes a logarithm
LITTLE = 1e-8  # what many programs add to a probability before they take a logarithm
LARGEST_TORCH = 100.0  # where PyTorch cuts off minus the logarithm of a probability


def leaky(a, slope=gan.SLOPE):
    return np.where(a > 0, a, slope * a)


def two_layers(x, params, between=leaky, after=lambda a: a, biases=(1, 1)):
    """A dense layer, an activation, a dense layer, an activation."""
    hidden = between(x @ params["W1"] + biases[0] * params["b1"])
    return after(hidden @ params["W2"] + biases[1] * params["b2"])


def log(a):
    with np.errstate(all="ignore"):
        return np.log(a)


# ---- the two networks ----


class generator:
    @staticmethod
    def no_tanh(z, params):
        """You leave out the tanh of the last layer. See the handout, section 'The generator'."""
        return two_layers(z, params)

    @staticmethod
    def sigmoid_output(z, params):
        """You end with a sigmoid. The generator ends with a tanh, so that its values may be negative. See the handout, section
        'The generator'."""
        return two_layers(z, params, after=sigmoid)

    @staticmethod
    def plain_relu(z, params):
        """You use a ReLU that is 0 for negative numbers. The leaky one is 0.2 a there. See the handout, section 'The generator'."""
        return two_layers(z, params, lambda a: np.maximum(a, 0), np.tanh)

    @staticmethod
    def torch_slope(z, params):
        """Your leaky ReLU has the slope 0.01, which is PyTorch's default. Here it is 0.2. See the handout, section 'The generator'."""
        return two_layers(z, params, lambda a: leaky(a, 0.01), np.tanh)

    @staticmethod
    def keras_slope(z, params):
        """Your leaky ReLU has the slope 0.3, which is the default of Keras. Here it is 0.2. See the handout, section 'The generator'."""
        return two_layers(z, params, lambda a: leaky(a, 0.3), np.tanh)

    @staticmethod
    def slope_everywhere(z, params):
        """You multiply every number by 0.2. The leaky ReLU leaves positive numbers as they are. See the handout, section
        'The generator'."""
        return two_layers(z, params, lambda a: 0.2 * a, np.tanh)

    @staticmethod
    def no_hidden_activation(z, params):
        """You leave out the leaky ReLU between the two layers. See the handout, section 'The generator'."""
        return two_layers(z, params, lambda a: a, np.tanh)

    @staticmethod
    def tanh_everywhere(z, params):
        """You use tanh after both layers. After the first one there is a leaky ReLU. See the handout, section 'The generator'."""
        return two_layers(z, params, np.tanh, np.tanh)

    @staticmethod
    def leaky_everywhere(z, params):
        """You use the leaky ReLU after both layers. After the second one there is a tanh. See the handout, section 'The generator'."""
        return two_layers(z, params, leaky, leaky)

    @staticmethod
    def no_biases(z, params):
        """You leave out the biases. Each layer has its own. See the handout, section 'The generator'."""
        return two_layers(z, params, leaky, np.tanh, biases=(0, 0))


class discriminator:
    @staticmethod
    def probabilities(x, params):
        """You return probabilities. The answer holds logits, from before the sigmoid. See the handout, section 'The discriminator'."""
        return two_layers(x, params, after=sigmoid)[:, 0]

    @staticmethod
    def column(x, params):
        """You return a column, (N, 1). One number a row is asked for, (N,). See the handout, section 'The discriminator'."""
        return two_layers(x, params)

    @staticmethod
    def tanh_output(x, params):
        """You end with a tanh, as in the generator. A logit may be any number. See the handout, section 'The discriminator'."""
        return two_layers(x, params, after=np.tanh)[:, 0]

    @staticmethod
    def plain_relu(x, params):
        """You use a ReLU that is 0 for negative numbers. The leaky one is 0.2 a there. See the handout, section 'The discriminator'."""
        return two_layers(x, params, lambda a: np.maximum(a, 0))[:, 0]

    @staticmethod
    def torch_slope(x, params):
        """Your leaky ReLU has the slope 0.01, which is PyTorch's default. Here it is 0.2. See the handout, section
        'The discriminator'."""
        return two_layers(x, params, lambda a: leaky(a, 0.01))[:, 0]

    @staticmethod
    def keras_slope(x, params):
        """Your leaky ReLU has the slope 0.3, which is the default of Keras. Here it is 0.2. See the handout, section
        'The discriminator'."""
        return two_layers(x, params, lambda a: leaky(a, 0.3))[:, 0]

    @staticmethod
    def no_hidden_activation(x, params):
        """You leave out the leaky ReLU between the two layers. See the handout, section 'The discriminator'."""
        return two_layers(x, params, lambda a: a)[:, 0]

    @staticmethod
    def leaky_everywhere(x, params):
        """You use the leaky ReLU after the second layer too. The logits are its plain sums. See the handout, section
        'The discriminator'."""
        return two_layers(x, params, after=leaky)[:, 0]

    @staticmethod
    def no_biases(x, params):
        """You leave out the biases. Each layer has its own. See the handout, section 'The discriminator'."""
        return two_layers(x, params, biases=(0, 0))[:, 0]


# ---- the losses ----


def cut_off(logits):
    """Probabilities as Keras has them before a logarithm."""
    return np.clip(sigmoid(logits), LEAST_KERAS, 1 - LEAST_KERAS)


class discriminator_loss:
    @staticmethod
    def labels_swapped(real_logits, fake_logits):
        """You take the fake rows for real ones and the real rows for fake ones. See the handout, section
        'What the discriminator minimises'."""
        return softplus(real_logits).mean() + softplus(-fake_logits).mean()

    @staticmethod
    def wrong_sign(real_logits, fake_logits):
        """You return what the discriminator wants large. A loss is made small: change the sign. See the handout, section
        'What the discriminator minimises'."""
        return -gan_losses.discriminator_loss(real_logits, fake_logits)

    @staticmethod
    def halved(real_logits, fake_logits):
        """You take the mean of the two terms. Here it is their sum; some programs halve it, which only halves the step. See the handout,
        section 'What the discriminator minimises'."""
        return gan_losses.discriminator_loss(real_logits, fake_logits) / 2

    @staticmethod
    def one_mean_for_all(real_logits, fake_logits):
        """You take one mean over all rows, real and fake. Each of the two terms has its own mean. See the handout, section
        'What the discriminator minimises'."""
        return np.concatenate([softplus(-real_logits), softplus(fake_logits)]).mean()

    @staticmethod
    def sums(real_logits, fake_logits):
        """You add up the rows. Each of the two terms is a mean. See the handout, section 'What the discriminator minimises'."""
        return softplus(-real_logits).sum() + softplus(fake_logits).sum()

    @staticmethod
    def real_rows_only(real_logits, fake_logits):
        """You leave out the fake rows. See the handout, section 'What the discriminator minimises'."""
        return softplus(-real_logits).mean()

    @staticmethod
    def fake_rows_only(real_logits, fake_logits):
        """You leave out the real rows. See the handout, section 'What the discriminator minimises'."""
        return softplus(fake_logits).mean()

    @staticmethod
    def all_rows_real(real_logits, fake_logits):
        """You give the fake rows the label of real ones. Their term is log(1 - D), not log D. See the handout, section
        'What the discriminator minimises'."""
        return softplus(-real_logits).mean() + softplus(-fake_logits).mean()

    @staticmethod
    def logits_as_probabilities(real_logits, fake_logits):
        """You take the logarithm of a logit. Put the logits through a sigmoid first. See the handout, section
        'What the discriminator minimises'."""
        return -log(real_logits).mean() - log(1 - fake_logits).mean()

    @staticmethod
    def sigmoid_twice(real_logits, fake_logits):
        """You put the logits through the sigmoid twice. A loss "with logits" takes them as they are. See the handout, section
        'What the discriminator minimises'."""
        return gan_losses.discriminator_loss(sigmoid(real_logits), sigmoid(fake_logits))

    @staticmethod
    def like_a_critic(real_logits, fake_logits):
        """You return the loss of a Wasserstein critic. This one has a logarithm. See the handout, section
        'What the discriminator minimises'."""
        return fake_logits.mean() - real_logits.mean()

    @staticmethod
    def base_two(real_logits, fake_logits):
        """Your logarithm is to base 2. Use the natural one. See the handout, section 'What the discriminator minimises'."""
        return gan_losses.discriminator_loss(real_logits, fake_logits) / LOG2

    @staticmethod
    def log_overflows(real_logits, fake_logits):
        """Your loss is infinite where the discriminator is very sure and wrong: exp overflows, or the sigmoid is rounded to 0 or 1
        before the logarithm. Compute it from the logits. See the handout, section 'What the discriminator minimises'."""
        return -log(sigmoid(real_logits)).mean() - log(1 - sigmoid(fake_logits)).mean()

    @staticmethod
    def a_little_added(real_logits, fake_logits):
        """You add a small number to a probability before the logarithm. So a row that is very wrong costs 18 or 28, and for a logit of
        1,000 the term must be 1,000. Compute the loss from the logits. See the handout, section 'What the discriminator minimises'."""
        return -log(sigmoid(real_logits) + LITTLE).mean() - log(1 - sigmoid(fake_logits) + LITTLE).mean()

    @staticmethod
    def cut_off_like_keras(real_logits, fake_logits):
        """You cut probabilities off at 0.0000001 before the logarithm, as Keras does unless it is given `from_logits=True`. For a logit
        of 1,000 the term must be 1,000. See the handout, section 'What the discriminator minimises'."""
        return -log(cut_off(real_logits)).mean() - log(1 - cut_off(fake_logits)).mean()

    @staticmethod
    def cut_off_like_torch(real_logits, fake_logits):
        """You cut logarithms off at -100, as PyTorch's `binary_cross_entropy` does. For a logit of 1,000 the term must be 1,000: use the
        function "with logits". See the handout, section 'What the discriminator minimises'."""
        real, fake = (np.minimum(softplus(a), LARGEST_TORCH) for a in (-real_logits, fake_logits))
        return real.mean() + fake.mean()

    @staticmethod
    def hinge(real_logits, fake_logits):
        """You return the hinge loss, with a maximum of 0 and 1 - logit. This one has logarithms. See the handout, section
        'What the discriminator minimises'."""
        return np.maximum(0, 1 - real_logits).mean() + np.maximum(0, 1 + fake_logits).mean()

    @staticmethod
    def fake_term_subtracted(real_logits, fake_logits):
        """You have the wrong sign in the second term: both terms of the loss are positive. See the handout, section
        'What the discriminator minimises'."""
        return softplus(-real_logits).mean() - softplus(fake_logits).mean()


class generator_loss_minimax:
    @staticmethod
    def nonsaturating(fake_logits):
        """You return the non-saturating loss. This one is mean log(1 - D(G(z))). See the handout, section
        'What the generator minimises'."""
        return softplus(-fake_logits).mean()

    @staticmethod
    def wrong_sign(fake_logits):
        """You have the wrong sign: your generator helps the discriminator. See the handout, section 'What the generator minimises'."""
        return softplus(fake_logits).mean()

    @staticmethod
    def log_of_d(fake_logits):
        """You return mean log D(G(z)). The minimax loss has 1 - D in its logarithm. See the handout, section
        'What the generator minimises'."""
        return -softplus(-fake_logits).mean()

    @staticmethod
    def sum_of_rows(fake_logits):
        """You add up the rows. The loss is their mean. See the handout, section 'What the generator minimises'."""
        return -softplus(fake_logits).sum()

    @staticmethod
    def log_of_the_mean(fake_logits):
        """You take the mean before the logarithm. The mean comes last. See the handout, section 'What the generator minimises'."""
        return log(1 - sigmoid(fake_logits).mean())

    @staticmethod
    def sigmoid_twice(fake_logits):
        """You put the logits through the sigmoid twice. See the handout, section 'What the generator minimises'."""
        return -softplus(sigmoid(fake_logits)).mean()


class generator_loss_nonsaturating:
    @staticmethod
    def minimax(fake_logits):
        """You return the minimax loss. This one is -mean log D(G(z)). See the handout, section 'A loss that does not saturate'."""
        return -softplus(fake_logits).mean()

    @staticmethod
    def wrong_sign(fake_logits):
        """You have the wrong sign: log D is never positive, and this loss is never negative. See the handout, section
        'A loss that does not saturate'."""
        return -softplus(-fake_logits).mean()

    @staticmethod
    def label_of_fakes(fake_logits):
        """You give the fakes the label 0. The generator wants them to be taken for real: the label is 1. See the handout, section
        'A loss that does not saturate'."""
        return softplus(fake_logits).mean()

    @staticmethod
    def sum_of_rows(fake_logits):
        """You add up the rows. The loss is their mean. See the handout, section 'A loss that does not saturate'."""
        return softplus(-fake_logits).sum()

    @staticmethod
    def log_of_the_mean(fake_logits):
        """You take the mean before the logarithm. The mean comes last. See the handout, section 'A loss that does not saturate'."""
        return -log(sigmoid(fake_logits).mean())

    @staticmethod
    def sigmoid_twice(fake_logits):
        """You put the logits through the sigmoid twice. See the handout, section 'A loss that does not saturate'."""
        return softplus(-sigmoid(fake_logits)).mean()

    @staticmethod
    def a_little_added(fake_logits):
        """You add a small number to a probability before the logarithm. So a row that is very wrong costs 18 or 28, and for a logit of
        -80 the term must be 80. Compute the loss from the logits. See the handout, section 'A loss that does not saturate'."""
        return -log(sigmoid(fake_logits) + LITTLE).mean()

    @staticmethod
    def cut_off_like_keras(fake_logits):
        """You cut probabilities off at 0.0000001 before the logarithm, as Keras does unless it is given `from_logits=True`. For a logit
        of -80 the term must be 80. See the handout, section 'A loss that does not saturate'."""
        return -log(cut_off(fake_logits)).mean()


# ---- the Wasserstein GAN ----


class critic_loss:
    @staticmethod
    def wrong_way_round(real_scores, fake_scores):
        """You return mean real - mean fake, which the critic wants large. A loss is made small. See the handout, section
        'A critic'."""
        return real_scores.mean() - fake_scores.mean()

    @staticmethod
    def sums(real_scores, fake_scores):
        """You add up the rows. Both terms are means. See the handout, section 'A critic'."""
        return fake_scores.sum() - real_scores.sum()

    @staticmethod
    def sum_of_means(real_scores, fake_scores):
        """You add the two means. One is subtracted from the other. See the handout, section 'A critic'."""
        return fake_scores.mean() + real_scores.mean()

    @staticmethod
    def with_sigmoid(real_scores, fake_scores):
        """You put the scores through a sigmoid. A critic's score may be any number. See the handout, section 'A critic'."""
        return sigmoid(fake_scores).mean() - sigmoid(real_scores).mean()

    @staticmethod
    def cross_entropy(real_scores, fake_scores):
        """You return the loss of a discriminator. A critic's loss has no logarithm. See the handout, section 'A critic'."""
        return gan_losses.discriminator_loss(real_scores, fake_scores)

    @staticmethod
    def never_negative(real_scores, fake_scores):
        """You take the absolute value. The sign tells the critic which way to go. See the handout, section 'A critic'."""
        return abs(fake_scores.mean() - real_scores.mean())

    @staticmethod
    def row_by_row(real_scores, fake_scores):
        """You subtract row from row, which needs as many real rows as fake ones. Take each mean by itself. See the handout, section
        'A critic'."""
        return (fake_scores - real_scores).mean()


class generator_loss_wasserstein:
    @staticmethod
    def wrong_sign(fake_scores):
        """You have the wrong sign: the generator wants the scores of its rows to be large. See the handout, section
        'Its generator'."""
        return fake_scores.mean()

    @staticmethod
    def sum_of_rows(fake_scores):
        """You add up the rows. The loss is a mean. See the handout, section 'Its generator'."""
        return -fake_scores.sum()

    @staticmethod
    def with_sigmoid(fake_scores):
        """You put the scores through a sigmoid. A critic's score may be any number. See the handout, section 'Its generator'."""
        return -sigmoid(fake_scores).mean()

    @staticmethod
    def cross_entropy(fake_scores):
        """You return the non-saturating loss. Here there is no logarithm. See the handout, section 'Its generator'."""
        return softplus(-fake_scores).mean()


class clip_weights:
    @staticmethod
    def weights_only(params, c):
        """You leave the biases as they are. Every array is clipped. See the handout, section 'Clipping the weights'."""
        return {name: np.clip(value, -c, c) if name.startswith("W") else value for name, value in params.items()}

    @staticmethod
    def above_only(params, c):
        """You cut off what is above c only. What is below -c becomes -c. See the handout, section 'Clipping the weights'."""
        return {name: np.minimum(value, c) for name, value in params.items()}

    @staticmethod
    def from_zero(params, c):
        """You cut off what is below 0. The range is from -c to c. See the handout, section 'Clipping the weights'."""
        return {name: np.clip(value, 0, c) for name, value in params.items()}

    @staticmethod
    def always_one_hundredth(params, c):
        """You clip to 0.01 whatever c is. See the handout, section 'Clipping the weights'."""
        return {name: np.clip(value, -0.01, 0.01) for name, value in params.items()}

    @staticmethod
    def set_to_zero(params, c):
        """You set to 0 what lies outside. It becomes c or -c, whichever is nearer. See the handout, section 'Clipping the weights'."""
        return {name: np.where(np.abs(value) <= c, value, 0) for name, value in params.items()}

    @staticmethod
    def scaled_down(params, c):
        """You divide an array by its largest entry. Clipping leaves the entries between -c and c as they are. See the handout, section
        'Clipping the weights'."""
        return {name: value * min(1, c / np.abs(value).max()) for name, value in params.items()}

    @staticmethod
    def norm_clipped(params, c):
        """You scale all arrays until their common norm is c. That is how gradients are clipped; here each number is cut off by itself.
        See the handout, section 'Clipping the weights'."""
        norm = np.sqrt(sum((value**2).sum() for value in params.values()))
        return {name: value * min(1, c / norm) for name, value in params.items()}

    @staticmethod
    def signs(params, c):
        """You give every number the size c. Smaller ones stay as they are. See the handout, section 'Clipping the weights'."""
        return {name: c * np.sign(value) for name, value in params.items()}


def slopes(x, params, slope=gan.SLOPE):
    """(N, D): the gradient of the discriminator's logit at each row of x."""
    return (np.where(x @ params["W1"] + params["b1"] > 0, 1, slope) * params["W2"][:, 0]) @ params["W1"].T


def between(real, fake, u):
    return u * real + (1 - u) * fake


def penalty(gradient):
    return ((np.linalg.norm(gradient, axis=1) - 1) ** 2).mean()


class gradient_penalty:
    @staticmethod
    def u_turned_round(real, fake, u, params):
        """You give u to the fake row. The point is u real + (1 - u) fake. See the handout, section 'The gradient penalty'."""
        return penalty(slopes(between(fake, real, u), params))

    @staticmethod
    def at_the_real_rows(real, fake, u, params):
        """You take the gradient at the real rows. It is taken at points between the real and the fake ones. See the handout, section
        'The gradient penalty'."""
        return penalty(slopes(real, params))

    @staticmethod
    def at_the_fake_rows(real, fake, u, params):
        """You take the gradient at the fake rows. It is taken at points between the real and the fake ones. See the handout, section
        'The gradient penalty'."""
        return penalty(slopes(fake, params))

    @staticmethod
    def no_square_root(real, fake, u, params):
        """You leave out the square root of the norm. See the handout, section 'The gradient penalty'."""
        return (((slopes(between(real, fake, u), params) ** 2).sum(axis=1) - 1) ** 2).mean()

    @staticmethod
    def one_norm_for_all(real, fake, u, params):
        """You take one norm over the whole batch. Each row has its own. See the handout, section 'The gradient penalty'."""
        return (np.linalg.norm(slopes(between(real, fake, u), params)) - 1) ** 2

    @staticmethod
    def norm_of_the_mean(real, fake, u, params):
        """You take the norm of the mean gradient. Each row has its own norm; differentiate the sum of the logits, not their mean.
        See the handout, section 'The gradient penalty'."""
        x = between(real, fake, u)
        return penalty(slopes(x, params) / len(x))

    @staticmethod
    def mean_norm(real, fake, u, params):
        """You take the mean of the norms before you subtract 1. The squares are averaged, so the mean comes last. See the handout,
        section 'The gradient penalty'."""
        return (np.linalg.norm(slopes(between(real, fake, u), params), axis=1).mean() - 1) ** 2

    @staticmethod
    def norm_over_rows(real, fake, u, params):
        """Your norm runs over the rows, axis 0. It runs over the D values of a row. See the handout, section 'The gradient penalty'."""
        return penalty(slopes(between(real, fake, u), params).T)

    @staticmethod
    def value_by_value(real, fake, u, params):
        """You subtract 1 from every value of the gradient. First comes the norm of the row. See the handout, section
        'The gradient penalty'."""
        return ((np.abs(slopes(between(real, fake, u), params)) - 1) ** 2).mean()

    @staticmethod
    def towards_zero(real, fake, u, params):
        """You penalise the norm itself. The norm should be 1: subtract 1 first. See the handout, section 'The gradient penalty'."""
        return (slopes(between(real, fake, u), params) ** 2).sum(axis=1).mean()

    @staticmethod
    def steep_only(real, fake, u, params):
        """You let norms below 1 pass. Both too steep and too flat are penalised. See the handout, section 'The gradient penalty'."""
        norms = np.linalg.norm(slopes(between(real, fake, u), params), axis=1)
        return (np.maximum(norms - 1, 0) ** 2).mean()

    @staticmethod
    def not_squared(real, fake, u, params):
        """You do not square the difference to 1. It is squared before the mean. See the handout, section 'The gradient penalty'."""
        return np.abs(np.linalg.norm(slopes(between(real, fake, u), params), axis=1) - 1).mean()

    @staticmethod
    def sum_of_rows(real, fake, u, params):
        """You add up the rows. The penalty is their mean. See the handout, section 'The gradient penalty'."""
        return penalty(slopes(between(real, fake, u), params)) * len(real)

    @staticmethod
    def times_ten(real, fake, u, params):
        """You multiply by 10. That is the weight of the penalty in a training; the penalty itself has none. See the handout, section
        'The gradient penalty'."""
        return 10 * penalty(slopes(between(real, fake, u), params))

    @staticmethod
    def through_the_sigmoid(real, fake, u, params):
        """You differentiate the probability. A critic's score is the logit, without a sigmoid. See the handout, section
        'The gradient penalty'."""
        x = between(real, fake, u)
        chance = sigmoid(gan.discriminator(x, params))[:, None]
        return penalty(slopes(x, params) * chance * (1 - chance))

    @staticmethod
    def plain_relu(real, fake, u, params):
        """You take the slope of the leaky ReLU for 0 where its input is negative. It is 0.2 there. See the handout, section
        'The gradient penalty'."""
        return penalty(slopes(between(real, fake, u), params, 0.0))

    @staticmethod
    def no_activation(real, fake, u, params):
        """You leave out the slope of the leaky ReLU. See the handout, section 'The gradient penalty'."""
        return penalty(slopes(between(real, fake, u), params, 1.0))


# ---- the best discriminator, and the value of the game ----


def shares(p_data, p_model, neither):
    with np.errstate(all="ignore"):
        found = p_data / (p_data + p_model)
    return np.where(p_data + p_model > 0, found, neither)


class optimal_discriminator:
    @staticmethod
    def of_the_model(p_data, p_model):
        """You return the chance that a row is fake. D is the chance that it is real. See the handout, section
        'The best discriminator'."""
        return shares(p_model, p_data, 0.5)

    @staticmethod
    def nothing_over_nothing(p_data, p_model):
        """You divide 0 by 0 where neither puts anything. The answer is 0.5 there. See the handout, section 'The best discriminator'."""
        return shares(p_data, p_model, np.nan)

    @staticmethod
    def zero_for_nothing(p_data, p_model):
        """You return 0 where neither puts anything. The answer is 0.5 there. See the handout, section 'The best discriminator'."""
        return shares(p_data, p_model, 0.0)

    @staticmethod
    def ratio(p_data, p_model):
        """You divide by p_model alone. Divide by the sum of the two. See the handout, section 'The best discriminator'."""
        with np.errstate(all="ignore"):
            return np.where(p_data + p_model > 0, p_data / p_model, 0.5)

    @staticmethod
    def verdict(p_data, p_model):
        """You answer real or fake. The answer is a chance between 0 and 1. See the handout, section 'The best discriminator'."""
        return np.where(p_data > p_model, 1.0, np.where(p_data < p_model, 0.0, 0.5))

    @staticmethod
    def always_undecided(p_data, p_model):
        """You return 0.5 everywhere. It is 0.5 only where the two are equal. See the handout, section 'The best discriminator'."""
        return np.full_like(p_data, 0.5)


def divergence(p, q):
    """KL(p || q); inf where q is 0 and p is not."""
    with np.errstate(all="ignore"):
        return np.sum(p[p > 0] * np.log(p[p > 0] / q[p > 0]))


def jensen_shannon(p, q):
    return (divergence(p, (p + q) / 2) + divergence(q, (p + q) / 2)) / 2


class minimax_value:
    @staticmethod
    def divergence_alone(p_data, p_model):
        """You return 2 JSD. The value has a constant too, - log 4. See the handout, section 'The value of the game'."""
        return 2 * jensen_shannon(p_data, p_model)

    @staticmethod
    def divergence_once(p_data, p_model):
        """You take the Jensen-Shannon divergence once. It counts twice, and it is the mean of two divergences. See the handout, section
        'The value of the game'."""
        return jensen_shannon(p_data, p_model) - 2 * LOG2

    @staticmethod
    def root_of_divergence(p_data, p_model):
        """You take the Jensen-Shannon distance, as `scipy.spatial.distance.jensenshannon` gives it. Square it. See the handout, section
        'The value of the game'."""
        return 2 * np.sqrt(jensen_shannon(p_data, p_model)) - 2 * LOG2

    @staticmethod
    def log_two(p_data, p_model):
        """You subtract log 2. There are two terms, so it is log 4. See the handout, section 'The value of the game'."""
        return 2 * jensen_shannon(p_data, p_model) - LOG2

    @staticmethod
    def wrong_sign(p_data, p_model):
        """You have the wrong sign: the value is the discriminator's gain, a sum of logarithms of chances, and never positive. See the
        handout, section 'The value of the game'."""
        return 2 * LOG2 - 2 * jensen_shannon(p_data, p_model)

    @staticmethod
    def kullback_leibler(p_data, p_model):
        """You take KL(p_data || p_model). The value goes by the Jensen-Shannon divergence, which is finite. See the handout, section
        'The value of the game'."""
        return 2 * divergence(p_data, p_model) - 2 * LOG2

    @staticmethod
    def real_term_only(p_data, p_model):
        """You leave out the second term, of the made-up data. See the handout, section 'The value of the game'."""
        return divergence(p_data, (p_data + p_model) / 2) - LOG2

    @staticmethod
    def same_weights(p_data, p_model):
        """You weigh both logarithms with p_data. The second one is weighed with p_model. See the handout, section
        'The value of the game'."""
        best = shares(p_data, p_model, 0.5)
        return np.sum(p_data * log(np.where(p_data > 0, best, 1))) + np.sum(p_data * log(np.where(p_model > 0, 1 - best, 1)))

    @staticmethod
    def zero_times_infinity(p_data, p_model):
        """You multiply 0 by log 0, which gives NaN in a computer. What never happens adds nothing. See the handout, section
        'The value of the game'."""
        best = shares(p_data, p_model, 0.5)
        with np.errstate(all="ignore"):
            return np.sum(p_data * np.log(best) + p_model * np.log(1 - best))

    @staticmethod
    def base_two(p_data, p_model):
        """Your logarithm is to base 2. Use the natural one. See the handout, section 'The value of the game'."""
        return 2 * jensen_shannon(p_data, p_model) / LOG2 - 2

    @staticmethod
    def mean_over_values(p_data, p_model):
        """You take a mean over the values. The probabilities are the weights: add up. See the handout, section
        'The value of the game'."""
        return (2 * jensen_shannon(p_data, p_model) - 2 * LOG2) / len(p_data)

    @staticmethod
    def one_of_the_two(p_data, p_model):
        """You take KL(p_data || m) alone. 2 JSD is the sum of two: add KL(p_model || m). See the handout, section
        'The value of the game'."""
        return divergence(p_data, (p_data + p_model) / 2) - 2 * LOG2


# ---- one step of each ----


def pull(x, params, d_output, slope=gan.SLOPE):
    """Back through a network: (gradient of x, gradients of params), with another slope of the leaky ReLU."""
    before = x @ params["W1"] + params["b1"]
    d_before = d_output @ params["W2"].T * np.where(before > 0, 1, slope)
    hidden = leaky(before)
    found = {"W1": x.T @ d_before, "b1": d_before.sum(axis=0), "W2": hidden.T @ d_output, "b2": d_output.sum(axis=0)}
    return d_before @ params["W1"].T, found


def d_gradients(real, fake, d_params, real_share=1.0, fake_share=1.0, slope=gan.SLOPE):
    """Gradients of the discriminator's loss, with a weight for each term."""
    d_real = real_share * (sigmoid(gan.discriminator(real, d_params)) - 1) / len(real)
    d_fake = fake_share * sigmoid(gan.discriminator(fake, d_params)) / len(fake)
    one, other = pull(real, d_params, d_real[:, None], slope)[1], pull(fake, d_params, d_fake[:, None], slope)[1]
    return {name: one[name] + other[name] for name in one}


def moved(params, gradients, by):
    return {name: params[name] - by * gradients[name] for name in params}


class discriminator_step:
    @staticmethod
    def uphill(real, z, g_params, d_params, learning_rate):
        """You add the gradient. The loss is made small: subtract it. See the handout, section 'A step of the discriminator'."""
        return moved(d_params, d_gradients(real, gan.generator(z, g_params), d_params), -learning_rate)

    @staticmethod
    def labels_swapped(real, z, g_params, d_params, learning_rate):
        """You teach the discriminator that the fake rows are real and the real rows fake. See the handout, section
        'A step of the discriminator'."""
        return moved(d_params, d_gradients(gan.generator(z, g_params), real, d_params), learning_rate)

    @staticmethod
    def halved(real, z, g_params, d_params, learning_rate):
        """Your step is half as long: you halve the loss. It is the sum of two means. See the handout, section
        'A step of the discriminator'."""
        return moved(d_params, d_gradients(real, gan.generator(z, g_params), d_params), learning_rate / 2)

    @staticmethod
    def one_mean_for_all(real, z, g_params, d_params, learning_rate):
        """You take one mean over all rows, real and fake. Each of the two terms has its own mean. See the handout, section
        'A step of the discriminator'."""
        N, M = len(real), len(z)
        return moved(d_params, d_gradients(real, gan.generator(z, g_params), d_params, N / (N + M), M / (N + M)), learning_rate)

    @staticmethod
    def sums(real, z, g_params, d_params, learning_rate):
        """You add up the rows. Each of the two terms is a mean. See the handout, section 'A step of the discriminator'."""
        return moved(d_params, d_gradients(real, gan.generator(z, g_params), d_params, len(real), len(z)), learning_rate)

    @staticmethod
    def real_rows_only(real, z, g_params, d_params, learning_rate):
        """You leave out the fake rows. See the handout, section 'A step of the discriminator'."""
        return moved(d_params, d_gradients(real, real, d_params, 1.0, 0.0), learning_rate)

    @staticmethod
    def fake_rows_only(real, z, g_params, d_params, learning_rate):
        """You leave out the real rows. See the handout, section 'A step of the discriminator'."""
        return moved(d_params, d_gradients(real, gan.generator(z, g_params), d_params, 0.0, 1.0), learning_rate)

    @staticmethod
    def fakes_without_tanh(real, z, g_params, d_params, learning_rate):
        """You leave out the tanh of the generator. See the handout, section 'A step of the discriminator'."""
        return moved(d_params, d_gradients(real, two_layers(z, g_params), d_params), learning_rate)

    @staticmethod
    def like_a_critic(real, z, g_params, d_params, learning_rate):
        """You follow the loss of a Wasserstein critic. The discriminator's loss has logarithms. See the handout, section
        'A step of the discriminator'."""
        fake = gan.generator(z, g_params)
        one = pull(real, d_params, np.full((len(real), 1), -1 / len(real)))[1]
        other = pull(fake, d_params, np.full((len(fake), 1), 1 / len(fake)))[1]
        return moved(d_params, {name: one[name] + other[name] for name in one}, learning_rate)

    @staticmethod
    def plain_relu(real, z, g_params, d_params, learning_rate):
        """You take the slope of the leaky ReLU for 0 where its input is negative. It is 0.2 there. See the handout, section
        'A step of the discriminator'."""
        return moved(d_params, d_gradients(real, gan.generator(z, g_params), d_params, slope=0.0), learning_rate)

    @staticmethod
    def no_slope(real, z, g_params, d_params, learning_rate):
        """You leave out the slope of the leaky ReLU. It is 1 or 0.2. See the handout, section 'A step of the discriminator'."""
        return moved(d_params, d_gradients(real, gan.generator(z, g_params), d_params, slope=1.0), learning_rate)

    @staticmethod
    def biases_stay(real, z, g_params, d_params, learning_rate):
        """You move the weights and leave the biases where they are. See the handout, section 'A step of the discriminator'."""
        new = gan.discriminator_step(real, z, g_params, d_params, learning_rate)
        return {**new, "b1": d_params["b1"], "b2": d_params["b2"]}

    @staticmethod
    def gradients_only(real, z, g_params, d_params, learning_rate):
        """You return the gradients. The new parameters are asked for. See the handout, section 'A step of the discriminator'."""
        return d_gradients(real, gan.generator(z, g_params), d_params)

    @staticmethod
    def both_networks(real, z, g_params, d_params, learning_rate):
        """You move the generator too, and return both. This step is the discriminator's: return its new parameters alone. See the handout,
        section 'A step of the discriminator'."""
        d_logits = sigmoid(gan.discriminator(gan.generator(z, g_params), d_params)) / len(z)
        new = moved(g_params, g_gradients(z, g_params, d_params, d_logits), learning_rate)
        return new, gan.discriminator_step(real, z, g_params, d_params, learning_rate)

    @staticmethod
    def nothing_moves(real, z, g_params, d_params, learning_rate):
        """Your step changes nothing. Look at whether you return the new parameters. See the handout, section
        'A step of the discriminator'."""
        return d_params

    @staticmethod
    def no_learning_rate(real, z, g_params, d_params, learning_rate):
        """You subtract the gradient as it is. Multiply it by the learning rate. See the handout, section
        'A step of the discriminator'."""
        return moved(d_params, d_gradients(real, gan.generator(z, g_params), d_params), 1.0)


def g_gradients(z, g_params, d_params, d_logits, *, d_slope=gan.SLOPE, g_slope=gan.SLOPE, tanh=True):
    """Gradients of the generator's parameters from those of the logits, with one piece of the chain rule changed."""
    fake = gan.generator(z, g_params)
    d_fake, _ = pull(fake, d_params, d_logits[:, None], d_slope)
    return pull(z, g_params, d_fake * (1 - fake**2 if tanh else 1), g_slope)[1]


def slope_of_loss(z, g_params, d_params):
    """Gradient of the non-saturating loss with respect to the logits."""
    return (sigmoid(gan.discriminator(gan.generator(z, g_params), d_params)) - 1) / len(z)


class generator_step:
    @staticmethod
    def uphill(z, g_params, d_params, learning_rate):
        """You add the gradient. The loss is made small: subtract it. See the handout, section 'A step of the generator'."""
        return moved(g_params, g_gradients(z, g_params, d_params, slope_of_loss(z, g_params, d_params)), -learning_rate)

    @staticmethod
    def minimax(z, g_params, d_params, learning_rate):
        """You follow the minimax loss. This step follows the non-saturating one. See the handout, section 'A step of the generator'."""
        d_logits = -sigmoid(gan.discriminator(gan.generator(z, g_params), d_params)) / len(z)
        return moved(g_params, g_gradients(z, g_params, d_params, d_logits), learning_rate)

    @staticmethod
    def label_of_fakes(z, g_params, d_params, learning_rate):
        """Your generator learns to be caught: it gives its rows the label 0. The label here is 1. See the handout, section
        'A step of the generator'."""
        d_logits = sigmoid(gan.discriminator(gan.generator(z, g_params), d_params)) / len(z)
        return moved(g_params, g_gradients(z, g_params, d_params, d_logits), learning_rate)

    @staticmethod
    def like_a_critic(z, g_params, d_params, learning_rate):
        """You follow the Wasserstein loss. This step follows the non-saturating one. See the handout, section
        'A step of the generator'."""
        return moved(g_params, g_gradients(z, g_params, d_params, np.full(len(z), -1 / len(z))), learning_rate)

    @staticmethod
    def sum_of_rows(z, g_params, d_params, learning_rate):
        """You add up the rows. The loss is their mean. See the handout, section 'A step of the generator'."""
        return moved(g_params, g_gradients(z, g_params, d_params, slope_of_loss(z, g_params, d_params)), learning_rate * len(z))

    @staticmethod
    def no_slope_of_tanh(z, g_params, d_params, learning_rate):
        """You leave out the slope of the generator's tanh, 1 - tanh^2. See the handout, section 'A step of the generator'."""
        d_logits = slope_of_loss(z, g_params, d_params)
        return moved(g_params, g_gradients(z, g_params, d_params, d_logits, tanh=False), learning_rate)

    @staticmethod
    def plain_relu_in_the_generator(z, g_params, d_params, learning_rate):
        """You take the slope of the generator's leaky ReLU for 0 where its input is negative. It is 0.2 there. See the handout, section
        'A step of the generator'."""
        d_logits = slope_of_loss(z, g_params, d_params)
        return moved(g_params, g_gradients(z, g_params, d_params, d_logits, g_slope=0.0), learning_rate)

    @staticmethod
    def no_slope_in_the_generator(z, g_params, d_params, learning_rate):
        """You leave out the slope of the generator's leaky ReLU. See the handout, section 'A step of the generator'."""
        d_logits = slope_of_loss(z, g_params, d_params)
        return moved(g_params, g_gradients(z, g_params, d_params, d_logits, g_slope=1.0), learning_rate)

    @staticmethod
    def plain_relu_in_the_discriminator(z, g_params, d_params, learning_rate):
        """You take the slope of the discriminator's leaky ReLU for 0 where its input is negative. It is 0.2 there. See the handout,
        section 'A step of the generator'."""
        d_logits = slope_of_loss(z, g_params, d_params)
        return moved(g_params, g_gradients(z, g_params, d_params, d_logits, d_slope=0.0), learning_rate)

    @staticmethod
    def no_slope_in_the_discriminator(z, g_params, d_params, learning_rate):
        """You leave out the slope of the discriminator's leaky ReLU. See the handout, section 'A step of the generator'."""
        d_logits = slope_of_loss(z, g_params, d_params)
        return moved(g_params, g_gradients(z, g_params, d_params, d_logits, d_slope=1.0), learning_rate)

    @staticmethod
    def discriminator_moves_first(z, g_params, d_params, learning_rate):
        """You move the discriminator before the generator. It stays as it is in this step. See the handout, section
        'A step of the generator'."""
        fake = gan.generator(z, g_params)
        d_logits = slope_of_loss(z, g_params, d_params)
        new = moved(d_params, pull(fake, d_params, d_logits[:, None])[1], learning_rate)
        return gan.generator_step(z, g_params, new, learning_rate)

    @staticmethod
    def biases_stay(z, g_params, d_params, learning_rate):
        """You move the weights and leave the biases where they are. See the handout, section 'A step of the generator'."""
        return {**gan.generator_step(z, g_params, d_params, learning_rate), "b1": g_params["b1"], "b2": g_params["b2"]}

    @staticmethod
    def gradients_only(z, g_params, d_params, learning_rate):
        """You return the gradients. The new parameters are asked for. See the handout, section 'A step of the generator'."""
        return g_gradients(z, g_params, d_params, slope_of_loss(z, g_params, d_params))

    @staticmethod
    def both_networks(z, g_params, d_params, learning_rate):
        """You move the discriminator too, and return both. This step is the generator's: return its new parameters alone. See the handout,
        section 'A step of the generator'."""
        d_logits = slope_of_loss(z, g_params, d_params)
        new = moved(d_params, pull(gan.generator(z, g_params), d_params, d_logits[:, None])[1], learning_rate)
        return gan.generator_step(z, g_params, d_params, learning_rate), new

    @staticmethod
    def nothing_moves(z, g_params, d_params, learning_rate):
        """Your step changes nothing. Look at whether the gradient gets through to the generator, and whether you return the new
        parameters. See the handout, section 'A step of the generator'."""
        return g_params

    @staticmethod
    def no_learning_rate(z, g_params, d_params, learning_rate):
        """You subtract the gradient as it is. Multiply it by the learning rate. See the handout, section
        'A step of the generator'."""
        return moved(g_params, g_gradients(z, g_params, d_params, slope_of_loss(z, g_params, d_params)), 1.0)


# ---- modes ----


def distances(samples, centres):
    return np.linalg.norm(samples[:, None] - centres, axis=-1)


def covered(near):
    """near (N, K) -> (centres with a sample, share of samples with a centre)."""
    return int(near.any(axis=0).sum()), near.any(axis=1).mean()


class mode_coverage:
    @staticmethod
    def strictly_inside(samples, centres, radius):
        """You leave out samples whose distance is exactly the radius. They count. See the handout, section 'Counting modes'."""
        return covered(distances(samples, centres) < radius)

    @staticmethod
    def share_first(samples, centres, radius):
        """You return the share before the number of centres. See the handout, section 'Counting modes', for the order."""
        return modes.mode_coverage(samples, centres, radius)[::-1]

    @staticmethod
    def share_of_centres(samples, centres, radius):
        """You return the share of the centres that are covered. Their number is asked for. See the handout, section 'Counting modes'."""
        count, share = modes.mode_coverage(samples, centres, radius)
        return count / len(centres), share

    @staticmethod
    def number_of_samples(samples, centres, radius):
        """You return the number of samples near a centre. Their share is asked for. See the handout, section 'Counting modes'."""
        count, share = modes.mode_coverage(samples, centres, radius)
        return count, share * len(samples)

    @staticmethod
    def nearest_centre_only(samples, centres, radius):
        """You let each sample count for its nearest centre only. A centre is covered by any sample within the radius. See the handout,
        section 'Counting modes'."""
        found = distances(samples, centres)
        own = np.arange(len(centres)) == found.argmin(axis=1)[:, None]
        return covered((found <= radius) & own)

    @staticmethod
    def sample_counts_twice(samples, centres, radius):
        """You count a sample once for each centre that is near. In the share it counts once. See the handout, section
        'Counting modes'."""
        near = distances(samples, centres) <= radius
        return covered(near)[0], near.sum() / len(samples)

    @staticmethod
    def squared_distance(samples, centres, radius):
        """You compare the squared distance with the radius. Take the square root first. See the handout, section 'Counting modes'."""
        return covered(distances(samples, centres) ** 2 <= radius)

    @staticmethod
    def value_by_value(samples, centres, radius):
        """You compare each coordinate with the radius. The distance is Euclidean: a circle, not a square. See the handout, section
        'Counting modes'."""
        return covered(np.abs(samples[:, None] - centres).max(axis=-1) <= radius)

    @staticmethod
    def sum_of_differences(samples, centres, radius):
        """You add up the differences of the coordinates. The distance is Euclidean. See the handout, section 'Counting modes'."""
        return covered(np.abs(samples[:, None] - centres).sum(axis=-1) <= radius)

    @staticmethod
    def all_nearest(samples, centres, radius):
        """You count every sample, however far its nearest centre is. Only samples within the radius count. See the handout, section
        'Counting modes'."""
        return len(set(distances(samples, centres).argmin(axis=1).tolist())), 1.0

    @staticmethod
    def half_the_radius(samples, centres, radius):
        """You count samples up to half the radius only. A sample may be as far from the centre as the radius. See the handout, section
        'Counting modes'."""
        return covered(distances(samples, centres) <= radius / 2)

    @staticmethod
    def centres_in_the_share(samples, centres, radius):
        """Your share is that of the centres that are covered. The second number is the share of the samples. See the handout, section
        'Counting modes'."""
        count, _ = modes.mode_coverage(samples, centres, radius)
        return count, count / len(centres)

    @staticmethod
    def divided_by_the_centres(samples, centres, radius):
        """You divide the number of near samples by the number of centres. Divide it by the number of samples. See the handout, section
        'Counting modes'."""
        count, share = modes.mode_coverage(samples, centres, radius)
        return count, share * len(samples) / len(centres)


# ---- training ----


def copied(model, z):
    """Rows of an array, chosen by the noise."""
    return model[(np.abs(z[:, 0]) * 9973).astype(int) % len(model)]


class train_gan:
    class untrained:
        """Your generator makes samples as if it were not trained. Look at whether its optimiser changes the parameters that you sample
        with. See the handout, section 'Learning eight modes'."""

        @staticmethod
        def train_gan(data, seed):
            return gan_training.train(data, np.random.default_rng(seed), 1)

    class little_training:
        """Your samples have left the start and not arrived. Go on for longer, or with larger steps. See the handout, section
        'Learning eight modes'."""

        @staticmethod
        def train_gan(data, seed):
            return gan_training.train(data, np.random.default_rng(seed), 100)

    class generator_alone:
        """Your samples lie in one place: mode collapse. The generator has learned against a discriminator that stands still. Let the two
        take turns, one step each. See the handout, section 'Learning eight modes'."""

        @staticmethod
        def train_gan(data, seed):
            return gan_training.train(data, np.random.default_rng(seed), 100, maker_steps=20)

    class one_mode:
        """All your samples are of one mode: mode collapse. Many of them are good, and seven modes have none. See the handout, section
        'Learning eight modes'."""

        @staticmethod
        def train_gan(data, seed):
            return data[np.linalg.norm(data - data[0], axis=1) < 1]

        @staticmethod
        def sample_gan(model, z):
            return copied(model, z)

    class some_modes:
        """Some modes have no sample: mode collapse. Look at a plot of your samples during the training. See the handout, section
        'Learning eight modes'."""

        @staticmethod
        def train_gan(data, seed):
            return data[np.abs(data[:, 0] - data[0, 0]) < 0.3]

        @staticmethod
        def sample_gan(model, z):
            return copied(model, z)

    class gaussian:
        """Your samples have the mean and the spread of the data and not their shape: they fill the middle, where there are no data. See the
        handout, section 'Learning eight modes'."""

        @staticmethod
        def train_gan(data, seed):
            return data.mean(axis=0), np.linalg.cholesky(np.cov(data, rowvar=False))

        @staticmethod
        def sample_gan(model, z):
            mean, root = model
            return mean + z @ root.T

    class whole_ring:
        """Your samples are spread over the whole circle. The data lie in eight places on it: train for longer, and let the noise on the
        data fall to 0. See the handout, section 'Learning eight modes'."""

        @staticmethod
        def train_gan(data, seed):
            return np.linalg.norm(data, axis=1).mean()

        @staticmethod
        def sample_gan(model, z):
            return model * z / np.linalg.norm(z, axis=1, keepdims=True)

    class noise_stays:
        """Your samples are near the modes and too far spread. Noise that you put on the data has to fall to 0. See the handout, section
        'Learning eight modes'."""

        @staticmethod
        def train_gan(data, seed):
            return data

        @staticmethod
        def sample_gan(model, z):
            return copied(model, z) + 0.3 * z


class sample_gan:
    class not_scaled_back:
        """Your samples are not on the scale of the data. If you divide the data for the training, multiply the samples again. See the
        handout, section 'Drawing samples'."""

        @staticmethod
        def train_gan(data, seed):
            return data / np.abs(data).max()

        @staticmethod
        def sample_gan(model, z):
            return copied(model, z)

    class own_noise:
        """Your samples do not come from z: you draw noise of your own, or take rows as they lie. Each row of z gives one sample, the same
        one wherever the row stands. See the handout, section 'Drawing samples'."""

        @staticmethod
        def train_gan(data, seed):
            return data

        @staticmethod
        def sample_gan(model, z):
            return model[np.random.default_rng(0).permutation(len(model))[: len(z)]]

    class half_of_them:
        """You return fewer samples than z has rows. Each row of z gives one. See the handout, section 'Drawing samples'."""

        @staticmethod
        def train_gan(data, seed):
            return data

        @staticmethod
        def sample_gan(model, z):
            return copied(model, z)[::2]

    class one_sample:
        """All your samples are the same one. Each row of z gives one. See the handout, section 'Drawing samples'."""

        @staticmethod
        def train_gan(data, seed):
            return data

        @staticmethod
        def sample_gan(model, z):
            return np.repeat(model[:1], len(z), axis=0)

    class transposed:
        """Your samples are the columns. They are asked for as rows, (N, 2). See the handout, section 'Drawing samples'."""

        @staticmethod
        def train_gan(data, seed):
            return data

        @staticmethod
        def sample_gan(model, z):
            return copied(model, z).T

    class noise_itself:
        """You return the noise. It goes through the generator first. See the handout, section 'Drawing samples'."""

        @staticmethod
        def train_gan(data, seed):
            return None

        @staticmethod
        def sample_gan(model, z):
            return z

    class verdicts:
        """You return what the discriminator says of the samples. The samples are asked for. See the handout, section 'Drawing samples'."""

        @staticmethod
        def train_gan(data, seed):
            return data

        @staticmethod
        def sample_gan(model, z):
            return np.ones(len(z))

    class mean_of_the_data:
        """All your samples lie in the middle of the data, where there are none. See the handout, section 'Drawing samples'."""

        @staticmethod
        def train_gan(data, seed):
            return data.mean(axis=0)

        @staticmethod
        def sample_gan(model, z):
            return np.repeat(model[None], len(z), axis=0)
