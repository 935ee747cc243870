"""Wrong answers that students give to the assignment on deep neural networks. The docstring is the hint that the student reads."""

from __future__ import annotations

import numpy as np

from reference import activations, classifier, optimizers
from reference import multilayer_perceptron as mlp
from reference.activations import sigmoid


def instead(x, wanted, name, wrong):
    """The right activation, but for one name."""
    if name != wanted:
        return activations.activation(x, name)
    with np.errstate(all="ignore"):
        return wrong(x)


class activation:
    @staticmethod
    def sigmoid_sign(x, name):
        """Your sigmoid falls where it should rise: the exponent is -x, not x. See the handout, section 'Activation functions'."""
        return instead(x, "sigmoid", name, lambda a: 1 / (1 + np.exp(a)))

    @staticmethod
    def sigmoid_overflows(x, name):
        """Your sigmoid gives NaN for large x, because exp overflows above and below the fraction. Write it so that it stays finite for
        1,000 and for -1,000. See the handout, section 'Activation functions'."""
        return instead(x, "sigmoid", name, lambda a: np.exp(a) / (1 + np.exp(a)))

    @staticmethod
    def tanh_overflows(x, name):
        """Your tanh gives NaN for large x, because exp overflows above and below the fraction. Your library has a tanh that does not. See
        the handout, section 'Activation functions'."""
        return instead(x, "tanh", name, lambda a: (np.exp(a) - np.exp(-a)) / (np.exp(a) + np.exp(-a)))

    @staticmethod
    def tanh_is_a_stretched_sigmoid(x, name):
        """Your tanh is 2 * sigmoid(x) - 1, which rises half as fast: tanh(x) is 2 * sigmoid(2 x) - 1. See the handout, section
        'Activation functions'."""
        return instead(x, "tanh", name, lambda a: 2 * sigmoid(a) - 1)

    @staticmethod
    def relu_of_size(x, name):
        """Your relu turns negative numbers into positive ones. They become 0. See the handout, section 'Activation functions'."""
        return instead(x, "relu", name, np.abs)

    @staticmethod
    def relu_stops_at_six(x, name):
        """Your relu stops at 6, like the ReLU6 of some libraries. It gives every positive number as it is. See the handout, section
        'Activation functions'."""
        return instead(x, "relu", name, lambda a: np.clip(a, 0, 6))

    @staticmethod
    def relu_step(x, name):
        """Your relu gives 1 for every positive number. It gives the number itself: 1 is its derivative. See the handout, section
        'Activation functions'."""
        return instead(x, "relu", name, lambda a: (a > 0) * 1.0)

    @staticmethod
    def leaky_relu_does_not_leak(x, name):
        """Your leaky_relu is a relu: it gives 0 for negative numbers. See the handout, section 'Activation functions', for its
        slope there."""
        return instead(x, "leaky_relu", name, lambda a: np.maximum(a, 0))

    @staticmethod
    def leaky_relu_of_keras(x, name):
        """Your leaky_relu has the slope 0.3 below 0, which is the default of the Keras layer. See the handout, section
        'Activation functions', for the slope here."""
        return instead(x, "leaky_relu", name, lambda a: np.maximum(a, 0.3 * a))

    @staticmethod
    def leaky_relu_of_tensorflow(x, name):
        """Your leaky_relu has the slope 0.2 below 0, which is the default of tf.nn.leaky_relu. See the handout, section
        'Activation functions', for the slope here."""
        return instead(x, "leaky_relu", name, lambda a: np.maximum(a, 0.2 * a))

    @staticmethod
    def leaky_relu_leaks_too_much(x, name):
        """Your leaky_relu has the slope 0.1 below 0. See the handout, section 'Activation functions', for the slope here."""
        return instead(x, "leaky_relu", name, lambda a: np.maximum(a, 0.1 * a))

    @staticmethod
    def softmax_overflows(x, name):
        """Your softmax gives NaN for large x, because exp overflows, or all powers are 0. Subtract the largest number of each row first:
        the shares stay the same. See the handout, section 'Activation functions'."""
        return instead(x, "softmax", name, lambda a: np.exp(a) / np.exp(a).sum(axis=-1, keepdims=True))

    @staticmethod
    def softmax_subtracts_one_maximum(x, name):
        """You subtract the largest number of the whole array. A row that lies far below it then has nothing but zeros to share. Subtract
        the largest number of each row. See the handout, section 'Activation functions'."""
        powers = np.exp(x - x.max())
        return instead(x, "softmax", name, lambda a: powers / powers.sum(axis=-1, keepdims=True))

    @staticmethod
    def softmax_along_first_axis(x, name):
        """Your softmax runs along the first axis: the columns sum to 1. See the handout, section 'Activation functions', for the axis."""
        return instead(x, "softmax", name, lambda a: np.swapaxes(activations.softmax(np.swapaxes(a, 0, -1)), 0, -1))

    @staticmethod
    def softmax_along_second_axis(x, name):
        """Your softmax runs along axis 1, which is the last one only if there are two. See the handout, section 'Activation functions'."""
        return instead(x, "softmax", name, lambda a: np.swapaxes(activations.softmax(np.swapaxes(a, 1, -1)), 1, -1))

    @staticmethod
    def softmax_of_everything(x, name):
        """Your softmax divides by the sum of the whole array. Every row has its own sum. See the handout, section
        'Activation functions'."""
        return instead(x, "softmax", name, lambda a: np.exp(a - a.max()) / np.exp(a - a.max()).sum())

    @staticmethod
    def softmax_as_logarithm(x, name):
        """You return the logarithm of the softmax. The shares themselves are asked for. See the handout, section 'Activation functions'."""
        return instead(x, "softmax", name, lambda a: a - np.logaddexp.reduce(a, axis=-1, keepdims=True))

    @staticmethod
    def softmax_without_sum(x, name):
        """Your softmax gives the powers, but not their shares: divide each row by its sum. See the handout, section
        'Activation functions'."""
        return instead(x, "softmax", name, lambda a: np.exp(a - a.max(axis=-1, keepdims=True)))

    @staticmethod
    def unknown_is_linear(x, name):
        """You return x where you do not know the name. A name that is none of the six raises ValueError. See the handout, section
        'Activation functions'."""
        known = (*KNOWN, "softmax")
        return activations.activation(x, name) if name in known else x


KNOWN = ("linear", "sigmoid", "tanh", "relu", "leaky_relu")


def slope_instead(x, wanted, name, wrong):
    """The right derivative, but for one name."""
    return wrong(x) if name == wanted else activations.activation_gradient(x, name)


class activation_gradient:
    @staticmethod
    def of_the_output(x, name):
        """You take x for what comes out of the activation. Here it is what goes in: compute s = sigmoid(x) or t = tanh(x) first. See the
        handout, section 'Their derivatives'."""
        wrong = {"sigmoid": lambda a: a * (1 - a), "tanh": lambda a: 1 - a**2}
        return wrong[name](x) if name in wrong else activations.activation_gradient(x, name)

    @staticmethod
    def the_activation_itself(x, name):
        """You return the activation in place of its derivative. See the handout, section 'Their derivatives'."""
        activations.activation_gradient(x, name)  # which refuses the same names
        return activations.activation(x, name)

    @staticmethod
    def sigmoid_sign(x, name):
        """Your derivative of the sigmoid has the wrong sign. The sigmoid rises everywhere. See the handout, section 'Their derivatives'."""
        return slope_instead(x, "sigmoid", name, lambda a: sigmoid(a) * (sigmoid(a) - 1))

    @staticmethod
    def sigmoid_half(x, name):
        """Your derivative of the sigmoid is 1 - s. A factor of s is missing. See the handout, section 'Their derivatives'."""
        return slope_instead(x, "sigmoid", name, lambda a: 1 - sigmoid(a))

    @staticmethod
    def tanh_not_squared(x, name):
        """Your derivative of tanh is 1 - t. The t is squared. See the handout, section 'Their derivatives'."""
        return slope_instead(x, "tanh", name, lambda a: 1 - np.tanh(a))

    @staticmethod
    def tanh_as_sigmoid(x, name):
        """Your derivative of tanh is t * (1 - t), the formula of the sigmoid. See the handout, section 'Their derivatives'."""
        return slope_instead(x, "tanh", name, lambda a: np.tanh(a) * (1 - np.tanh(a)))

    @staticmethod
    def relu_one_at_zero(x, name):
        """Your derivative of relu is 1 at x = 0. Here it is 0 there: ask for x > 0, not for x >= 0. See the handout, section
        'Their derivatives'."""
        return slope_instead(x, "relu", name, lambda a: np.where(a >= 0, 1.0, 0.0))

    @staticmethod
    def relu_half_at_zero(x, name):
        """Your derivative of relu is 1/2 at x = 0. Here it is 0 there. See the handout, section 'Their derivatives'."""
        return slope_instead(x, "relu", name, lambda a: np.heaviside(a, 0.5))

    @staticmethod
    def relu_stays(x, name):
        """Your derivative of relu gives x where x is positive. The slope there is 1. See the handout, section 'Their derivatives'."""
        return slope_instead(x, "relu", name, lambda a: np.maximum(a, 0))

    @staticmethod
    def leaky_relu_one_at_zero(x, name):
        """Your derivative of leaky_relu is 1 at x = 0. Here it is the smaller slope there: ask for x > 0, not for x >= 0. See the handout,
        section 'Their derivatives'."""
        return slope_instead(x, "leaky_relu", name, lambda a: np.where(a >= 0, 1.0, 0.01))

    @staticmethod
    def leaky_relu_does_not_leak(x, name):
        """Your derivative of leaky_relu is 0 for negative numbers. It has a small slope there. See the handout, section
        'Their derivatives'."""
        return slope_instead(x, "leaky_relu", name, lambda a: np.where(a > 0, 1.0, 0.0))

    @staticmethod
    def leaky_relu_zero_at_zero(x, name):
        """Your derivative of leaky_relu is 0 at x = 0. Only that of relu is 0 there. See the handout, section 'Their derivatives'."""
        return slope_instead(x, "leaky_relu", name, lambda a: np.where(a > 0, 1.0, np.where(a < 0, 0.01, 0.0)))

    @staticmethod
    def leaky_relu_of_keras(x, name):
        """Your leaky_relu has the slope 0.3 below 0, which is the default of the Keras layer. See the handout, section
        'Activation functions', for the slope here."""
        return slope_instead(x, "leaky_relu", name, lambda a: np.where(a > 0, 1.0, 0.3))

    @staticmethod
    def leaky_relu_of_tensorflow(x, name):
        """Your leaky_relu has the slope 0.2 below 0, which is the default of tf.nn.leaky_relu. See the handout, section
        'Activation functions', for the slope here."""
        return slope_instead(x, "leaky_relu", name, lambda a: np.where(a > 0, 1.0, 0.2))

    @staticmethod
    def leaky_relu_leaks_too_much(x, name):
        """Your leaky_relu has the slope 0.1 below 0. See the handout, section 'Activation functions', for the slope here."""
        return slope_instead(x, "leaky_relu", name, lambda a: np.where(a > 0, 1.0, 0.1))

    @staticmethod
    def leaky_relu_times_x(x, name):
        """Your derivative of leaky_relu gives 0.01 * x where x is negative. The slope there is the factor alone. See the handout, section
        'Their derivatives'."""
        return slope_instead(x, "leaky_relu", name, lambda a: np.where(a > 0, 1.0, 0.01 * a))

    @staticmethod
    def linear_is_flat(x, name):
        """Your derivative of linear is 0. A straight line y = x has the slope 1. See the handout, section 'Their derivatives'."""
        return slope_instead(x, "linear", name, np.zeros_like)

    @staticmethod
    def one_number(x, name):
        """Your derivative of linear is a single 1. An array in the shape of x is asked for. See the handout, section
        'Their derivatives'."""
        return slope_instead(x, "linear", name, lambda a: 1.0)

    @staticmethod
    def softmax_summed(x, name):
        """You differentiate the sum of the softmax. That sum is always 1, so you get zeros. There is no derivative element by element:
        raise ValueError. See the handout, section 'Their derivatives'."""
        return slope_instead(x, "softmax", name, np.zeros_like)

    @staticmethod
    def softmax_diagonal(x, name):
        """You give p * (1 - p) for the softmax. There is no derivative element by element, since every output depends on every input: raise
        ValueError. See the handout, section 'Their derivatives'."""
        return slope_instead(x, "softmax", name, lambda a: activations.softmax(a) * (1 - activations.softmax(a)))

    @staticmethod
    def unknown_is_one(x, name):
        """You return ones where you do not know the name. Raise ValueError there, and for the softmax. See the handout, section
        'Their derivatives'."""
        return activations.activation_gradient(x, name) if name in KNOWN else np.ones_like(x)


class dense_forward:
    @staticmethod
    def single_axis_dropped(x, W, b):
        """You drop an axis of size 1. The answer has the shape (N, H), for a single row and for a single output too. See the handout,
        section 'A dense layer'."""
        return np.squeeze(x @ W + b)

    @staticmethod
    def no_bias(x, W, b):
        """You leave out the bias. See the handout, section 'A dense layer'."""
        return x @ W

    @staticmethod
    def bias_subtracted(x, W, b):
        """You subtract the bias. It is added. See the handout, section 'A dense layer'."""
        return x @ W - b

    @staticmethod
    def bias_a_row(x, W, b):
        """You give each row of the answer a bias. The biases belong to the columns, one for each output of the layer. See the handout,
        section 'A dense layer'."""
        return x @ W + b[:, None]

    @staticmethod
    def one_bias(x, W, b):
        """You add the sum of all biases everywhere. Each output of the layer has its own bias. See the handout, section 'A dense layer'."""
        return x @ W + b.sum()

    @staticmethod
    def transposed_weights(x, W, b):
        """You multiply with the transposed W, as torch.nn.Linear stores it. Here W is (D, H). See the handout, section 'A dense layer'."""
        return x @ W.T + b

    @staticmethod
    def examples_in_columns(x, W, b):
        """Your answer is transposed: its columns are the examples. Rows are examples here. See the handout, section 'A dense layer'."""
        return (x @ W + b).T

    @staticmethod
    def relu_after(x, W, b):
        """You apply a ReLU to the answer. A dense layer has no activation of its own here. See the handout, section 'A dense layer'."""
        return np.maximum(x @ W + b, 0)


class dense_backward:
    @staticmethod
    def averaged(dy, x, W):
        """You divide by the number of rows. In dW and db the rows' gradients are summed: dy has the loss's own scale already. See the
        handout, section 'Back through a dense layer'."""
        return dy @ W.T, x.T @ dy / len(x), dy.mean(axis=0)

    @staticmethod
    def bias_averaged(dy, x, W):
        """You take the mean of dy for the bias. Its rows are summed. See the handout, section 'Back through a dense layer'."""
        return dy @ W.T, x.T @ dy, dy.mean(axis=0)

    @staticmethod
    def bias_not_summed(dy, x, W):
        """You return dy as the gradient of the bias. Every row of the batch uses the same bias: sum over the rows. See the handout, section
        'Back through a dense layer'."""
        return dy @ W.T, x.T @ dy, dy

    @staticmethod
    def bias_summed_over_outputs(dy, x, W):
        """You sum dy over the outputs. The gradient of the bias is the sum over the rows. See the handout, section
        'Back through a dense layer'."""
        return dy @ W.T, x.T @ dy, dy.sum(axis=1)

    @staticmethod
    def bias_as_a_row(dy, x, W):
        """Your gradient of the bias has shape (1, H). It is shaped like b, (H,). See the handout, section 'Back through a dense layer'."""
        return dy @ W.T, x.T @ dy, dy.sum(axis=0, keepdims=True)

    @staticmethod
    def weights_first(dy, x, W):
        """You return dW before dx. See the handout, section 'Back through a dense layer', for the order."""
        return x.T @ dy, dy @ W.T, dy.sum(axis=0)

    @staticmethod
    def input_last(dy, x, W):
        """You return dx at the end. See the handout, section 'Back through a dense layer', for the order."""
        return x.T @ dy, dy.sum(axis=0), dy @ W.T

    @staticmethod
    def weights_not_transposed(dy, x, W):
        """You multiply dy with W itself for dx. The shapes (N, H) and (D, H) ask for the transposed one. See the handout, section
        'Back through a dense layer'."""
        return dy @ W, x.T @ dy, dy.sum(axis=0)

    @staticmethod
    def weight_gradient_transposed(dy, x, W):
        """Your dW is transposed: it has shape (H, D). It is shaped like W. See the handout, section 'Back through a dense layer'."""
        return dy @ W.T, dy.T @ x, dy.sum(axis=0)

    @staticmethod
    def ignores_dy(dy, x, W):
        """You do not use dy: you differentiate the sum of the outputs. The chain rule multiplies with dy. See the handout, section
        'Back through a dense layer'."""
        return mlp.dense_backward(np.ones_like(dy), x, W)


class mse_loss:
    @staticmethod
    def half(prediction, target):
        """You take half of the mean. That makes the gradient shorter to write, but here there is no factor of 1/2. See the handout, section
        'The mean squared error'."""
        error = prediction - target
        return (error**2).mean() / 2, error / error.size

    @staticmethod
    def half_in_the_gradient(prediction, target):
        """Your gradient lacks the factor of 2 that the square brings. See the handout, section 'The mean squared error'."""
        error = prediction - target
        return (error**2).mean(), error / error.size

    @staticmethod
    def summed(prediction, target):
        """You sum the squared errors. Their mean is asked for. See the handout, section 'The mean squared error'."""
        error = prediction - target
        return (error**2).sum(), 2 * error

    @staticmethod
    def mean_of_the_rows(prediction, target):
        """You divide by the number of rows only. The mean is over all elements. See the handout, section 'The mean squared error'."""
        error = prediction - target
        return (error**2).sum() / len(error), 2 * error / len(error)

    @staticmethod
    def gradient_over_the_rows(prediction, target):
        """Your loss is the mean over all elements, but your gradient is divided by the number of rows only. See the handout, section
        'The mean squared error'."""
        error = prediction - target
        return (error**2).mean(), 2 * error / len(error)

    @staticmethod
    def gradient_not_divided(prediction, target):
        """Your gradient is that of the sum. The loss is a mean, and its gradient is divided too. See the handout, section
        'The mean squared error'."""
        error = prediction - target
        return (error**2).mean(), 2 * error

    @staticmethod
    def gradient_sign(prediction, target):
        """Your gradient has the wrong sign. The loss grows where the prediction, which is too large, grows. See the handout, section
        'The mean squared error'."""
        error = prediction - target
        return (error**2).mean(), -2 * error / error.size

    @staticmethod
    def root(prediction, target):
        """You take the root of the mean. The mean squared error has none. See the handout, section 'The mean squared error'."""
        error = prediction - target
        loss = np.sqrt((error**2).mean())
        return loss, error / error.size / loss

    @staticmethod
    def absolute(prediction, target):
        """You take the absolute errors. They are squared. See the handout, section 'The mean squared error'."""
        error = prediction - target
        return np.abs(error).mean(), np.sign(error) / error.size

    @staticmethod
    def loss_a_column(prediction, target):
        """Your loss has one number a column. It is one number, the mean over all elements. See the handout, section
        'The mean squared error'."""
        error = prediction - target
        return (error**2).mean(axis=0), 2 * error / error.size

    @staticmethod
    def gradient_first(prediction, target):
        """You return the gradient before the loss. See the handout, section 'The mean squared error', for the order."""
        loss, gradient = mlp.mse_loss(prediction, target)
        return gradient, loss

    @staticmethod
    def no_gradient(prediction, target):
        """You return the loss alone. The pair (loss, gradient) is asked for. See the handout, section 'The mean squared error'."""
        return mlp.mse_loss(prediction, target)[0]


def one_hot(labels, num_classes):
    return np.eye(num_classes)[labels]


class cross_entropy_loss:
    @staticmethod
    def summed(logits, labels):
        """You sum over the rows. The mean is asked for, of the loss and so of the gradient too. See the handout, section
        'Cross-entropy'."""
        loss, gradient = mlp.cross_entropy_loss(logits, labels)
        return loss * len(labels), gradient * len(labels)

    @staticmethod
    def gradient_summed(logits, labels):
        """Your loss is a mean, but your gradient is that of the sum: divide it by the number of rows. See the handout, section
        'Cross-entropy'."""
        loss, gradient = mlp.cross_entropy_loss(logits, labels)
        return loss, gradient * len(labels)

    @staticmethod
    def mean_of_all_entries(logits, labels):
        """You divide by the number of rows times the number of classes. Each row counts once. See the handout, section 'Cross-entropy'."""
        loss, gradient = mlp.cross_entropy_loss(logits, labels)
        return loss / logits.shape[1], gradient / logits.shape[1]

    @staticmethod
    def sign(logits, labels):
        """Your loss has the wrong sign: you take the mean of log p. See the handout, section 'Cross-entropy'."""
        loss, gradient = mlp.cross_entropy_loss(logits, labels)
        return -loss, gradient

    @staticmethod
    def gradient_sign(logits, labels):
        """Your gradient has the wrong sign. A larger score of the right class makes the loss smaller. See the handout, section
        'Cross-entropy'."""
        loss, gradient = mlp.cross_entropy_loss(logits, labels)
        return loss, -gradient

    @staticmethod
    def softmax_twice(logits, labels):
        """You take the softmax twice: your loss takes one itself, so hand it the logits. See the handout, section 'Cross-entropy'."""
        p = activations.softmax(logits)
        loss, dp = mlp.cross_entropy_loss(p, labels)
        return loss, p * (dp - (p * dp).sum(axis=1, keepdims=True))

    @staticmethod
    def logits_are_probabilities(logits, labels):
        """You take the softmax twice, and your gradient goes back through the second one only. See the handout, section 'Cross-entropy'."""
        return mlp.cross_entropy_loss(activations.softmax(logits), labels)

    @staticmethod
    def no_softmax(logits, labels):
        """You take the logits for logarithms of probabilities. They become probabilities through a softmax. See the handout, section
        'Cross-entropy'."""
        chosen = one_hot(labels, logits.shape[1])
        return -(logits * chosen).sum() / len(labels), (logits - chosen) / len(labels)

    @staticmethod
    def base_two(logits, labels):
        """Your logarithm is to base 2. It is the natural one here. See the handout, section 'Cross-entropy'."""
        loss, gradient = mlp.cross_entropy_loss(logits, labels)
        return loss / np.log(2), gradient

    @staticmethod
    def softmax_over_the_rows(logits, labels):
        """Your softmax runs over the rows of the batch. The classes of each row share the probability. See the handout, section
        'Cross-entropy'."""
        p = activations.softmax(logits.T).T
        return -np.log(p[np.arange(len(labels)), labels]).mean(), (p - one_hot(labels, p.shape[1])) / len(labels)

    @staticmethod
    def gradient_without_label(logits, labels):
        """Your gradient is the probabilities alone. At the right class 1 is subtracted. See the handout, section 'Cross-entropy'."""
        return mlp.cross_entropy_loss(logits, labels)[0], activations.softmax(logits) / len(labels)

    @staticmethod
    def gradient_of_probabilities(logits, labels):
        """You differentiate with respect to the probabilities: -1 / p at the right class. The gradient with respect to the logits is asked
        for, so go back through the softmax too. See the handout, section 'Cross-entropy'."""
        p = activations.softmax(logits)
        return mlp.cross_entropy_loss(logits, labels)[0], -one_hot(labels, p.shape[1]) / p / len(labels)

    @staticmethod
    def labels_from_one(logits, labels):
        """You take the labels to begin with 1. They begin with 0. See the handout, section 'Cross-entropy'."""
        return mlp.cross_entropy_loss(logits, labels - 1)

    @staticmethod
    def every_class_for_itself(logits, labels):
        """You add the loss of a yes-or-no question for every class. Only the right class's probability counts. See the handout, section
        'Cross-entropy'."""
        p, chosen = activations.softmax(logits), one_hot(labels, logits.shape[1])
        with np.errstate(all="ignore"):
            loss = -np.log(np.where(chosen == 1, p, 1 - p)).sum() / len(labels)
        return loss, (p - chosen) / len(labels)

    @staticmethod
    def loss_a_row(logits, labels):
        """Your loss has one number a row. Their mean is asked for. See the handout, section 'Cross-entropy'."""
        losses = [mlp.cross_entropy_loss(logits[i : i + 1], labels[i : i + 1])[0] for i in range(len(labels))]
        return np.array(losses), mlp.cross_entropy_loss(logits, labels)[1]

    @staticmethod
    def overflows(logits, labels):
        """Your loss is not finite for large logits, because exp overflows, or all powers are 0. Subtract the largest logit of each row
        first. See the handout, section 'Cross-entropy'."""
        with np.errstate(all="ignore"):
            p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
            return -np.log(p[np.arange(len(labels)), labels]).mean(), (p - one_hot(labels, p.shape[1])) / len(labels)

    @staticmethod
    def subtracts_one_maximum(logits, labels):
        """You subtract the largest logit of the whole batch. A row that lies far below it then has nothing but zeros to share. Subtract the
        largest logit of each row. See the handout, section 'Cross-entropy'."""
        with np.errstate(all="ignore"):
            powers = np.exp(logits - logits.max())
            p = powers / powers.sum(axis=1, keepdims=True)
            return -np.log(p[np.arange(len(labels)), labels]).mean(), (p - one_hot(labels, p.shape[1])) / len(labels)

    @staticmethod
    def cut_off(logits, labels):
        """You add a small number before you take the logarithm, or cut small probabilities off. The loss of a row then ends near 28, but it
        has no upper end. Compute the logarithm of the softmax from the logits. See the handout, section 'Cross-entropy'."""
        p = activations.softmax(logits)[np.arange(len(labels)), labels]
        return -np.log(p + 1e-12).mean(), mlp.cross_entropy_loss(logits, labels)[1]

    @staticmethod
    def gradient_first(logits, labels):
        """You return the gradient before the loss. See the handout, section 'Cross-entropy', for the order."""
        loss, gradient = mlp.cross_entropy_loss(logits, labels)
        return gradient, loss


def without_biases(layers):
    return [{"W": layer["W"], "b": np.zeros_like(layer["b"])} for layer in layers]


class mlp_forward:
    @staticmethod
    def activation_after_the_last(x, layers, name):
        """You apply the activation after the last layer too. The logits are what the last layer gives. See the handout, section
        'A network of dense layers'."""
        return activations.activation(mlp.mlp_forward(x, layers, name), name)

    @staticmethod
    def softmax_after_the_last(x, layers, name):
        """You take the softmax of the logits. The logits themselves are asked for. See the handout, section
        'A network of dense layers'."""
        return activations.softmax(mlp.mlp_forward(x, layers, name))

    @staticmethod
    def activation_before_every_layer(x, layers, name):
        """You apply the activation to the input x as well. It stands between two layers. See the handout, section
        'A network of dense layers'."""
        return mlp.mlp_forward(activations.activation(x, name), layers, name)

    @staticmethod
    def no_activation(x, layers, name):
        """You leave out the activations. Then the whole network is no more than one dense layer. See the handout, section
        'A network of dense layers'."""
        return mlp.mlp_forward(x, layers, "linear")

    @staticmethod
    def always_relu(x, layers, name):
        """You use the ReLU whatever the name says. See the handout, section 'A network of dense layers'."""
        return mlp.mlp_forward(x, layers, "relu")

    @staticmethod
    def first_activation_only(x, layers, name):
        """You apply the activation after the first layer only. It follows every layer but the last. See the handout, section
        'A network of dense layers'."""
        if len(layers) == 1:
            return mlp.mlp_forward(x, layers, name)
        hidden = activations.activation(mlp.dense_forward(x, **layers[0]), name)
        return mlp.mlp_forward(hidden, layers[1:], "linear")

    @staticmethod
    def last_activation_only(x, layers, name):
        """You apply the activation before the last layer only. It follows every layer but the last. See the handout, section
        'A network of dense layers'."""
        if len(layers) == 1:
            return mlp.mlp_forward(x, layers, name)
        hidden = activations.activation(mlp.mlp_forward(x, layers[:-1], "linear"), name)
        return mlp.dense_forward(hidden, **layers[-1])

    @staticmethod
    def no_biases(x, layers, name):
        """You leave out the biases. See the handout, section 'A network of dense layers'."""
        return mlp.mlp_forward(x, without_biases(layers), name)

    @staticmethod
    def activation_before_the_bias(x, layers, name):
        """You add the bias after the activation. It belongs to the layer, before the activation. See the handout, section
        'A network of dense layers'."""
        for layer in layers[:-1]:
            x = activations.activation(x @ layer["W"], name) + layer["b"]
        return mlp.dense_forward(x, **layers[-1])

    @staticmethod
    def two_layers_at_most(x, layers, name):
        """You use the first and the last layer only, or fail where there is one. The list may hold any number of layers. See the handout,
        section 'A network of dense layers'."""
        hidden = activations.activation(mlp.dense_forward(x, **layers[0]), name)
        return mlp.dense_forward(hidden, **layers[1])


def backpropagated(x, labels, layers, name, *, slope=activations.activation_gradient, of_output=False, raw_inputs=False, stops=False):
    """The gradients with one piece of the chain rule changed."""
    inputs, sums = [x], [mlp.dense_forward(x, **layers[0])]
    for layer in layers[1:]:
        inputs.append(activations.activation(sums[-1], name))
        sums.append(mlp.dense_forward(inputs[-1], **layer))
    loss, dy = mlp.cross_entropy_loss(sums[-1], labels)
    gradients = []
    for i in range(len(layers) - 1, -1, -1):
        seen = sums[i - 1] if raw_inputs and i else inputs[i]
        dx, dW, db = mlp.dense_backward(dy, seen, layers[i]["W"])
        gradients.insert(0, {"W": dW, "b": db})
        if i:
            dy = dx * slope(inputs[i] if of_output else sums[i - 1], name) * (not stops)
    return loss, gradients


def each(gradients, change):
    """Every array of a list of layers changed."""
    return [{key: change(value) for key, value in layer.items()} for layer in gradients]


class mlp_gradients:
    @staticmethod
    def no_slopes(x, labels, layers, name):
        """You leave out the slope of the activation on the way back. See the handout, section 'Backpropagation'."""
        return backpropagated(x, labels, layers, name, slope=lambda a, _: np.ones_like(a))

    @staticmethod
    def slope_of_the_output(x, labels, layers, name):
        """You take the slope at what came out of the activation. It is taken at what went in. See the handout, section
        'Backpropagation'."""
        return backpropagated(x, labels, layers, name, of_output=True)

    @staticmethod
    def always_relus_slope(x, labels, layers, name):
        """You go back through a ReLU whatever the name says. See the handout, section 'Backpropagation'."""
        return backpropagated(x, labels, layers, name, slope=lambda a, _: np.where(a > 0, 1.0, 0.0))

    @staticmethod
    def always_relu(x, labels, layers, name):
        """You use the ReLU whatever the name says, forwards and backwards. See the handout, section 'Backpropagation'."""
        return mlp.mlp_gradients(x, labels, layers, "relu")

    @staticmethod
    def no_activation(x, labels, layers, name):
        """You leave out the activations, forwards and backwards. See the handout, section 'Backpropagation'."""
        return mlp.mlp_gradients(x, labels, layers, "linear")

    @staticmethod
    def inputs_before_the_activation(x, labels, layers, name):
        """Your dW uses what came out of the layer before. Between the two layers there is the activation: use what came out of that. See
        the handout, section 'Backpropagation'."""
        return backpropagated(x, labels, layers, name, raw_inputs=True)

    @staticmethod
    def last_layer_only(x, labels, layers, name):
        """Your gradients are 0 in every layer but the last. Go on to the first layer. See the handout, section 'Backpropagation'."""
        return backpropagated(x, labels, layers, name, stops=True)

    @staticmethod
    def activation_after_the_last(x, labels, layers, name):
        """You apply the activation after the last layer too. The logits go into the loss as they are. See the handout, section
        'A network of dense layers'."""
        inputs, sums = [x], []
        for layer in layers:
            sums.append(mlp.dense_forward(inputs[-1], **layer))
            inputs.append(activations.activation(sums[-1], name))
        loss, dy = mlp.cross_entropy_loss(inputs[-1], labels)
        gradients = []
        for i in range(len(layers) - 1, -1, -1):
            dy, dW, db = mlp.dense_backward(dy * activations.activation_gradient(sums[i], name), inputs[i], layers[i]["W"])
            gradients.insert(0, {"W": dW, "b": db})
        return loss, gradients

    @staticmethod
    def summed(x, labels, layers, name):
        """You sum over the rows. The mean is asked for, of the loss and so of the gradients too. See the handout, section
        'Backpropagation'."""
        loss, gradients = mlp.mlp_gradients(x, labels, layers, name)
        return loss * len(x), each(gradients, lambda value: value * len(x))

    @staticmethod
    def gradients_summed(x, labels, layers, name):
        """Your loss is a mean, but your gradients are those of the sum over the rows. See the handout, section 'Backpropagation'."""
        loss, gradients = mlp.mlp_gradients(x, labels, layers, name)
        return loss, each(gradients, lambda value: value * len(x))

    @staticmethod
    def divided_twice(x, labels, layers, name):
        """You divide the gradients by the number of rows twice: the gradient of the logits is that of a mean already. See the handout,
        section 'Backpropagation'."""
        loss, gradients = mlp.mlp_gradients(x, labels, layers, name)
        return loss, each(gradients, lambda value: value / len(x))

    @staticmethod
    def biases_averaged(x, labels, layers, name):
        """You take the mean over the rows for the biases. Their gradients are summed. See the handout, section
        'Back through a dense layer'."""
        loss, gradients = mlp.mlp_gradients(x, labels, layers, name)
        return loss, [{"W": one["W"], "b": one["b"] / len(x)} for one in gradients]

    @staticmethod
    def last_layer_first(x, labels, layers, name):
        """Your list begins with the last layer. Its order is that of layers. See the handout, section 'Backpropagation'."""
        loss, gradients = mlp.mlp_gradients(x, labels, layers, name)
        if len(gradients) == 1:
            return loss, gradients
        return loss, gradients[::-1]

    @staticmethod
    def uphill(x, labels, layers, name):
        """Your gradients have the wrong sign. They point to where the loss grows; the optimiser subtracts them. See the handout, section
        'Backpropagation'."""
        loss, gradients = mlp.mlp_gradients(x, labels, layers, name)
        return loss, each(gradients, np.negative)

    @staticmethod
    def no_loss(x, labels, layers, name):
        """You return the gradients alone. The pair (loss, gradients) is asked for. See the handout, section 'Backpropagation'."""
        return mlp.mlp_gradients(x, labels, layers, name)[1]


class sgd_step:
    @staticmethod
    def uphill(params, gradients, learning_rate):
        """You add the gradient. It points to where the loss grows, so it is subtracted. See the handout, section 'Gradient descent'."""
        return optimizers.sgd_step(params, gradients, -learning_rate)

    @staticmethod
    def no_learning_rate(params, gradients, learning_rate):
        """You do not use the learning rate. See the handout, section 'Gradient descent'."""
        return optimizers.sgd_step(params, gradients, 1.0)

    @staticmethod
    def step_only(params, gradients, learning_rate):
        """You return the steps. The parameters after the step are asked for. See the handout, section 'Gradient descent'."""
        return {name: -learning_rate * gradients[name] for name in params}

    @staticmethod
    def first_with_first(params, gradients, learning_rate):
        """You pair parameters and gradients by their order. They belong together by their keys. See the handout, section
        'Gradient descent'."""
        pairs = zip(params.items(), gradients.values(), strict=True)
        return {name: param - learning_rate * gradient for (name, param), gradient in pairs}

    @staticmethod
    def normalised(params, gradients, learning_rate):
        """You divide every gradient by its norm. Gradient descent takes it as it is. See the handout, section 'Gradient descent'."""
        return {name: param - learning_rate * gradients[name] / np.linalg.norm(gradients[name]) for name, param in params.items()}

    @staticmethod
    def averaged(params, gradients, learning_rate):
        """You divide the step by the length of the array. The gradients are divided already, where they should be. See the handout, section
        'Gradient descent'."""
        return {name: param - learning_rate * gradients[name] / len(param) for name, param in params.items()}

    @staticmethod
    def shrinks_the_parameters(params, gradients, learning_rate):
        """You multiply the parameters with the learning rate. It belongs to the gradients. See the handout, section 'Gradient descent'."""
        return {name: learning_rate * (param - gradients[name]) for name, param in params.items()}

    @staticmethod
    def a_list(params, gradients, learning_rate):
        """You return a list. A dict with the keys of params is asked for. See the handout, section 'Gradient descent'."""
        return list(optimizers.sgd_step(params, gradients, learning_rate).values())


def adam(param, gradient, m, v, t, options, *, step, mean=None, square=None):
    """Adam with its last line changed. step: (m, v, t, learning_rate, beta1, beta2, eps) -> what is subtracted."""
    learning_rate, beta1, beta2, eps = options
    m = beta1 * m + (1 - beta1) * gradient if mean is None else mean
    v = beta2 * v + (1 - beta2) * gradient**2 if square is None else square
    with np.errstate(all="ignore"):
        return param - step(m, v, t, learning_rate, beta1, beta2, eps), m, v


def right_step(m, v, t, learning_rate, beta1, beta2, eps):
    return learning_rate * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps)


class adam_step:
    @staticmethod
    def no_correction(param, gradient, m, v, t, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        """You leave out the correction of m and v. They begin at 0, and the first steps make up for it. See the handout, section 'Adam'."""
        options = learning_rate, beta1, beta2, eps
        return adam(param, gradient, m, v, t, options, step=lambda m, v, t, rate, b1, b2, e: rate * m / (np.sqrt(v) + e))

    @staticmethod
    def second_moment_not_corrected(param, gradient, m, v, t, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        """You correct m, but not v. Both begin at 0. See the handout, section 'Adam'."""
        options = learning_rate, beta1, beta2, eps
        return adam(param, gradient, m, v, t, options, step=lambda m, v, t, rate, b1, b2, e: rate * m / (1 - b1**t) / (np.sqrt(v) + e))

    @staticmethod
    def first_moment_not_corrected(param, gradient, m, v, t, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        """You correct v, but not m. Both begin at 0. See the handout, section 'Adam'."""
        options = learning_rate, beta1, beta2, eps
        return adam(param, gradient, m, v, t, options, step=lambda m, v, t, rate, b1, b2, e: rate * m / (np.sqrt(v / (1 - b2**t)) + e))

    @staticmethod
    def counts_from_zero(param, gradient, m, v, t, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        """You correct with t + 1. Here t is 1 in the first step already. See the handout, section 'Adam'."""
        return optimizers.adam_step(param, gradient, m, v, t + 1, learning_rate, beta1, beta2, eps)

    @staticmethod
    def always_the_first_step(param, gradient, m, v, t, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        """You correct every step as if it were the first: 1 - beta in place of 1 - beta**t. See the handout, section 'Adam'."""
        return optimizers.adam_step(param, gradient, m, v, 1, learning_rate, beta1, beta2, eps)

    @staticmethod
    def eps_in_the_root(param, gradient, m, v, t, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        """You add eps inside the root. It is added to the root. See the handout, section 'Adam'."""
        options = learning_rate, beta1, beta2, eps
        hats = lambda m, v, t, rate, b1, b2, e: rate * m / (1 - b1**t) / np.sqrt(v / (1 - b2**t) + e)  # noqa: E731
        return adam(param, gradient, m, v, t, options, step=hats)

    @staticmethod
    def eps_before_the_correction(param, gradient, m, v, t, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        """You add eps to the root of v before v is corrected, as Keras does. Here the correction comes first. See the handout, section
        'Adam'."""
        options = learning_rate, beta1, beta2, eps
        early = lambda m, v, t, rate, b1, b2, e: rate * np.sqrt(1 - b2**t) / (1 - b1**t) * m / (np.sqrt(v) + e)  # noqa: E731
        return adam(param, gradient, m, v, t, options, step=early)

    @staticmethod
    def no_eps(param, gradient, m, v, t, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        """You leave out eps. Without it a gradient of 0 gives 0 / 0 in the first step. See the handout, section 'Adam'."""
        return adam(param, gradient, m, v, t, (learning_rate, beta1, beta2, 0.0), step=right_step)

    @staticmethod
    def no_root(param, gradient, m, v, t, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        """You divide by v_hat. Its root is asked for. See the handout, section 'Adam'."""
        options = learning_rate, beta1, beta2, eps
        whole = lambda m, v, t, rate, b1, b2, e: rate * m / (1 - b1**t) / (v / (1 - b2**t) + e)  # noqa: E731
        return adam(param, gradient, m, v, t, options, step=whole)

    @staticmethod
    def uphill(param, gradient, m, v, t, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        """You add the step. It is subtracted, so that the loss falls. See the handout, section 'Adam'."""
        return optimizers.adam_step(param, gradient, m, v, t, -learning_rate, beta1, beta2, eps)

    @staticmethod
    def gradient_in_place_of_mean(param, gradient, m, v, t, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        """Your step uses the gradient itself. Adam uses the corrected running mean m_hat. See the handout, section 'Adam'."""
        _, new_m, new_v = optimizers.adam_step(param, gradient, m, v, t, learning_rate, beta1, beta2, eps)
        return param - learning_rate * gradient / (np.sqrt(new_v / (1 - beta2**t)) + eps), new_m, new_v

    @staticmethod
    def old_means(param, gradient, m, v, t, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        """Your step uses the m of the step before. Update m and v first. See the handout, section 'Adam'."""
        _, new_m, new_v = optimizers.adam_step(param, gradient, m, v, t, learning_rate, beta1, beta2, eps)
        return param - right_step(m, v, t, learning_rate, beta1, beta2, eps), new_m, new_v

    @staticmethod
    def betas_exchanged(param, gradient, m, v, t, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        """You exchange beta1 and beta2. beta1 belongs to m, beta2 to v. See the handout, section 'Adam'."""
        return optimizers.adam_step(param, gradient, m, v, t, learning_rate, beta2, beta1, eps)

    @staticmethod
    def weights_exchanged(param, gradient, m, v, t, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        """You give the old means the weight 1 - beta and the new gradient the weight beta. It is the other way round. See the handout,
        section 'Adam'."""
        mean, square = (1 - beta1) * m + beta1 * gradient, (1 - beta2) * v + beta2 * gradient**2
        return adam(param, gradient, m, v, t, (learning_rate, beta1, beta2, eps), step=right_step, mean=mean, square=square)

    @staticmethod
    def summed(param, gradient, m, v, t, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        """You add the whole gradient to beta * m, and likewise for v. A running mean gives it the weight 1 - beta. See the handout, section
        'Adam'."""
        mean, square = beta1 * m + gradient, beta2 * v + gradient**2
        return adam(param, gradient, m, v, t, (learning_rate, beta1, beta2, eps), step=right_step, mean=mean, square=square)

    @staticmethod
    def gradient_not_squared(param, gradient, m, v, t, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        """Your v is a mean of the gradients' sizes. It is the mean of their squares. See the handout, section 'Adam'."""
        square = beta2 * v + (1 - beta2) * np.abs(gradient)
        return adam(param, gradient, m, v, t, (learning_rate, beta1, beta2, eps), step=right_step, square=square)

    @staticmethod
    def corrected_means_returned(param, gradient, m, v, t, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        """You return m_hat and v_hat. The next step needs m and v without the correction. See the handout, section 'Adam'."""
        param, m, v = optimizers.adam_step(param, gradient, m, v, t, learning_rate, beta1, beta2, eps)
        return param, m / (1 - beta1**t), v / (1 - beta2**t)

    @staticmethod
    def squares_before_means(param, gradient, m, v, t, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        """You return v before m. See the handout, section 'Adam', for the order."""
        param, m, v = optimizers.adam_step(param, gradient, m, v, t, learning_rate, beta1, beta2, eps)
        return param, v, m

    @staticmethod
    def options_ignored(param, gradient, m, v, t, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        """You write the usual constants into the formula. The arguments learning_rate, beta1, beta2 and eps say which ones to use. See the
        handout, section 'Adam'."""
        return optimizers.adam_step(param, gradient, m, v, t)

    @staticmethod
    def param_only(param, gradient, m, v, t, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        """You return the new parameter alone. The next step needs m and v too. See the handout, section 'Adam'."""
        return optimizers.adam_step(param, gradient, m, v, t, learning_rate, beta1, beta2, eps)[0]


def nearest(model, X):
    """Labels of the most similar training rows: a good classifier, for what goes wrong after it."""
    seen, y = model
    distances = (X**2).sum(axis=1)[:, None] - 2 * X @ seen.T + (seen**2).sum(axis=1)
    return y[np.argmin(distances, axis=1)]


class train_classifier:
    class most_frequent_label:
        """You give the same label to every row. Look at what your network learns: its training accuracy should leave chance. See the
        handout, section 'Learning to classify'."""

        @staticmethod
        def train_classifier(X, y, num_classes, seed):
            return int(np.argmax(np.bincount(y, minlength=num_classes)))

        @staticmethod
        def classify(model, X):
            return np.full(len(X), model)

    class untrained:
        """Your network names labels as if it were not trained. Look at whether the optimiser changes the parameters that you classify with.
        See the handout, section 'Learning to classify'."""

        @staticmethod
        def train_classifier(X, y, num_classes, seed):
            return classifier.initial_model(np.random.default_rng(seed), X, num_classes)

    class labels_shuffled:
        """Your network learns from labels that do not belong to their rows. Shuffle X and y with the same permutation. See the handout,
        section 'Learning to classify'."""

        @staticmethod
        def train_classifier(X, y, num_classes, seed):
            return classifier.train_classifier(X, np.random.default_rng(seed).permutation(y), num_classes, seed)

    class a_straight_line:
        """Your network separates with straight lines, which is enough for the digits but not for the moons. Does it have a hidden layer,
        and an activation after it? See the handout, section 'Learning to classify'."""

        @staticmethod
        def train_classifier(X, y, num_classes, seed):
            rows = np.concatenate([X, np.ones((len(X), 1))], axis=1)
            return np.linalg.solve(rows.T @ rows + 0.1 * np.eye(rows.shape[1]), rows.T @ np.eye(num_classes)[y])

        @staticmethod
        def classify(model, X):
            return np.argmax(X @ model[:-1] + model[-1], axis=1)

    class learns_by_heart:
        """You know the training rows by heart and nothing else. The rows to name are others. See the handout, section
        'Learning to classify'."""

        @staticmethod
        def train_classifier(X, y, num_classes, seed):
            return {row.tobytes(): label for row, label in zip(X, y, strict=True)}

        @staticmethod
        def classify(model, X):
            return np.array([model.get(row.tobytes(), 0) for row in X])

    class two_classes_only:
        """You tell the first class from all others, and nothing more. Use num_classes outputs and a softmax. See the handout, section
        'Learning to classify'."""

        @staticmethod
        def train_classifier(X, y, num_classes, seed):
            return X, np.minimum(y, 1)

        @staticmethod
        def classify(model, X):
            return nearest(model, X)

    class a_single_step:
        """Your network has hardly moved. Go through the data many times, in small batches. See the handout, section
        'Learning to classify'."""

        @staticmethod
        def train_classifier(X, y, num_classes, seed):
            model = classifier.initial_model(np.random.default_rng(seed), X, num_classes)
            found = classifier.gradients(model, X, y)
            return model | {name: model[name] - 0.01 * found[name] for name in found}


class classify:
    class gives_probabilities:
        """You give a probability for each class. One label a row is asked for. See the handout, section 'Naming classes'."""

        @staticmethod
        def train_classifier(X, y, num_classes, seed):
            return X, y, num_classes

        @staticmethod
        def classify(model, X):
            return activations.softmax(5 * one_hot(nearest(model[:2], X), model[2]))

    class gives_one_hot:
        """You give one-hot rows. One label a row is asked for. See the handout, section 'Naming classes'."""

        @staticmethod
        def train_classifier(X, y, num_classes, seed):
            return X, y, num_classes

        @staticmethod
        def classify(model, X):
            return one_hot(nearest(model[:2], X), model[2])

    class gives_the_largest_probability:
        """You give the largest probability itself. The place where it stands is asked for. See the handout, section 'Naming classes'."""

        @staticmethod
        def train_classifier(X, y, num_classes, seed):
            return X, y

        @staticmethod
        def classify(model, X):
            return 0.9 + 0.001 * nearest(model, X)

    class argmax_over_the_batch:
        """You take the largest score over the rows instead of over the classes. Look at the axis of your argmax. See the handout, section
        'Naming classes'."""

        @staticmethod
        def train_classifier(X, y, num_classes, seed):
            return X, y, num_classes

        @staticmethod
        def classify(model, X):
            return np.argmax(one_hot(nearest(model[:2], X), model[2]), axis=0)

    class counts_from_one:
        """Your labels begin with 1. They begin with 0, like the indices of your scores. See the handout, section 'Naming classes'."""

        @staticmethod
        def train_classifier(X, y, num_classes, seed):
            return X, y

        @staticmethod
        def classify(model, X):
            return nearest(model, X) + 1

    class most_frequent_label:
        """You give the same label to every row. See the handout, section 'Learning to classify'."""

        @staticmethod
        def train_classifier(X, y, num_classes, seed):
            return int(np.argmax(np.bincount(y, minlength=num_classes)))

        @staticmethod
        def classify(model, X):
            return np.full(len(X), model)

    class normalises_what_it_names:
        """Your labels depend on which rows come together: you scale X by its own mean and deviation, or leave batch normalisation in its
        training mode. Use those of the training rows. See the handout, section 'Naming classes'."""

        @staticmethod
        def train_classifier(X, y, num_classes, seed):
            return X - X.mean(axis=0), y

        @staticmethod
        def classify(model, X):
            return nearest(model, X - X.mean(axis=0))

    class one_row_a_number:
        """You give a single number for a single row. The answer has the shape (N,), for N = 1 too. See the handout, section
        'Naming classes'."""

        @staticmethod
        def train_classifier(X, y, num_classes, seed):
            return X, y

        @staticmethod
        def classify(model, X):
            return np.squeeze(nearest(model, X))
