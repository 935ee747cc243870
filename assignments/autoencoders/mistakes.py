"""Wrong answers that students give to the assignment on autoencoders. The docstring is the hint that the student reads."""

from __future__ import annotations

import numpy as np

from reference import autoencoder as ae
from reference import denoiser
from reference import variational_autoencoder as va
from reference.autoencoder import sigmoid


def dense(x, params, name):
    """One dense layer: W1 and b1 for the name "1"."""
    return x @ params["W" + name] + params["b" + name]


class autoencoder:
    @staticmethod
    def reconstruction_first(x, params):
        """You return the reconstruction before the code. See the handout, section 'An autoencoder', for the order."""
        return ae.autoencoder(x, params)[::-1]

    @staticmethod
    def sigmoid_code(x, params):
        """You use the sigmoid for the code. The code has a tanh, so that it may be negative. See the handout, section 'An autoencoder'."""
        code = sigmoid(dense(x, params, "1"))
        return code, sigmoid(dense(code, params, "2"))

    @staticmethod
    def relu_code(x, params):
        """You use ReLU for the code. Here it has a tanh. See the handout, section 'An autoencoder'."""
        code = np.maximum(dense(x, params, "1"), 0)
        return code, sigmoid(dense(code, params, "2"))

    @staticmethod
    def linear_code(x, params):
        """You leave out the tanh of the code. See the handout, section 'An autoencoder'."""
        code = dense(x, params, "1")
        return code, sigmoid(dense(code, params, "2"))

    @staticmethod
    def logits_as_reconstruction(x, params):
        """You leave out the sigmoid of the reconstruction. It makes numbers between 0 and 1, like those of the input. See the handout,
        section 'An autoencoder'."""
        code = np.tanh(dense(x, params, "1"))
        return code, dense(code, params, "2")

    @staticmethod
    def tanh_reconstruction(x, params):
        """You use tanh for the reconstruction. It has a sigmoid, because the input lies between 0 and 1. See the handout, section
        'An autoencoder'."""
        code = np.tanh(dense(x, params, "1"))
        return code, np.tanh(dense(code, params, "2"))

    @staticmethod
    def softmax_reconstruction(x, params):
        """You use softmax for the reconstruction. Its values would share a sum of 1; each pixel needs a sigmoid of its own. See the
        handout, section 'An autoencoder'."""
        code = np.tanh(dense(x, params, "1"))
        share = np.exp(dense(code, params, "2"))
        return code, share / share.sum(axis=1, keepdims=True)

    @staticmethod
    def no_biases(x, params):
        """You leave out the biases. Each of the two layers has its own. See the handout, section 'An autoencoder'."""
        return ae.autoencoder(x, {**params, "b1": 0, "b2": 0})

    @staticmethod
    def weights_tied(x, params):
        """You decode with the transpose of W1. That is another autoencoder, with tied weights; here the decoder has its own W2. See the
        handout, section 'An autoencoder'."""
        return ae.autoencoder(x, {**params, "W2": params["W1"].T})

    @staticmethod
    def code_before_activation(x, params):
        """The code that you return has not passed the tanh, though the one that you decode has. See the handout, section
        'An autoencoder'."""
        return dense(x, params, "1"), ae.autoencoder(x, params)[1]

    @staticmethod
    def squeezed(x, params):
        """Your answer loses an axis where there is one row only. The code is (N, H) for N = 1 too. See the handout, section
        'An autoencoder'."""
        code, reconstruction = ae.autoencoder(x, params)
        return code.squeeze(), reconstruction.squeeze()


class add_noise:
    @staticmethod
    def not_clipped(x, noise, sigma):
        """You do not clip. What falls below 0 becomes 0, and what rises above 1 becomes 1. See the handout, section 'Adding noise'."""
        return x + sigma * noise

    @staticmethod
    def clipped_below_only(x, noise, sigma):
        """You clip below 0, but not above 1. See the handout, section 'Adding noise'."""
        return np.maximum(x + sigma * noise, 0)

    @staticmethod
    def clipped_above_only(x, noise, sigma):
        """You clip above 1, but not below 0. See the handout, section 'Adding noise'."""
        return np.minimum(x + sigma * noise, 1)

    @staticmethod
    def clips_the_noise(x, noise, sigma):
        """You clip the noise, and then you add it. Clip the sum. See the handout, section 'Adding noise'."""
        return x + np.clip(sigma * noise, 0, 1)

    @staticmethod
    def clips_to_minus_one(x, noise, sigma):
        """You clip to [-1, 1]. Pixels lie between 0 and 1. See the handout, section 'Adding noise'."""
        return np.clip(x + sigma * noise, -1, 1)

    @staticmethod
    def sigma_is_a_variance(x, noise, sigma):
        """You take sigma for a variance: you multiply by its square root. sigma is a standard deviation. See the handout, section
        'Adding noise'."""
        return np.clip(x + np.sqrt(sigma) * noise, 0, 1)

    @staticmethod
    def sigma_squared(x, noise, sigma):
        """You multiply the noise by sigma**2. The noise of standard deviation sigma is sigma * noise. See the handout, section
        'Adding noise'."""
        return np.clip(x + sigma**2 * noise, 0, 1)

    @staticmethod
    def ignores_sigma(x, noise, sigma):
        """You add the noise as it is. sigma says how much of it. See the handout, section 'Adding noise'."""
        return np.clip(x + noise, 0, 1)

    @staticmethod
    def times_x(x, noise, sigma):
        """You multiply x by the noise. The noise is added, to black pixels too. See the handout, section 'Adding noise'."""
        return np.clip(x * (1 + sigma * noise), 0, 1)

    @staticmethod
    def mixed(x, noise, sigma):
        """You take (1 - sigma) of the input. Here the whole input stays, and the noise comes on top. See the handout, section
        'Adding noise'."""
        return np.clip((1 - sigma) * x + sigma * noise, 0, 1)

    @staticmethod
    def stretched(x, noise, sigma):
        """You stretch the noisy input to reach from 0 to 1. Cut off what is outside, and leave the rest as it is. See the handout, section
        'Adding noise'."""
        noisy = x + sigma * noise
        return (noisy - noisy.min()) / (noisy.max() - noisy.min())


def restored(noisy, params):
    return ae.autoencoder(noisy, params)[1]


class denoising_loss:
    @staticmethod
    def against_the_noisy_input(clean, noisy, params):
        """You compare the reconstruction with the noisy input. Then the network learns to keep the noise. See the handout, section
        'The loss of a denoising autoencoder'."""
        return ((restored(noisy, params) - noisy) ** 2).mean()

    @staticmethod
    def reads_the_clean_input(clean, noisy, params):
        """Your network reads the clean input. It is to learn from the noisy one. See the handout, section
        'The loss of a denoising autoencoder'."""
        return ((restored(clean, params) - clean) ** 2).mean()

    @staticmethod
    def exchanged(clean, noisy, params):
        """You exchange the clean and the noisy input: your network reads the clean one. See the handout, section
        'The loss of a denoising autoencoder'."""
        return ((restored(clean, params) - noisy) ** 2).mean()

    @staticmethod
    def no_network(clean, noisy, params):
        """You compare the noisy input itself with the clean one. The network comes in between. See the handout, section
        'The loss of a denoising autoencoder'."""
        return ((noisy - clean) ** 2).mean()

    @staticmethod
    def code_to_pixels_without_sigmoid(clean, noisy, params):
        """You compare the sums before the sigmoid with the clean input. See the handout, section
        'The loss of a denoising autoencoder'."""
        return ((dense(ae.autoencoder(noisy, params)[0], params, "2") - clean) ** 2).mean()

    @staticmethod
    def summed(clean, noisy, params):
        """You sum the squared differences. The loss is their mean. See the handout, section 'The loss of a denoising autoencoder'."""
        return ((restored(noisy, params) - clean) ** 2).sum()

    @staticmethod
    def summed_over_a_row(clean, noisy, params):
        """You sum over the values of a row and take the mean over the rows only. The loss is the mean over all N * D values. See the
        handout, section 'The loss of a denoising autoencoder'."""
        return ((restored(noisy, params) - clean) ** 2).sum(axis=1).mean()

    @staticmethod
    def one_a_row(clean, noisy, params):
        """You return one number a row. The loss is one number, the mean over everything. See the handout, section
        'The loss of a denoising autoencoder'."""
        return ((restored(noisy, params) - clean) ** 2).mean(axis=1)

    @staticmethod
    def halved(clean, noisy, params):
        """You halve the loss. That makes the gradient shorter, but it is not the mean squared error. See the handout, section
        'The loss of a denoising autoencoder'."""
        return 0.5 * ((restored(noisy, params) - clean) ** 2).mean()

    @staticmethod
    def root(clean, noisy, params):
        """You take the root of the mean squared error. See the handout, section 'The loss of a denoising autoencoder'."""
        return np.sqrt(((restored(noisy, params) - clean) ** 2).mean())

    @staticmethod
    def absolute(clean, noisy, params):
        """You take the absolute differences. The loss takes their squares. See the handout, section
        'The loss of a denoising autoencoder'."""
        return np.abs(restored(noisy, params) - clean).mean()

    @staticmethod
    def cross_entropy(clean, noisy, params):
        """You take the cross-entropy. The loss here is the mean squared error. See the handout, section
        'The loss of a denoising autoencoder'."""
        p = restored(noisy, params)
        return -(clean * np.log(p) + (1 - clean) * np.log(1 - p)).mean()


class reparameterize:
    @staticmethod
    def log_var_as_deviation(mu, log_var, eps):
        """You multiply eps by log_var itself. log_var may be negative: it is the logarithm of the variance. See the handout, section
        'The reparameterisation'."""
        return mu + log_var * eps

    @staticmethod
    def variance_as_deviation(mu, log_var, eps):
        """You multiply eps by the variance. The standard deviation is its root, exp(log_var / 2). See the handout, section
        'The reparameterisation'."""
        return mu + np.exp(log_var) * eps

    @staticmethod
    def root_of_log_var(mu, log_var, eps):
        """You take the root of log_var, which may be negative. First comes exp, then the root. See the handout, section
        'The reparameterisation'."""
        return mu + np.sqrt(log_var) * eps

    @staticmethod
    def sign_of_the_exponent(mu, log_var, eps):
        """You divide by the standard deviation. Multiply by it. See the handout, section 'The reparameterisation'."""
        return mu + np.exp(-0.5 * log_var) * eps

    @staticmethod
    def noise_not_scaled(mu, log_var, eps):
        """You add eps as it is. It is multiplied by the standard deviation first. See the handout, section 'The reparameterisation'."""
        return mu + eps

    @staticmethod
    def only_the_mean(mu, log_var, eps):
        """You return the mean, without any noise. See the handout, section 'The reparameterisation'."""
        return mu + 0 * eps

    @staticmethod
    def only_the_noise(mu, log_var, eps):
        """You leave out the mean. See the handout, section 'The reparameterisation'."""
        return np.exp(0.5 * log_var) * eps

    @staticmethod
    def mean_scaled_too(mu, log_var, eps):
        """You multiply the mean by the standard deviation too. Only eps is scaled. See the handout, section 'The reparameterisation'."""
        return np.exp(0.5 * log_var) * (mu + eps)

    @staticmethod
    def softplus(mu, log_var, eps):
        """You make the standard deviation with a softplus. Some networks do; here log_var is the logarithm of the variance. See the
        handout, section 'The reparameterisation'."""
        return mu + np.log1p(np.exp(log_var)) * eps

    @staticmethod
    def log_var_limited(mu, log_var, eps):
        """You keep log_var within limits. Here it is taken as it is. See the handout, section 'The reparameterisation'."""
        return mu + np.exp(0.5 * np.clip(log_var, -4, 4)) * eps

    @staticmethod
    def base_two(mu, log_var, eps):
        """You use a power of 2. log_var is a natural logarithm. See the handout, section 'The reparameterisation'."""
        return mu + 2 ** (0.5 * log_var) * eps


def kl_terms(mu, log_var):
    """0.5 * (mu**2 + var - 1 - log_var), element by element."""
    return 0.5 * (mu**2 + np.exp(log_var) - 1 - log_var)


class gaussian_kl:
    @staticmethod
    def mean_over_the_code(mu, log_var):
        """You take the mean over the dimensions of the code. The divergences of the dimensions add up. See the handout, section
        'The divergence from a standard normal'."""
        return kl_terms(mu, log_var).mean(axis=1)

    @staticmethod
    def mean_over_the_rows(mu, log_var):
        """You take the mean over the rows. One number a row is asked for. See the handout, section
        'The divergence from a standard normal'."""
        return kl_terms(mu, log_var).sum(axis=1).mean()

    @staticmethod
    def summed_over_everything(mu, log_var):
        """You sum over the rows too. One number a row is asked for. See the handout, section
        'The divergence from a standard normal'."""
        return kl_terms(mu, log_var).sum()

    @staticmethod
    def not_summed(mu, log_var):
        """You return one number for each dimension of the code. Sum them over each row. See the handout, section
        'The divergence from a standard normal'."""
        return kl_terms(mu, log_var)

    @staticmethod
    def summed_over_the_rows(mu, log_var):
        """You sum over the rows instead of over the code. Look at the axis of your sum. See the handout, section
        'The divergence from a standard normal'."""
        return kl_terms(mu, log_var).sum(axis=0)

    @staticmethod
    def axis_kept(mu, log_var):
        """Your sum keeps its axis: the answer has the shape (N, 1). The shape (N,) is asked for. See the handout, section
        'The divergence from a standard normal'."""
        return kl_terms(mu, log_var).sum(axis=1, keepdims=True)

    @staticmethod
    def squeezed(mu, log_var):
        """Your answer loses its axis where there is one row only. It is (N,) for N = 1 too. See the handout, section
        'The divergence from a standard normal'."""
        return va.gaussian_kl(mu, log_var).squeeze()

    @staticmethod
    def sign(mu, log_var):
        """Your divergence has the wrong sign. It is never negative. See the handout, section 'The divergence from a standard normal'."""
        return -va.gaussian_kl(mu, log_var)

    @staticmethod
    def no_half(mu, log_var):
        """You leave out the factor of one half. See the handout, section 'The divergence from a standard normal'."""
        return 2 * va.gaussian_kl(mu, log_var)

    @staticmethod
    def half_twice(mu, log_var):
        """You take the factor of one half twice. See the handout, section 'The divergence from a standard normal'."""
        return 0.5 * va.gaussian_kl(mu, log_var)

    @staticmethod
    def no_minus_one(mu, log_var):
        """You leave out the 1. Check yourself: for mu = 0 and log_var = 0 the divergence is 0. See the handout, section
        'The divergence from a standard normal'."""
        return 0.5 * (mu**2 + np.exp(log_var) - log_var).sum(axis=1)

    @staticmethod
    def one_added(mu, log_var):
        """You add the 1 once a row. It belongs to every dimension of the code. See the handout, section
        'The divergence from a standard normal'."""
        return 0.5 * ((mu**2 + np.exp(log_var) - log_var).sum(axis=1) - 1)

    @staticmethod
    def other_direction(mu, log_var):
        """You give the divergence the other way round, KL(N(0, 1) || N(mu, var)). The two differ. See the handout, section
        'The divergence from a standard normal'."""
        return 0.5 * (log_var + (1 + mu**2) / np.exp(log_var) - 1).sum(axis=1)

    @staticmethod
    def log_var_as_log_deviation(mu, log_var):
        """You take log_var for the logarithm of the standard deviation. It is that of the variance. See the handout, section
        'The divergence from a standard normal'."""
        return va.gaussian_kl(mu, 2 * log_var)

    @staticmethod
    def log_var_as_variance(mu, log_var):
        """You take log_var for the variance, and its logarithm once more. log_var may be negative. See the handout, section
        'The divergence from a standard normal'."""
        return 0.5 * (mu**2 + log_var - 1 - np.log(log_var)).sum(axis=1)

    @staticmethod
    def log_var_as_deviation(mu, log_var):
        """You take log_var for the standard deviation. It is the logarithm of the variance, and may be negative. See the handout, section
        'The divergence from a standard normal'."""
        return 0.5 * (mu**2 + log_var**2 - 1 - np.log(log_var**2)).sum(axis=1)

    @staticmethod
    def mean_not_squared(mu, log_var):
        """You do not square the mean. See the handout, section 'The divergence from a standard normal'."""
        return 0.5 * (mu + np.exp(log_var) - 1 - log_var).sum(axis=1)

    @staticmethod
    def no_mean(mu, log_var):
        """You leave out the mean. See the handout, section 'The divergence from a standard normal'."""
        return va.gaussian_kl(0 * mu, log_var)

    @staticmethod
    def sign_of_log_var(mu, log_var):
        """You add log_var where it is subtracted. See the handout, section 'The divergence from a standard normal'."""
        return 0.5 * (mu**2 + np.exp(log_var) - 1 + log_var).sum(axis=1)

    @staticmethod
    def deviation_for_variance(mu, log_var):
        """You use the standard deviation, exp(log_var / 2), where the variance belongs. See the handout, section
        'The divergence from a standard normal'."""
        return 0.5 * (mu**2 + np.exp(0.5 * log_var) - 1 - log_var).sum(axis=1)

    @staticmethod
    def in_bits(mu, log_var):
        """You give bits. Natural logarithms give nats. See the handout, section 'The divergence from a standard normal'."""
        return va.gaussian_kl(mu, log_var) / np.log(2)


def nll_terms(x, logits):
    """-x log p - (1 - x) log(1 - p), element by element."""
    return np.maximum(logits, 0) + np.log1p(np.exp(-np.abs(logits))) - x * logits


def nll_of(x, p):
    """The error, by the logarithms of the probabilities."""
    return -(x * np.log(p) + (1 - x) * np.log(1 - p)).sum(axis=1)


def clipped_nll(x, logits, nearest):
    """The error, with probabilities that stay away from 0 and 1."""
    return nll_of(x, np.clip(sigmoid(logits), nearest, 1 - nearest))


class bernoulli_nll:
    @staticmethod
    def mean_over_the_pixels(x, logits):
        """You take the mean over the D values of a row. They are summed. See the handout, section 'The error of the reconstruction'."""
        return nll_terms(x, logits).mean(axis=1)

    @staticmethod
    def mean_over_the_rows(x, logits):
        """You take the mean over the rows. One number a row is asked for. See the handout, section 'The error of the reconstruction'."""
        return nll_terms(x, logits).sum(axis=1).mean()

    @staticmethod
    def mean_over_everything(x, logits):
        """You take the mean over all values, as your library does unless it is told otherwise. Sum over each row. See the handout, section
        'The error of the reconstruction'."""
        return nll_terms(x, logits).mean()

    @staticmethod
    def summed_over_everything(x, logits):
        """You sum over the rows too. One number a row is asked for. See the handout, section 'The error of the reconstruction'."""
        return nll_terms(x, logits).sum()

    @staticmethod
    def summed_over_the_rows(x, logits):
        """You sum over the rows instead of over the values of a row. Look at the axis of your sum. See the handout, section
        'The error of the reconstruction'."""
        return nll_terms(x, logits).sum(axis=0)

    @staticmethod
    def not_summed(x, logits):
        """You return one number for each value of x. Sum them over each row. See the handout, section
        'The error of the reconstruction'."""
        return nll_terms(x, logits)

    @staticmethod
    def squeezed(x, logits):
        """Your answer loses its axis where there is one row only. It is (N,) for N = 1 too. See the handout, section
        'The error of the reconstruction'."""
        return va.bernoulli_nll(x, logits).squeeze()

    @staticmethod
    def axis_kept(x, logits):
        """Your sum keeps its axis: the answer has the shape (N, 1). The shape (N,) is asked for. See the handout, section
        'The error of the reconstruction'."""
        return nll_terms(x, logits).sum(axis=1, keepdims=True)

    @staticmethod
    def log_likelihood(x, logits):
        """Your answer has the wrong sign: it is the log likelihood. The negative one is asked for, which is never below 0. See the handout,
        section 'The error of the reconstruction'."""
        return -va.bernoulli_nll(x, logits)

    @staticmethod
    def only_the_white_part(x, logits):
        """You leave out the part with 1 - x. Black pixels have to be explained too. See the handout, section
        'The error of the reconstruction'."""
        return (x * nll_terms(1, logits)).sum(axis=1)

    @staticmethod
    def only_the_black_part(x, logits):
        """You leave out the part with x. White pixels have to be explained too. See the handout, section
        'The error of the reconstruction'."""
        return ((1 - x) * nll_terms(0, logits)).sum(axis=1)

    @staticmethod
    def rounded(x, logits):
        """You round x to 0 or 1. It lies anywhere in between: a grey pixel counts partly as white and partly as black. See the handout,
        section 'The error of the reconstruction'."""
        return va.bernoulli_nll((x > 0.5).astype(x.dtype), logits)

    @staticmethod
    def anything_but_black_is_white(x, logits):
        """You take every x above 0 for 1. It lies anywhere in between: a grey pixel counts partly as white and partly as black. See the
        handout, section 'The error of the reconstruction'."""
        return va.bernoulli_nll((x > 0).astype(x.dtype), logits)

    @staticmethod
    def only_white_is_white(x, logits):
        """You take every x below 1 for 0. It lies anywhere in between: a grey pixel counts partly as white and partly as black. See the
        handout, section 'The error of the reconstruction'."""
        return va.bernoulli_nll((x == 1).astype(x.dtype), logits)

    @staticmethod
    def binary_entropy_taken_off(x, logits):
        """You give a divergence: you subtract the entropy of x. The plain sum of the two parts is asked for. See the handout, section
        'The error of the reconstruction'."""
        inside = np.clip(x, 1e-300, 1), np.clip(1 - x, 1e-300, 1)
        return (nll_terms(x, logits) + x * np.log(inside[0]) + (1 - x) * np.log(inside[1])).sum(axis=1)

    @staticmethod
    def swapped(x, logits):
        """You exchange x and 1 - x: you ask for the opposite picture. See the handout, section 'The error of the reconstruction'."""
        return va.bernoulli_nll(1 - x, logits)

    @staticmethod
    def logits_as_probabilities(x, logits):
        """You take the logarithm of the logits, as if they were probabilities. The sigmoid comes first. See the handout, section
        'The error of the reconstruction'."""
        return -(x * np.log(logits) + (1 - x) * np.log(1 - logits)).sum(axis=1)

    @staticmethod
    def sigmoid_twice(x, logits):
        """You apply the sigmoid twice. Your library's loss with logits applies it already. See the handout, section
        'The error of the reconstruction'."""
        return va.bernoulli_nll(x, sigmoid(logits))

    @staticmethod
    def squared_error(x, logits):
        """You take the squared error. The two logarithms are asked for. See the handout, section 'The error of the reconstruction'."""
        return ((sigmoid(logits) - x) ** 2).sum(axis=1)

    @staticmethod
    def in_bits(x, logits):
        """You give bits. Natural logarithms give nats. See the handout, section 'The error of the reconstruction'."""
        return va.bernoulli_nll(x, logits) / np.log(2)

    @staticmethod
    def logarithm_of_zero(x, logits):
        """You take the logarithm of a sigmoid. For a large logit the sigmoid is 0 or 1, and the logarithm infinite. Work with the logits
        themselves. See the handout, section 'The error of the reconstruction'."""
        return nll_of(x, 1 / (1 + np.exp(-logits)))

    @staticmethod
    def logarithm_of_an_early_zero(x, logits):
        """You take the logarithm of a sigmoid that is exactly 0 for a logit of -400 already, as one in float32 or one written with tanh is.
        Work with the logits themselves. See the handout, section 'The error of the reconstruction'."""
        return nll_of(x, sigmoid(logits))

    @staticmethod
    def probabilities_clipped(x, logits):
        """You keep the probabilities away from 0 and 1 by a small number. Then a large logit costs far too little: at -1,000 a white pixel
        costs 1,000. Work with the logits themselves. See the handout, section 'The error of the reconstruction'."""
        return clipped_nll(x, logits, 1e-7)

    @staticmethod
    def probabilities_clipped_at_1e_6(x, logits):
        """You keep the probabilities away from 0 and 1 by 1e-6. Then a large logit costs far too little: at -1,000 a white pixel costs
        1,000. Work with the logits themselves. See the handout, section 'The error of the reconstruction'."""
        return clipped_nll(x, logits, 1e-6)

    @staticmethod
    def probabilities_clipped_at_1e_8(x, logits):
        """You keep the probabilities away from 0 and 1 by 1e-8. Then a large logit costs far too little: at -1,000 a white pixel costs
        1,000. Work with the logits themselves. See the handout, section 'The error of the reconstruction'."""
        return clipped_nll(x, logits, 1e-8)

    @staticmethod
    def probabilities_clipped_at_1e_9(x, logits):
        """You keep the probabilities away from 0 and 1 by 1e-9. Then a large logit costs far too little: at -1,000 a white pixel costs
        1,000. Work with the logits themselves. See the handout, section 'The error of the reconstruction'."""
        return clipped_nll(x, logits, 1e-9)

    @staticmethod
    def probabilities_clipped_at_1e_10(x, logits):
        """You keep the probabilities away from 0 and 1 by 1e-10. Then a large logit costs far too little: at -1,000 a white pixel costs
        1,000. Work with the logits themselves. See the handout, section 'The error of the reconstruction'."""
        return clipped_nll(x, logits, 1e-10)

    @staticmethod
    def probabilities_clipped_at_1e_12(x, logits):
        """You keep the probabilities away from 0 and 1 by 1e-12. Then a large logit costs far too little: at -1,000 a white pixel costs
        1,000. Work with the logits themselves. See the handout, section 'The error of the reconstruction'."""
        return clipped_nll(x, logits, 1e-12)

    @staticmethod
    def probabilities_clipped_at_1e_15(x, logits):
        """You keep the probabilities away from 0 and 1 by 1e-15. Then a large logit costs far too little: at -1,000 a white pixel costs
        1,000. Work with the logits themselves. See the handout, section 'The error of the reconstruction'."""
        return clipped_nll(x, logits, 1e-15)

    @staticmethod
    def logarithms_clamped(x, logits):
        """You let no logarithm go below -100, as `binary_cross_entropy` does with probabilities. Then a large logit costs far too little:
        at -1,000 a white pixel costs 1,000. Work with the logits themselves. See the handout, section 'The error of the reconstruction'."""
        p = 1 / (1 + np.exp(-logits))
        return -(x * np.maximum(np.log(p), -100) + (1 - x) * np.maximum(np.log(1 - p), -100)).sum(axis=1)

    @staticmethod
    def exp_overflows(x, logits):
        """Your exp overflows for a large logit, and the answer becomes infinite. log(1 + exp(a)) is max(a, 0) + log(1 + exp(-|a|)). See
        the handout, section 'The error of the reconstruction'."""
        return (np.log(1 + np.exp(logits)) - x * logits).sum(axis=1)

    @staticmethod
    def exp_of_minus_overflows(x, logits):
        """Your exp(-logit) overflows for a logit far below 0, and the answer becomes infinite. log(1 + exp(a)) is
        max(a, 0) + log(1 + exp(-|a|)). See the handout, section 'The error of the reconstruction'."""
        return (np.log1p(np.exp(-logits)) + (1 - x) * logits).sum(axis=1)

    @staticmethod
    def exp_overflows_on_both_sides(x, logits):
        """Your exp overflows where a logit is far from 0, and 0 times infinity is NaN. log(1 + exp(a)) is max(a, 0) + log(1 + exp(-|a|)).
        See the handout, section 'The error of the reconstruction'."""
        return (x * np.log1p(np.exp(-logits)) + (1 - x) * np.log1p(np.exp(logits))).sum(axis=1)


class elbo:
    @staticmethod
    def loss(x, logits, mu, log_var):
        """You return the loss, which is to be made small. The bound is the same number with the other sign. See the handout, section
        'The evidence lower bound'."""
        return -va.elbo(x, logits, mu, log_var)

    @staticmethod
    def divergence_added(x, logits, mu, log_var):
        """You add the divergence to the log likelihood. The bound gets smaller as the code moves away from the standard normal: subtract
        it. See the handout, section 'The evidence lower bound'."""
        return (-va.bernoulli_nll(x, logits) + va.gaussian_kl(mu, log_var)).mean()

    @staticmethod
    def likelihood_subtracted(x, logits, mu, log_var):
        """You add the negative log likelihood. The bound gets smaller as the reconstruction gets worse: subtract it. See the handout,
        section 'The evidence lower bound'."""
        return (va.bernoulli_nll(x, logits) - va.gaussian_kl(mu, log_var)).mean()

    @staticmethod
    def no_divergence(x, logits, mu, log_var):
        """You leave out the divergence. See the handout, section 'The evidence lower bound'."""
        return -va.bernoulli_nll(x, logits).mean()

    @staticmethod
    def no_reconstruction(x, logits, mu, log_var):
        """You leave out the error of the reconstruction. See the handout, section 'The evidence lower bound'."""
        return -va.gaussian_kl(mu, log_var).mean()

    @staticmethod
    def summed(x, logits, mu, log_var):
        """You sum over the rows. The bound is their mean. See the handout, section 'The evidence lower bound'."""
        return (-va.bernoulli_nll(x, logits) - va.gaussian_kl(mu, log_var)).sum()

    @staticmethod
    def one_a_row(x, logits, mu, log_var):
        """You return one number a row. The bound is one number, the mean over the rows. See the handout, section
        'The evidence lower bound'."""
        return -va.bernoulli_nll(x, logits) - va.gaussian_kl(mu, log_var)

    @staticmethod
    def mean_over_the_pixels(x, logits, mu, log_var):
        """You take the mean over the D values of a row. They are summed, else the divergence weighs far too much. See the handout, section
        'The evidence lower bound'."""
        return (-nll_terms(x, logits).mean(axis=1) - va.gaussian_kl(mu, log_var)).mean()

    @staticmethod
    def mean_over_the_code(x, logits, mu, log_var):
        """You take the mean of the divergence over the dimensions of the code. They are summed. See the handout, section
        'The evidence lower bound'."""
        return (-va.bernoulli_nll(x, logits) - kl_terms(mu, log_var).mean(axis=1)).mean()

    @staticmethod
    def means_of_everything(x, logits, mu, log_var):
        """You take the mean over all values of x and over all values of the code. Both are summed over a row; only over the rows there is
        a mean. See the handout, section 'The evidence lower bound'."""
        return -nll_terms(x, logits).mean() - kl_terms(mu, log_var).mean()

    @staticmethod
    def divergence_of_the_whole_batch(x, logits, mu, log_var):
        """You sum the divergence over all rows, but take the mean of the other part. Both are means over the rows. See the handout, section
        'The evidence lower bound'."""
        return -va.bernoulli_nll(x, logits).mean() - va.gaussian_kl(mu, log_var).sum()

    @staticmethod
    def squared_error(x, logits, mu, log_var):
        """You take the squared error for the reconstruction. Here it is bernoulli_nll. See the handout, section
        'The evidence lower bound'."""
        return (-((sigmoid(logits) - x) ** 2).sum(axis=1) - va.gaussian_kl(mu, log_var)).mean()

    @staticmethod
    def rounded(x, logits, mu, log_var):
        """You round x to 0 or 1. It lies anywhere in between. See the handout, section 'The error of the reconstruction'."""
        return va.elbo((x > 0.5).astype(x.dtype), logits, mu, log_var)

    @staticmethod
    def sigmoid_twice(x, logits, mu, log_var):
        """You apply the sigmoid twice. Your library's loss with logits applies it already. See the handout, section
        'The error of the reconstruction'."""
        return va.elbo(x, sigmoid(logits), mu, log_var)

    @staticmethod
    def half_the_divergence(x, logits, mu, log_var):
        """You halve the divergence. gaussian_kl holds its one half already. See the handout, section 'The evidence lower bound'."""
        return (-va.bernoulli_nll(x, logits) - 0.5 * va.gaussian_kl(mu, log_var)).mean()

    @staticmethod
    def no_half(x, logits, mu, log_var):
        """You leave out the one half of the divergence. See the handout, section 'The divergence from a standard normal'."""
        return (-va.bernoulli_nll(x, logits) - 2 * va.gaussian_kl(mu, log_var)).mean()

    @staticmethod
    def log_var_as_log_deviation(x, logits, mu, log_var):
        """You take log_var for the logarithm of the standard deviation. It is that of the variance. See the handout, section
        'The divergence from a standard normal'."""
        return va.elbo(x, logits, mu, 2 * log_var)

    @staticmethod
    def logarithm_of_zero(x, logits, mu, log_var):
        """Where a logit is far from 0, your exp overflows or you take the logarithm of 0. A form that stays right for every logit is
        max(logit, 0) - x * logit + log(1 + exp(-|logit|)). See the handout, section 'The error of the reconstruction'."""
        return (-bernoulli_nll.logarithm_of_zero(x, logits) - va.gaussian_kl(mu, log_var)).mean()

    @staticmethod
    def probabilities_clipped(x, logits, mu, log_var):
        """You keep the probabilities away from 0 and 1 by a small number. Then a large logit costs far too little. Work with the logits
        themselves. See the handout, section 'The error of the reconstruction'."""
        return (-bernoulli_nll.probabilities_clipped(x, logits) - va.gaussian_kl(mu, log_var)).mean()

    @staticmethod
    def probabilities_clipped_at_1e_6(x, logits, mu, log_var):
        """You keep the probabilities away from 0 and 1 by 1e-6. Then a large logit costs far too little. Work with the logits themselves.
        See the handout, section 'The error of the reconstruction'."""
        return (-clipped_nll(x, logits, 1e-6) - va.gaussian_kl(mu, log_var)).mean()

    @staticmethod
    def probabilities_clipped_at_1e_8(x, logits, mu, log_var):
        """You keep the probabilities away from 0 and 1 by 1e-8. Then a large logit costs far too little. Work with the logits themselves.
        See the handout, section 'The error of the reconstruction'."""
        return (-clipped_nll(x, logits, 1e-8) - va.gaussian_kl(mu, log_var)).mean()

    @staticmethod
    def probabilities_clipped_at_1e_9(x, logits, mu, log_var):
        """You keep the probabilities away from 0 and 1 by 1e-9. Then a large logit costs far too little. Work with the logits themselves.
        See the handout, section 'The error of the reconstruction'."""
        return (-clipped_nll(x, logits, 1e-9) - va.gaussian_kl(mu, log_var)).mean()

    @staticmethod
    def probabilities_clipped_at_1e_10(x, logits, mu, log_var):
        """You keep the probabilities away from 0 and 1 by 1e-10. Then a large logit costs far too little. Work with the logits themselves.
        See the handout, section 'The error of the reconstruction'."""
        return (-clipped_nll(x, logits, 1e-10) - va.gaussian_kl(mu, log_var)).mean()

    @staticmethod
    def probabilities_clipped_at_1e_12(x, logits, mu, log_var):
        """You keep the probabilities away from 0 and 1 by 1e-12. Then a large logit costs far too little. Work with the logits themselves.
        See the handout, section 'The error of the reconstruction'."""
        return (-clipped_nll(x, logits, 1e-12) - va.gaussian_kl(mu, log_var)).mean()

    @staticmethod
    def probabilities_clipped_at_1e_15(x, logits, mu, log_var):
        """You keep the probabilities away from 0 and 1 by 1e-15. Then a large logit costs far too little. Work with the logits themselves.
        See the handout, section 'The error of the reconstruction'."""
        return (-clipped_nll(x, logits, 1e-15) - va.gaussian_kl(mu, log_var)).mean()

    @staticmethod
    def logarithms_clamped(x, logits, mu, log_var):
        """You let no logarithm go below -100, as `binary_cross_entropy` does with probabilities. Then a large logit costs far too little.
        Work with the logits themselves. See the handout, section 'The error of the reconstruction'."""
        return (-bernoulli_nll.logarithms_clamped(x, logits) - va.gaussian_kl(mu, log_var)).mean()

    @staticmethod
    def exp_overflows(x, logits, mu, log_var):
        """Your exp overflows for a large logit, and the answer becomes infinite. log(1 + exp(a)) is max(a, 0) + log(1 + exp(-|a|)). See
        the handout, section 'The error of the reconstruction'."""
        return (-bernoulli_nll.exp_overflows(x, logits) - va.gaussian_kl(mu, log_var)).mean()

    @staticmethod
    def exp_of_minus_overflows(x, logits, mu, log_var):
        """Your exp(-logit) overflows for a logit far below 0, and the answer becomes infinite. log(1 + exp(a)) is
        max(a, 0) + log(1 + exp(-|a|)). See the handout, section 'The error of the reconstruction'."""
        return (-bernoulli_nll.exp_of_minus_overflows(x, logits) - va.gaussian_kl(mu, log_var)).mean()


def vae_with(x, eps, params, *, encode=np.tanh, decode=np.tanh, sample=va.reparameterize, head=lambda a: a, output=lambda a: a):
    """The forward pass with one piece changed. head: what mu passes. output: what the logits pass."""
    h = encode(dense(x, params, "1"))
    mu, log_var = head(dense(h, params, "_mu")), dense(h, params, "_var")
    return output(dense(decode(dense(sample(mu, log_var, eps), params, "2")), params, "3")), mu, log_var


def relu(a):
    return np.maximum(a, 0)


class vae:
    @staticmethod
    def mean_first(x, eps, params):
        """You return the logits last. See the handout, section 'A variational autoencoder', for the order."""
        logits, mu, log_var = va.vae(x, eps, params)
        return mu, log_var, logits

    @staticmethod
    def log_var_before_mu(x, eps, params):
        """You return log_var before mu. See the handout, section 'A variational autoencoder', for the order."""
        logits, mu, log_var = va.vae(x, eps, params)
        return logits, log_var, mu

    @staticmethod
    def variance_returned(x, eps, params):
        """You return the variance. Its logarithm is asked for. See the handout, section 'A variational autoencoder'."""
        logits, mu, log_var = va.vae(x, eps, params)
        return logits, mu, np.exp(log_var)

    @staticmethod
    def deviation_returned(x, eps, params):
        """You return the standard deviation. The logarithm of the variance is asked for. See the handout, section
        'A variational autoencoder'."""
        logits, mu, log_var = va.vae(x, eps, params)
        return logits, mu, np.exp(0.5 * log_var)

    @staticmethod
    def code_returned(x, eps, params):
        """You return the drawn code z in the place of its mean. See the handout, section 'A variational autoencoder'."""
        logits, mu, log_var = va.vae(x, eps, params)
        return logits, va.reparameterize(mu, log_var, eps), log_var

    @staticmethod
    def probabilities_returned(x, eps, params):
        """You apply a sigmoid to the logits. The loss does that, in a way that stays stable. See the handout, section
        'A variational autoencoder'."""
        return vae_with(x, eps, params, output=sigmoid)

    @staticmethod
    def relu_encoder(x, eps, params):
        """You use ReLU in the encoder. Here it has a tanh. See the handout, section 'A variational autoencoder'."""
        return vae_with(x, eps, params, encode=relu)

    @staticmethod
    def relu_decoder(x, eps, params):
        """You use ReLU in the decoder. Here it has a tanh. See the handout, section 'A variational autoencoder'."""
        return vae_with(x, eps, params, decode=relu)

    @staticmethod
    def relu_everywhere(x, eps, params):
        """You use ReLU in encoder and decoder. Here both have a tanh. See the handout, section 'A variational autoencoder'."""
        return vae_with(x, eps, params, encode=relu, decode=relu)

    @staticmethod
    def linear_decoder(x, eps, params):
        """You leave out the tanh of the decoder's hidden layer. See the handout, section 'A variational autoencoder'."""
        return vae_with(x, eps, params, decode=lambda a: a)

    @staticmethod
    def linear_encoder(x, eps, params):
        """You leave out the tanh of the encoder's hidden layer. See the handout, section 'A variational autoencoder'."""
        return vae_with(x, eps, params, encode=lambda a: a)

    @staticmethod
    def tanh_on_the_mean(x, eps, params):
        """You put a tanh on the mean. The means of codes may be any numbers: that layer has no activation. See the handout, section
        'A variational autoencoder'."""
        return vae_with(x, eps, params, head=np.tanh)

    @staticmethod
    def positive_log_var(x, eps, params):
        """You force log_var to be positive. A variance is positive, but its logarithm may have either sign. See the handout, section
        'A variational autoencoder'."""
        h = np.tanh(dense(x, params, "1"))
        mu, log_var = dense(h, params, "_mu"), np.log1p(np.exp(dense(h, params, "_var")))
        z = va.reparameterize(mu, log_var, eps)
        return dense(np.tanh(dense(z, params, "2")), params, "3"), mu, log_var

    @staticmethod
    def decodes_the_mean(x, eps, params):
        """You decode the mean and do not use eps. See the handout, section 'A variational autoencoder'."""
        return va.vae(x, 0 * eps, params)

    @staticmethod
    def log_var_as_deviation(x, eps, params):
        """You multiply eps by log_var. The standard deviation is exp(log_var / 2). See the handout, section
        'The reparameterisation'."""
        return vae_with(x, eps, params, sample=reparameterize.log_var_as_deviation)

    @staticmethod
    def variance_as_deviation(x, eps, params):
        """You multiply eps by the variance. The standard deviation is its root, exp(log_var / 2). See the handout, section
        'The reparameterisation'."""
        return vae_with(x, eps, params, sample=reparameterize.variance_as_deviation)

    @staticmethod
    def noise_not_scaled(x, eps, params):
        """You add eps to the mean as it is. It is multiplied by the standard deviation first. See the handout, section
        'The reparameterisation'."""
        return vae_with(x, eps, params, sample=reparameterize.noise_not_scaled)

    @staticmethod
    def one_head_for_both(x, eps, params):
        """You compute log_var with the weights of mu. It has its own, W_var and b_var. See the handout, section
        'A variational autoencoder'."""
        return va.vae(x, eps, {**params, "W_var": params["W_mu"], "b_var": params["b_mu"]})

    @staticmethod
    def heads_exchanged(x, eps, params):
        """You exchange the weights of mu and of log_var. See the handout, section 'A variational autoencoder'."""
        exchanged = {"W_mu": params["W_var"], "b_mu": params["b_var"], "W_var": params["W_mu"], "b_var": params["b_mu"]}
        return va.vae(x, eps, {**params, **exchanged})

    @staticmethod
    def no_biases(x, eps, params):
        """You leave out the biases. Each of the five layers has its own. See the handout, section 'A variational autoencoder'."""
        return va.vae(x, eps, {name: 0 if name.startswith("b") else value for name, value in params.items()})


def network_trained(clean, seed, spoil, target, passes=40):
    """The reference's network and steps. spoil: clean, drawn noise -> what it reads; target: clean, what it read -> what it is told."""
    rng = np.random.default_rng(seed)
    model = denoiser.initial_model(rng, clean.shape[1])
    mean, square = ({name: 0 * value for name, value in model.items()} for _ in range(2))
    for update in range(1, passes * 24 + 1):
        chosen = rng.integers(0, len(clean), size=denoiser.BATCH)
        read = spoil(clean[chosen], rng.normal(size=clean[chosen].shape))
        for name, gradient in denoiser.gradients(model, target(clean[chosen], read), read).items():
            mean[name] = 0.9 * mean[name] + 0.1 * gradient
            square[name] = 0.999 * square[name] + 0.001 * gradient**2
            step = mean[name] / (1 - 0.9**update) / (np.sqrt(square[name] / (1 - 0.999**update)) + 1e-8)
            model[name] = model[name] - denoiser.STEP * step
    return model


class train_denoiser:
    class keeps_the_noise:
        """You give back what you were given. Look at whether the output of your network differs from its input. See the handout, section
        'Learning to clean digits'."""

        @staticmethod
        def train_denoiser(clean, sigma, seed):
            return None

        @staticmethod
        def denoise(model, noisy):
            return noisy

    class untrained:
        """Your network answers as if it were not trained. Look at whether the optimiser changes the parameters that you clean with. See the
        handout, section 'Learning to clean digits'."""

        @staticmethod
        def train_denoiser(clean, sigma, seed):
            return denoiser.initial_model(np.random.default_rng(seed), clean.shape[1])

    class mean_picture:
        """You give the mean picture, whatever digit comes in. A network whose code carries nothing does that: train longer, or with a
        smaller step. See the handout, section 'Learning to clean digits'."""

        @staticmethod
        def train_denoiser(clean, sigma, seed):
            return clean.mean(axis=0)

        @staticmethod
        def denoise(model, noisy):
            return model + 0 * noisy

    class toward_the_noisy_input:
        """Your network is told to give back the noisy picture, and learns to copy it. Compare its output with the clean picture. See the
        handout, section 'The loss of a denoising autoencoder'."""

        @staticmethod
        def train_denoiser(clean, sigma, seed):
            return network_trained(clean, seed, lambda x, noise: ae.add_noise(x, noise, sigma), lambda x, read: read)

    class no_noise_in_the_training:
        """Your network never saw any noise while it learned, so it keeps much of it. Let it read noisy pictures. See the handout, section
        'Learning to clean digits'."""

        @staticmethod
        def train_denoiser(clean, sigma, seed):
            return network_trained(clean, seed, lambda x, noise: x, lambda x, read: x)

    class far_too_much_noise:
        """Your network learned from noise that is not multiplied by sigma, and blurs what it could keep. See the handout, section
        'Learning to clean digits'."""

        @staticmethod
        def train_denoiser(clean, sigma, seed):
            return network_trained(clean, seed, lambda x, noise: ae.add_noise(x, noise, 1.0), lambda x, read: x)

    class stops_too_early:
        """Your network has learned something, but not enough. Train longer, and look at the loss after each pass. See the handout, section
        'Learning to clean digits'."""

        @staticmethod
        def train_denoiser(clean, sigma, seed):
            return network_trained(clean, seed, lambda x, noise: ae.add_noise(x, noise, sigma), lambda x, read: x, passes=3)

    class few_components:
        """You keep too little of each picture: a code of a few numbers cannot hold a digit. Make the code wider. See the handout, section
        'Learning to clean digits'."""

        @staticmethod
        def train_denoiser(clean, sigma, seed):
            middle = clean.mean(axis=0)
            return middle, np.linalg.svd(clean - middle, full_matrices=False)[2][:8]

        @staticmethod
        def denoise(model, noisy):
            middle, directions = model
            return middle + (noisy - middle) @ directions.T @ directions

    class nearest_seen_picture:
        """You give back the most similar training picture. A new digit is like it, but not equal to it. See the handout, section
        'Learning to clean digits'."""

        @staticmethod
        def train_denoiser(clean, sigma, seed):
            return clean

        @staticmethod
        def denoise(model, noisy):
            distances = (noisy**2).sum(axis=1)[:, None] - 2 * noisy @ model.T + (model**2).sum(axis=1)
            return model[np.argmin(distances, axis=1)]

    class learns_one_batch:
        """Your network learns from the first few pictures only. Look at which rows reach it. See the handout, section
        'Learning to clean digits'."""

        @staticmethod
        def train_denoiser(clean, sigma, seed):
            few = clean[:50]
            return network_trained(few, seed, lambda x, noise: ae.add_noise(x, noise, sigma), lambda x, read: x)


class denoise:
    class returns_its_input:
        """You give back what you were given. Let the model clean it. See the handout, section 'Cleaning digits'."""

        @staticmethod
        def denoise(model, noisy):
            return 1.0 * noisy

    class gives_logits:
        """You give the numbers before the sigmoid. Pixels between 0 and 1 are asked for. See the handout, section 'Cleaning digits'."""

        @staticmethod
        def denoise(model, noisy):
            return dense(ae.autoencoder(noisy, model)[0], model, "2")

    class gives_the_code:
        """You give the code. The reconstruction is asked for, with 64 values a row. See the handout, section 'Cleaning digits'."""

        @staticmethod
        def denoise(model, noisy):
            return ae.autoencoder(noisy, model)[0]

    class gives_the_pair:
        """You give the code together with the reconstruction. The reconstruction alone is asked for. See the handout, section
        'Cleaning digits'."""

        @staticmethod
        def denoise(model, noisy):
            return ae.autoencoder(noisy, model)

    class gives_the_noise:
        """You give the noise that you found. The clean digits are asked for: subtract it from the noisy ones. See the handout, section
        'Cleaning digits'."""

        @staticmethod
        def denoise(model, noisy):
            return noisy - denoiser.denoise(model, noisy)

    class sixteen_shades:
        """Your pixels reach from 0 to 16. They reach from 0 to 1, like those that you are given. See the handout, section
        'Cleaning digits'."""

        @staticmethod
        def denoise(model, noisy):
            return 16 * denoiser.denoise(model, noisy)

    class as_pictures:
        """Your answer has the shape (N, 8, 8). It is (N, 64), as what you are given. See the handout, section 'Cleaning digits'."""

        @staticmethod
        def denoise(model, noisy):
            return denoiser.denoise(model, noisy).reshape(-1, 8, 8)

    class black_and_white:
        """You round the pixels to 0 or 1. The digits have grey pixels too. See the handout, section 'Cleaning digits'."""

        @staticmethod
        def denoise(model, noisy):
            return (denoiser.denoise(model, noisy) > 0.5).astype(float)

    class first_digit_only:
        """You clean the first digit only. There is one answer for each of the N rows. See the handout, section 'Cleaning digits'."""

        @staticmethod
        def denoise(model, noisy):
            return denoiser.denoise(model, noisy[:1])
