"""Wrong answers that students give to the assignment on image synthesis. The docstring is the hint that the student reads."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from reference import class_balance, colorization, cyclegan, deepfill, srgan, stylegan


def _leaky(a: Any, slope: float = 0.2) -> Any:
    return np.where(a > 0, a, slope * a)


def _dense(w: Any, layers: Any, slope: float = 0.2) -> Any:
    """The layers without the normalisation before them."""
    for layer in layers:
        w = _leaky(w @ layer["W"] + layer["b"], slope)
    return w


def _mean_square(z: Any, **axes: Any) -> Any:
    return np.mean(z**2, keepdims=True, **axes)


def _standard(x: Any, axes: tuple[int, ...], eps: float, ddof: int = 0) -> Any:
    """x with mean 0 and variance 1 over other axes, or with another divisor."""
    return (x - x.mean(axis=axes, keepdims=True)) / np.sqrt(x.var(axis=axes, keepdims=True, ddof=ddof) + eps)


def _styled(normalised: Any, scale: Any, bias: Any) -> Any:
    return scale[:, :, None, None] * normalised + bias[:, :, None, None]


def _softplus(a: Any) -> Any:
    return np.logaddexp(0, a)


def _sigmoid(a: Any) -> Any:
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-a))


class mapping_network:
    @staticmethod
    def not_normalised(z, layers):
        """You feed z to the first layer as it is. Each row is divided by the root of its mean square before. See the handout, section
        'The mapping network'."""
        return _dense(z, layers)

    @staticmethod
    def over_the_batch(z, layers):
        """You take the mean square over the batch. Each row is divided by the root of its own mean square. See the handout, section
        'The mapping network'."""
        return _dense(z / np.sqrt(_mean_square(z, axis=0) + 1e-8), layers)

    @staticmethod
    def over_everything(z, layers):
        """You take one mean square of all rows. Each row is divided by the root of its own. See the handout, section
        'The mapping network'."""
        return _dense(z / np.sqrt(_mean_square(z) + 1e-8), layers)

    @staticmethod
    def length_one(z, layers):
        """You divide each row by its length, the root of the sum of the squares. Here it is the root of their mean, over all D
        values. See the handout, section 'The mapping network'."""
        return _dense(z / np.sqrt(np.sum(z**2, axis=1, keepdims=True) + 1e-8), layers)

    @staticmethod
    def no_root(z, layers):
        """You divide each row by its mean square. It is the root of the mean square. See the handout, section 'The mapping network'."""
        return _dense(z / (_mean_square(z, axis=1) + 1e-8), layers)

    @staticmethod
    def mean_taken_off(z, layers):
        """You subtract the mean of each row, as layer norm does. Here the row is divided only. See the handout, section
        'The mapping network'."""
        return _dense((z - z.mean(axis=1, keepdims=True)) / np.sqrt(z.var(axis=1, keepdims=True) + 1e-8), layers)

    @staticmethod
    def eps_outside(z, layers):
        """You add 1e-8 after the root, or nowhere. It is added to the mean square, inside the root. See the handout, section
        'The mapping network'."""
        return _dense(z / (np.sqrt(_mean_square(z, axis=1)) + 1e-8), layers)

    @staticmethod
    def last_layer_linear(z, layers):
        """You leave out the leaky ReLU of the last layer. Every layer has one. See the handout, section 'The mapping network'."""
        w = stylegan.mapping_network(z, layers[:-1])
        return w @ layers[-1]["W"] + layers[-1]["b"]

    @staticmethod
    def relu(z, layers):
        """Your negative values become 0. A leaky ReLU multiplies them by its slope, 0.2. See the handout, section
        'The mapping network'."""
        return _dense(z / np.sqrt(_mean_square(z, axis=1) + 1e-8), layers, slope=0.0)

    @staticmethod
    def slope_of_the_library(z, layers):
        """The slope of your leaky ReLU is 0.01, the usual default. Here it is 0.2. See the handout, section 'The mapping network'."""
        return _dense(z / np.sqrt(_mean_square(z, axis=1) + 1e-8), layers, slope=0.01)

    @staticmethod
    def gain(z, layers):
        """You multiply what the leaky ReLU gives by the root of 2. Some programs do; here nothing is multiplied. See the handout,
        section 'The mapping network'."""
        w = z / np.sqrt(_mean_square(z, axis=1) + 1e-8)
        for layer in layers:
            w = np.sqrt(2) * _leaky(w @ layer["W"] + layer["b"])
        return w

    @staticmethod
    def no_bias(z, layers):
        """You leave out the biases. Every layer has one. See the handout, section 'The mapping network'."""
        return stylegan.mapping_network(z, [{**layer, "b": np.zeros_like(layer["b"])} for layer in layers])

    @staticmethod
    def first_layer_only(z, layers):
        """You leave a layer out. The network goes through all of them, one after the other. See the handout, section
        'The mapping network'."""
        return stylegan.mapping_network(z, layers[:1])

    @staticmethod
    def normalised_at_every_layer(z, layers):
        """You normalise before every layer. Only z is normalised, once. See the handout, section 'The mapping network'."""
        for layer in layers:
            z = stylegan.mapping_network(z, [layer])
        return z


class adaptive_instance_norm:
    @staticmethod
    def over_the_batch(x, scale, bias, eps=1e-5):
        """You take mean and variance over the batch too, as batch norm does. Each image has its own. See the handout, section
        'Adaptive instance normalisation'."""
        return _styled(_standard(x, (0, 2, 3), eps), scale, bias)

    @staticmethod
    def over_the_channels(x, scale, bias, eps=1e-5):
        """You take mean and variance over the channels too, as layer norm does. Each channel has its own. See the handout, section
        'Adaptive instance normalisation'."""
        return _styled(_standard(x, (1, 2, 3), eps), scale, bias)

    @staticmethod
    def a_pixel_at_a_time(x, scale, bias, eps=1e-5):
        """You normalise every pixel over its channels. Mean and variance are taken over the pixels of one channel. See the handout,
        section 'Adaptive instance normalisation'."""
        return _styled(_standard(x, (1,), eps), scale, bias)

    @staticmethod
    def a_row_at_a_time(x, scale, bias, eps=1e-5):
        """You take mean and variance along the last axis only. They are taken over height and width. See the handout, section
        'Adaptive instance normalisation'."""
        return _styled(_standard(x, (3,), eps), scale, bias)

    @staticmethod
    def unbiased(x, scale, bias, eps=1e-5):
        """You divide the variance by H W - 1. Here it is divided by H W. See the handout, section 'Adaptive instance normalisation'."""
        return _styled(_standard(x, (2, 3), eps, ddof=1), scale, bias)

    @staticmethod
    def no_root(x, scale, bias, eps=1e-5):
        """You divide by the variance. Divide by its root. See the handout, section 'Adaptive instance normalisation'."""
        mean = x.mean(axis=(2, 3), keepdims=True)
        return _styled((x - mean) / (x.var(axis=(2, 3), keepdims=True) + eps), scale, bias)

    @staticmethod
    def eps_outside(x, scale, bias, eps=1e-5):
        """You add eps to the standard deviation. It is added to the variance, inside the root. See the handout, section
        'Adaptive instance normalisation'."""
        mean = x.mean(axis=(2, 3), keepdims=True)
        return _styled((x - mean) / (x.std(axis=(2, 3), keepdims=True) + eps), scale, bias)

    @staticmethod
    def eps_ignored(x, scale, bias, eps=1e-5):
        """You always use the same eps. It is an argument. See the handout, section 'Adaptive instance normalisation'."""
        return stylegan.adaptive_instance_norm(x, scale, bias)

    @staticmethod
    def one_more_than_scale(x, scale, bias, eps=1e-5):
        """You multiply by 1 + scale. Here the scale is the whole factor. See the handout, section 'Adaptive instance normalisation'."""
        return stylegan.adaptive_instance_norm(x, 1 + scale, bias, eps)

    @staticmethod
    def bias_before_scale(x, scale, bias, eps=1e-5):
        """You add the bias before you multiply by the scale. The bias comes last. See the handout, section
        'Adaptive instance normalisation'."""
        return stylegan.adaptive_instance_norm(x, scale, scale * bias, eps)

    @staticmethod
    def scale_and_bias_exchanged(x, scale, bias, eps=1e-5):
        """You exchange scale and bias. See the handout, section 'Adaptive instance normalisation', for the order of the arguments."""
        return stylegan.adaptive_instance_norm(x, bias, scale, eps)

    @staticmethod
    def one_style_for_all(x, scale, bias, eps=1e-5):
        """You give every image the style of the first one. Row n of scale and bias belongs to image n. See the handout, section
        'Adaptive instance normalisation'."""
        return stylegan.adaptive_instance_norm(x, scale[:1], bias[:1], eps)

    @staticmethod
    def not_normalised(x, scale, bias, eps=1e-5):
        """You style x as it is. Normalise each channel first. See the handout, section 'Adaptive instance normalisation'."""
        return _styled(x, scale, bias)


class truncation_trick:
    @staticmethod
    def toward_zero(w, w_mean, psi):
        """You pull the style towards 0. It is pulled towards the mean style. See the handout, section 'The truncation trick'."""
        return psi * w

    @staticmethod
    def the_other_way_round(w, w_mean, psi):
        """Your psi works the other way round: with psi = 1 the style stays where it is, with psi = 0 it becomes the mean. See the
        handout, section 'The truncation trick'."""
        return w + psi * (w_mean - w)

    @staticmethod
    def mean_not_added_again(w, w_mean, psi):
        """You shrink the distance to the mean, and forget to add the mean again. See the handout, section 'The truncation trick'."""
        return psi * (w - w_mean)

    @staticmethod
    def mean_of_the_batch(w, w_mean, psi):
        """You use the mean of the styles that you were given. The mean style is an argument: it was taken over many more. See the
        handout, section 'The truncation trick'."""
        return stylegan.truncation_trick(w, w.mean(axis=0), psi)

    @staticmethod
    def clipped(w, w_mean, psi):
        """You cut off what is further than psi from the mean. Every style is scaled, none is cut off. See the handout, section
        'The truncation trick'."""
        return w_mean + np.clip(w - w_mean, -abs(psi), abs(psi))

    @staticmethod
    def psi_between_0_and_1(w, w_mean, psi):
        """You force psi into [0, 1]. A psi above 1 or below 0 is used as it is. See the handout, section 'The truncation trick'."""
        return stylegan.truncation_trick(w, w_mean, min(max(psi, 0.0), 1.0))


class style_mixing:
    @staticmethod
    def one_layer_too_many(w1, w2, num_layers, crossover):
        """You still use w1 in layer crossover. w2 begins there. See the handout, section 'Style mixing'."""
        return stylegan.style_mixing(w1, w2, num_layers, crossover + 1)

    @staticmethod
    def counted_from_one(w1, w2, num_layers, crossover):
        """You count the layers from 1. The first layer is layer 0. See the handout, section 'Style mixing'."""
        return stylegan.style_mixing(w1, w2, num_layers, crossover - 1)

    @staticmethod
    def exchanged(w1, w2, num_layers, crossover):
        """You exchange w1 and w2: w1 goes to the first layers. See the handout, section 'Style mixing'."""
        return stylegan.style_mixing(w2, w1, num_layers, crossover)

    @staticmethod
    def counted_from_the_end(w1, w2, num_layers, crossover):
        """You give w2 to as many layers as crossover says. It says in how many w1 is used. See the handout, section 'Style mixing'."""
        return stylegan.style_mixing(w1, w2, num_layers, num_layers - crossover)

    @staticmethod
    def layers_first(w1, w2, num_layers, crossover):
        """Your axes are in another order: the batch comes first, then the layers. See the handout, section 'Style mixing'."""
        return stylegan.style_mixing(w1, w2, num_layers, crossover).swapaxes(0, 1)

    @staticmethod
    def blended(w1, w2, num_layers, crossover):
        """You blend the two styles. Every layer gets the one or the other, whole. See the handout, section 'Style mixing'."""
        share = crossover / num_layers
        return np.repeat((share * w1 + (1 - share) * w2)[:, None], num_layers, axis=1)

    @staticmethod
    def features_mixed(w1, w2, num_layers, crossover):
        """You join the first features of w1 to the last features of w2. What is mixed are the layers, not the features. See the
        handout, section 'Style mixing'."""
        mixed = np.concatenate([w1[:, :crossover], w2[:, crossover:]], axis=1)
        return np.repeat(mixed[:, None], num_layers, axis=1)


class pixel_shuffle:
    @staticmethod
    def order_of_tensorflow(x, factor):
        """You take the channels in the order of tf.nn.depth_to_space: channel c from every C-th channel. Here the factor^2 channels of
        one output channel lie side by side. See the handout, section 'Pixel shuffle'."""
        n, channels, h, w = x.shape
        split = x.reshape(n, factor, factor, channels // factor**2, h, w)
        return split.transpose(0, 3, 4, 1, 5, 2).reshape(n, -1, h * factor, w * factor)

    @staticmethod
    def reshaped_only(x, factor):
        """You reshape without moving an axis: the numbers stay in their old order. Split the channels, move the new axes beside height
        and width, and reshape then. See the handout, section 'Pixel shuffle'."""
        n, channels, h, w = x.shape
        return x.reshape(n, channels // factor**2, h * factor, w * factor)

    @staticmethod
    def i_and_j_exchanged(x, factor):
        """You exchange i and j: in i r + j, i counts the rows and j the columns of the new pixels. See the handout, section
        'Pixel shuffle'."""
        n, channels, h, w = x.shape
        split = x.reshape(n, channels // factor**2, factor, factor, h, w)
        return split.transpose(0, 1, 4, 3, 5, 2).reshape(n, -1, h * factor, w * factor)

    @staticmethod
    def tiles(x, factor):
        """You set the channels side by side like tiles. The pixels of the channels lie between each other: i and j change fastest. See
        the handout, section 'Pixel shuffle'."""
        n, channels, h, w = x.shape
        split = x.reshape(n, channels // factor**2, factor, factor, h, w)
        return split.transpose(0, 1, 2, 4, 3, 5).reshape(n, -1, h * factor, w * factor)

    @staticmethod
    def enlarged(x, factor):
        """You repeat the pixels of one channel. Each of the new pixels comes from a channel of its own. See the handout, section
        'Pixel shuffle'."""
        return x[:, :: factor**2].repeat(factor, axis=2).repeat(factor, axis=3)

    @staticmethod
    def height_and_width_exchanged(x, factor):
        """You exchange height and width. See the handout, section 'Pixel shuffle'."""
        return srgan.pixel_shuffle(x, factor).swapaxes(2, 3)


class psnr:
    @staticmethod
    def always_255(x, y, max_value=1.0):
        """You always take 255 for the largest value. It is an argument, and 1 where it is not given. See the handout, section 'PSNR'."""
        return srgan.psnr(x, y, 255.0)

    @staticmethod
    def natural_logarithm(x, y, max_value=1.0):
        """You use the natural logarithm. A decibel is made with base 10. See the handout, section 'PSNR'."""
        return srgan.psnr(x, y, max_value) * np.log(10)

    @staticmethod
    def max_value_ignored(x, y, max_value=1.0):
        """You always take 1 for the largest value. It is an argument. See the handout, section 'PSNR'."""
        return srgan.psnr(x, y)

    @staticmethod
    def max_value_found(x, y, max_value=1.0):
        """You take the largest value that occurs in the image. The largest possible one is meant; it is an argument. See the handout,
        section 'PSNR'."""
        return srgan.psnr(x, y, x.max())

    @staticmethod
    def max_value_not_squared(x, y, max_value=1.0):
        """You do not square the largest value. It is compared with an error that is squared. See the handout, section 'PSNR'."""
        return srgan.psnr(x, y, np.sqrt(max_value))

    @staticmethod
    def twenty_with_squares(x, y, max_value=1.0):
        """Your factor is 20, with squares inside the logarithm. It is 10 with squares, or 20 without. See the handout, section 'PSNR'."""
        return 2 * srgan.psnr(x, y, max_value)

    @staticmethod
    def ten_with_roots(x, y, max_value=1.0):
        """Your factor is 10, without squares inside the logarithm. It is 10 with squares, or 20 without. See the handout, section
        'PSNR'."""
        return srgan.psnr(x, y, max_value) / 2

    @staticmethod
    def wrong_sign(x, y, max_value=1.0):
        """You turn the fraction over: a better image has a larger PSNR. See the handout, section 'PSNR'."""
        return -srgan.psnr(x, y, max_value)

    @staticmethod
    def summed(x, y, max_value=1.0):
        """You sum the squared errors. It is their mean that counts. See the handout, section 'PSNR'."""
        return srgan.psnr(x, y, max_value) - 10 * np.log10(x.size)

    @staticmethod
    def absolute_error(x, y, max_value=1.0):
        """You take the mean absolute error. It is the mean squared error. See the handout, section 'PSNR'."""
        with np.errstate(divide="ignore"):
            return 20 * np.log10(max_value / np.mean(np.abs(x - y)))

    @staticmethod
    def mean_of_parts(x, y, max_value=1.0):
        """You compute a PSNR for every channel, or column, and take their mean. There is one mean squared error, over everything. See the
        handout, section 'PSNR'."""
        with np.errstate(divide="ignore"):
            return np.mean(10 * np.log10(max_value**2 / np.mean((x - y) ** 2, axis=tuple(range(x.ndim - 1)))))

    @staticmethod
    def a_little_added(x, y, max_value=1.0):
        """You add a small number to the error, so that you never divide by 0. Identical images have a PSNR of inf. See the handout,
        section 'PSNR'."""
        return 10 * np.log10(max_value**2 / (np.mean((x - y) ** 2) + 1e-10))

    @staticmethod
    def zero_where_identical(x, y, max_value=1.0):
        """You give 0 for identical images. They have a PSNR of inf. See the handout, section 'PSNR'."""
        return 0.0 if np.array_equal(x, y) else srgan.psnr(x, y, max_value)

    @staticmethod
    def divides_by_zero(x, y, max_value=1.0):
        """You divide by an error of 0, which Python refuses. Identical images have a PSNR of inf. See the handout, section 'PSNR'."""
        return 10 * np.log10(max_value**2 / float(np.mean((x - y) ** 2)))


def _ssim(
    x: Any,
    y: Any,
    max_value: float,
    *,
    size: int = 8,
    step: int = 1,
    weights: Any = None,
    factor: float = 1.0,
    constants: tuple[float, float] = (0.01**2, 0.03**2),
) -> Any:
    """The SSIM of every window, luminance and structure, with other windows, weights, divisors or constants."""
    of_x, of_y = (sliding_window_view(a, (size, size))[::step, ::step] for a in (x, y))
    weights = np.full((size, size), 1 / size**2) if weights is None else weights

    def mean(a: Any) -> Any:
        return np.sum(weights * a, axis=(2, 3), keepdims=True)

    mx, my = mean(of_x), mean(of_y)
    vx, vy, cov = (
        factor * mean((a - ma) * (b - mb)) for a, ma, b, mb in ((of_x, mx, of_x, mx), (of_y, my, of_y, my), (of_x, mx, of_y, my))
    )
    c1, c2 = (c * max_value**2 for c in constants)
    return (2 * mx * my + c1) / (mx**2 + my**2 + c1), (2 * cov + c2) / (vx + vy + c2)


def _mean_product(parts: Any) -> Any:
    return np.mean(parts[0] * parts[1])


def _gaussian(size: int, deviation: float) -> Any:
    line = np.exp(-((np.arange(size) - (size - 1) / 2) ** 2) / (2 * deviation**2))
    return np.outer(line, line) / np.sum(np.outer(line, line))


class ssim:
    @staticmethod
    def unbiased(x, y, max_value=1.0):
        """You divide variances and covariance by 63. All moments are divided by 64 here. See the handout, section 'SSIM'."""
        return _mean_product(_ssim(x, y, max_value, factor=64 / 63))

    @staticmethod
    def unbiased_covariance_only(x, y, max_value=1.0):
        """You divide the covariance by 63 and the variances by 64. All moments are divided by 64 here. See the handout, section 'SSIM'."""
        luminance, _ = _ssim(x, y, max_value)
        of_x, of_y = sliding_window_view(x, (8, 8)), sliding_window_view(y, (8, 8))
        mx, my = (a.mean(axis=(2, 3), keepdims=True) for a in (of_x, of_y))
        cov = np.sum((of_x - mx) * (of_y - my), axis=(2, 3), keepdims=True) / 63
        vx, vy = (a.var(axis=(2, 3), keepdims=True) for a in (of_x, of_y))
        c2 = (0.03 * max_value) ** 2
        return np.mean(luminance * (2 * cov + c2) / (vx + vy + c2))

    @staticmethod
    def one_window(x, y, max_value=1.0):
        """You take the whole image as one window. Windows are 8 by 8, and the answer is the mean over all of them. See the handout,
        section 'SSIM'."""
        c1, c2 = (0.01 * max_value) ** 2, (0.03 * max_value) ** 2
        mx, my = x.mean(), y.mean()
        cov = np.mean((x - mx) * (y - my))
        return (2 * mx * my + c1) * (2 * cov + c2) / ((mx**2 + my**2 + c1) * (x.var() + y.var() + c2))

    @staticmethod
    def blocks(x, y, max_value=1.0):
        """You leave windows out: a window begins at every pixel where it fits, not at every eighth. See the handout, section 'SSIM'."""
        return _mean_product(_ssim(x, y, max_value, step=8))

    @staticmethod
    def seven_by_seven(x, y, max_value=1.0):
        """Your windows are 7 by 7, as some libraries have them. Here they are 8 by 8. See the handout, section 'SSIM'."""
        return _mean_product(_ssim(x, y, max_value, size=7))

    @staticmethod
    def gaussian_weights(x, y, max_value=1.0):
        """You weight the middle of a window more than its edges. Here all 64 pixels count alike. See the handout, section 'SSIM'."""
        return _mean_product(_ssim(x, y, max_value, weights=_gaussian(8, 1.5)))

    @staticmethod
    def padded(x, y, max_value=1.0):
        """You pad the images with zeros, so that there is a window for every pixel. Only windows inside the image count. See the handout,
        section 'SSIM'."""
        return _mean_product(_ssim(*(np.pad(a, ((3, 4), (3, 4))) for a in (x, y)), max_value))

    @staticmethod
    def max_value_ignored(x, y, max_value=1.0):
        """You always take 1 for the largest value. It is an argument, and both constants depend on it. See the handout, section 'SSIM'."""
        return srgan.ssim(x, y)

    @staticmethod
    def constants_exchanged(x, y, max_value=1.0):
        """You exchange the two constants: 0.01 goes with the means, 0.03 with the variances. See the handout, section 'SSIM'."""
        return _mean_product(_ssim(x, y, max_value, constants=(0.03**2, 0.01**2)))

    @staticmethod
    def constants_not_squared(x, y, max_value=1.0):
        """You do not square 0.01 and 0.03 in the constants. See the handout, section 'SSIM'."""
        return _mean_product(_ssim(x, y, max_value, constants=(0.01, 0.03)))

    @staticmethod
    def no_constants(x, y, max_value=1.0):
        """You leave the constants out, or make them tiny. They matter where an image is dark or smooth. See the handout, section
        'SSIM'."""
        return _mean_product(_ssim(x, y, max_value, constants=(1e-12, 1e-12)))

    @staticmethod
    def structure_only(x, y, max_value=1.0):
        """You leave out the factor with the means. See the handout, section 'SSIM'."""
        return np.mean(_ssim(x, y, max_value)[1])

    @staticmethod
    def standard_deviations(x, y, max_value=1.0):
        """You put the product of the standard deviations where the covariance belongs. See the handout, section 'SSIM'."""
        luminance, _ = _ssim(x, y, max_value)
        vx, vy = (sliding_window_view(a, (8, 8)).var(axis=(2, 3), keepdims=True) for a in (x, y))
        c2 = (0.03 * max_value) ** 2
        return np.mean(luminance * (2 * np.sqrt(vx * vy) + c2) / (vx + vy + c2))

    @staticmethod
    def dissimilarity(x, y, max_value=1.0):
        """You return 1 minus the SSIM, or half of that. See the handout, section 'SSIM'."""
        return 1 - srgan.ssim(x, y, max_value)


class srgan_generator_loss:
    @staticmethod
    def no_weight(features_real, features_fake, fake_logits):
        """You add the two losses with the same weight. The adversarial one is multiplied by 0.001. See the handout, section
        'The loss of the SRGAN generator'."""
        content = srgan.srgan_generator_loss(features_real, features_fake, np.full_like(fake_logits, 1e9))
        return content + np.mean(_softplus(-fake_logits))

    @staticmethod
    def weight_on_the_content(features_real, features_fake, fake_logits):
        """You multiply the content loss by 0.001. The adversarial loss has that weight. See the handout, section
        'The loss of the SRGAN generator'."""
        return 1e-3 * np.mean((features_real - features_fake) ** 2) + np.mean(_softplus(-fake_logits))

    @staticmethod
    def saturating(features_real, features_fake, fake_logits):
        """You minimise log(1 - D(G(z))), the loss that saturates. Here it is -log D(G(z)). See the handout, section
        'The loss of the SRGAN generator'."""
        return np.mean((features_real - features_fake) ** 2) - 1e-3 * np.mean(_softplus(fake_logits))

    @staticmethod
    def as_if_fake(features_real, features_fake, fake_logits):
        """You compute the discriminator's loss, with the label "fake". The generator wants its images to be called real. See the handout,
        section 'The loss of the SRGAN generator'."""
        return np.mean((features_real - features_fake) ** 2) + 1e-3 * np.mean(_softplus(fake_logits))

    @staticmethod
    def one_minus_d(features_real, features_fake, fake_logits):
        """Your adversarial loss is 1 - D(G(z)), without a logarithm. See the handout, section 'The loss of the SRGAN generator'."""
        return np.mean((features_real - features_fake) ** 2) + 1e-3 * np.mean(_sigmoid(-fake_logits))

    @staticmethod
    def absolute_content(features_real, features_fake, fake_logits):
        """You take the mean absolute difference of the features. It is the mean of the squares. See the handout, section
        'The loss of the SRGAN generator'."""
        return np.mean(np.abs(features_real - features_fake)) + 1e-3 * np.mean(_softplus(-fake_logits))

    @staticmethod
    def content_summed(features_real, features_fake, fake_logits):
        """You sum the squared differences of the features. Take their mean. See the handout, section
        'The loss of the SRGAN generator'."""
        return np.sum((features_real - features_fake) ** 2) + 1e-3 * np.mean(_softplus(-fake_logits))

    @staticmethod
    def adversarial_summed(features_real, features_fake, fake_logits):
        """You sum the adversarial loss over the batch. Take its mean. See the handout, section 'The loss of the SRGAN generator'."""
        return np.mean((features_real - features_fake) ** 2) + 1e-3 * np.sum(_softplus(-fake_logits))

    @staticmethod
    def features_scaled(features_real, features_fake, fake_logits):
        """You multiply the content loss by 0.006, the paper's factor for the features of one network. Here it has the factor 1. See the
        handout, section 'The loss of the SRGAN generator'."""
        return 0.006 * np.mean((features_real - features_fake) ** 2) + 1e-3 * np.mean(_softplus(-fake_logits))

    @staticmethod
    def clamped(features_real, features_fake, fake_logits):
        """You add a small number to D(G(z)), or clip it, before you take the logarithm. Then a logit of -80 costs far too little.
        Write -log D(G(z)) with the logit. See the handout, section 'The loss of the SRGAN generator'."""
        return np.mean((features_real - features_fake) ** 2) - 1e-3 * np.mean(np.log(_sigmoid(fake_logits) + 1e-12))


class composite:
    @staticmethod
    def the_other_way_round(original, generated, mask):
        """You use the mask the other way round. It is 1 where the original is missing. See the handout, section 'Putting it together'."""
        return deepfill.composite(generated, original, mask)

    @staticmethod
    def rounded(original, generated, mask):
        """You choose one of the two images a pixel. A mask of 0.25 takes a quarter of the generated pixel. See the handout, section
        'Putting it together'."""
        return np.where(mask > 0.5, generated, original)

    @staticmethod
    def any_hole(original, generated, mask):
        """You take the generated pixel wherever the mask is not 0. A mask of 0.25 takes a quarter of it. See the handout, section
        'Putting it together'."""
        return np.where(mask > 0, generated, original)

    @staticmethod
    def hole_only(original, generated, mask):
        """You leave out the original. It shows where nothing is missing. See the handout, section 'Putting it together'."""
        return mask * generated

    @staticmethod
    def original_not_masked(original, generated, mask):
        """You add the generated pixels to the whole original. It is multiplied by 1 - mask first. See the handout, section
        'Putting it together'."""
        return original + mask * generated

    @staticmethod
    def generated_not_masked(original, generated, mask):
        """You add the whole generated image. It is multiplied by the mask first. See the handout, section 'Putting it together'."""
        return generated + (1 - mask) * original

    @staticmethod
    def first_channel(original, generated, mask):
        """You change the first channel only. The mask holds for all channels of a pixel. See the handout, section
        'Putting it together'."""
        whole = deepfill.composite(original, generated, mask)
        return np.concatenate([whole[..., :1], original[..., 1:]], axis=-1)


def _cosines(hole: Any, known: Any) -> Any:
    return (hole / np.linalg.norm(hole, axis=1, keepdims=True)) @ (known / np.linalg.norm(known, axis=1, keepdims=True)).T


def _softmax(scores: Any, axis: int = 1) -> Any:
    weights = np.exp(scores - scores.max(axis=axis, keepdims=True))
    return weights / weights.sum(axis=axis, keepdims=True)


def _filled(foreground: Any, mask: Any, values: Any) -> Any:
    answer = foreground.copy()
    answer[mask] = values
    return answer


class contextual_attention:
    @staticmethod
    def hole_attended(foreground, background, mask, scale=10.0):
        """You mix all pixels of the background, those in the hole too. Only pixels outside the hole are known. See the handout, section
        'Contextual attention'."""
        everything = background.reshape(-1, background.shape[2])
        return _filled(foreground, mask, _softmax(scale * _cosines(foreground[mask], everything)) @ everything)

    @staticmethod
    def zero_instead_of_left_out(foreground, background, mask, scale=10.0):
        """You give the pixels of the hole a score of 0, and they still take weight in the softmax. Leave them out, or give them -inf. See
        the handout, section 'Contextual attention'."""
        everything = background.reshape(-1, background.shape[2])
        known = ~mask.reshape(-1)
        weights = _softmax(scale * _cosines(foreground[mask], everything) * known) * known
        return _filled(foreground, mask, weights @ everything)

    @staticmethod
    def background_asks(foreground, background, mask, scale=10.0):
        """You compare with what the background holds in the hole. The foreground's pixel is compared: the background is not known there.
        See the handout, section 'Contextual attention'."""
        known = background[~mask]
        return _filled(foreground, mask, _softmax(scale * _cosines(background[mask], known)) @ known)

    @staticmethod
    def foreground_not_normalised(foreground, background, mask, scale=10.0):
        """You divide the background's vectors by their length, and not the foreground's. A cosine needs both. See the handout, section
        'Contextual attention'."""
        lengths = np.linalg.norm(foreground[mask], axis=1, keepdims=True)
        known = background[~mask]
        return _filled(foreground, mask, _softmax(scale * lengths * _cosines(foreground[mask], known)) @ known)

    @staticmethod
    def not_normalised(foreground, background, mask, scale=10.0):
        """You use dot products as they are. A cosine is the dot product divided by both lengths. See the handout, section
        'Contextual attention'."""
        known = background[~mask]
        return _filled(foreground, mask, _softmax(scale * foreground[mask] @ known.T) @ known)

    @staticmethod
    def distances(foreground, background, mask, scale=10.0):
        """You compare pixels by their distance. They are compared by the cosine of their vectors. See the handout, section
        'Contextual attention'."""
        known = background[~mask]
        apart = np.linalg.norm(foreground[mask][:, None] - known, axis=2)
        return _filled(foreground, mask, _softmax(-scale * apart) @ known)

    @staticmethod
    def no_scale(foreground, background, mask, scale=10.0):
        """You leave out the scale. The cosines are multiplied by it before the softmax. See the handout, section
        'Contextual attention'."""
        return deepfill.contextual_attention(foreground, background, mask, 1.0)

    @staticmethod
    def scale_ignored(foreground, background, mask, scale=10.0):
        """You always use a scale of 10. It is an argument. See the handout, section 'Contextual attention'."""
        return deepfill.contextual_attention(foreground, background, mask)

    @staticmethod
    def divided_by_scale(foreground, background, mask, scale=10.0):
        """You divide the cosines by the scale. They are multiplied by it. See the handout, section 'Contextual attention'."""
        return deepfill.contextual_attention(foreground, background, mask, 1 / scale)

    @staticmethod
    def softmax_over_the_hole(foreground, background, mask, scale=10.0):
        """Your weights sum to 1 over the pixels of the hole. For each pixel of the hole they sum to 1 over the background. See the
        handout, section 'Contextual attention'."""
        known = background[~mask]
        return _filled(foreground, mask, _softmax(scale * _cosines(foreground[mask], known), axis=0) @ known)

    @staticmethod
    def most_similar_only(foreground, background, mask, scale=10.0):
        """You copy the most similar pixel. Every pixel outside the hole takes part, with its weight. See the handout, section
        'Contextual attention'."""
        known = background[~mask]
        return _filled(foreground, mask, known[_cosines(foreground[mask], known).argmax(axis=1)])

    @staticmethod
    def unit_vectors_mixed(foreground, background, mask, scale=10.0):
        """You mix vectors of length 1. Lengths count for the cosine only: the pixels are mixed as they are. See the handout, section
        'Contextual attention'."""
        known = background[~mask]
        units = known / np.linalg.norm(known, axis=1, keepdims=True)
        return _filled(foreground, mask, _softmax(scale * _cosines(foreground[mask], known)) @ units)

    @staticmethod
    def everything_replaced(foreground, background, mask, scale=10.0):
        """You replace pixels outside the hole too. They stay as they are. See the handout, section 'Contextual attention'."""
        known = background[~mask]
        weights = _softmax(scale * _cosines(foreground.reshape(-1, foreground.shape[2]), known))
        return (weights @ known).reshape(foreground.shape)

    @staticmethod
    def mask_turned_round(foreground, background, mask, scale=10.0):
        """You fill the pixels outside the hole. The mask is True in the hole. See the handout, section 'Contextual attention'."""
        return deepfill.contextual_attention(foreground, background, ~mask, scale)

    @staticmethod
    def foreground_mixed(foreground, background, mask, scale=10.0):
        """You compare with the foreground's pixels outside the hole, and mix them. It is the background's that are compared and mixed. See
        the handout, section 'Contextual attention'."""
        known = foreground[~mask]
        return _filled(foreground, mask, _softmax(scale * _cosines(foreground[mask], known)) @ known)

    @staticmethod
    def foreground_compared(foreground, background, mask, scale=10.0):
        """You compare with the foreground's pixels outside the hole. The cosines are those with the background's pixels, which are mixed.
        See the handout, section 'Contextual attention'."""
        weights = _softmax(scale * _cosines(foreground[mask], foreground[~mask]))
        return _filled(foreground, mask, weights @ background[~mask])

    @staticmethod
    def background_outside(foreground, background, mask, scale=10.0):
        """You return the background outside the hole. There the foreground's pixels stay as they are. See the handout, section
        'Contextual attention'."""
        return np.where(mask[..., None], deepfill.contextual_attention(foreground, background, mask, scale), background)


class instance_norm:
    @staticmethod
    def over_the_batch(x, eps=1e-5):
        """You take mean and variance over the batch too, as batch norm does. Each image has its own. See the handout, section
        'Instance normalisation'."""
        return _standard(x, (0, 2, 3), eps)

    @staticmethod
    def over_the_channels(x, eps=1e-5):
        """You take mean and variance over the channels too, as layer norm does. Each channel has its own. See the handout, section
        'Instance normalisation'."""
        return _standard(x, (1, 2, 3), eps)

    @staticmethod
    def a_pixel_at_a_time(x, eps=1e-5):
        """You normalise every pixel over its channels. Mean and variance are taken over the pixels of one channel. See the handout,
        section 'Instance normalisation'."""
        return _standard(x, (1,), eps)

    @staticmethod
    def a_row_at_a_time(x, eps=1e-5):
        """You take mean and variance along the last axis only. They are taken over height and width. See the handout, section
        'Instance normalisation'."""
        return _standard(x, (3,), eps)

    @staticmethod
    def unbiased(x, eps=1e-5):
        """You divide the variance by H W - 1. Here it is divided by H W. See the handout, section 'Instance normalisation'."""
        return _standard(x, (2, 3), eps, ddof=1)

    @staticmethod
    def no_root(x, eps=1e-5):
        """You divide by the variance. Divide by its root. See the handout, section 'Instance normalisation'."""
        return (x - x.mean(axis=(2, 3), keepdims=True)) / (x.var(axis=(2, 3), keepdims=True) + eps)

    @staticmethod
    def eps_outside(x, eps=1e-5):
        """You add eps to the standard deviation. It is added to the variance, inside the root. See the handout, section
        'Instance normalisation'."""
        return (x - x.mean(axis=(2, 3), keepdims=True)) / (x.std(axis=(2, 3), keepdims=True) + eps)

    @staticmethod
    def eps_ignored(x, eps=1e-5):
        """You always use the same eps. It is an argument. See the handout, section 'Instance normalisation'."""
        return cyclegan.instance_norm(x)

    @staticmethod
    def mean_not_taken_off(x, eps=1e-5):
        """You divide, but you do not subtract the mean first. See the handout, section 'Instance normalisation'."""
        return x / np.sqrt(x.var(axis=(2, 3), keepdims=True) + eps)


def _l1(x: Any, y: Any) -> Any:
    return np.mean(np.abs(y - x))


def _pooled(x: Any, x_made: Any, y: Any, y_made: Any) -> Any:
    """One mean over the elements of both pairs."""
    return (np.sum(np.abs(x_made - x)) + np.sum(np.abs(y_made - y))) / (x.size + y.size)


class cycle_consistency_loss:
    @staticmethod
    def halved(x, x_cycled, y, y_cycled):
        """You take the mean of the two directions. They are added. See the handout, section 'Cycle consistency'."""
        return 0.5 * cyclegan.cycle_consistency_loss(x, x_cycled, y, y_cycled)

    @staticmethod
    def pooled(x, x_cycled, y, y_cycled):
        """You take one mean over both pairs together. Each pair has a mean of its own, and the two are added. See the handout, section
        'Cycle consistency'."""
        return _pooled(x, x_cycled, y, y_cycled)

    @staticmethod
    def squared(x, x_cycled, y, y_cycled):
        """You square the differences. Take their absolute values. See the handout, section 'Cycle consistency'."""
        return np.mean((x_cycled - x) ** 2) + np.mean((y_cycled - y) ** 2)

    @staticmethod
    def signed(x, x_cycled, y, y_cycled):
        """You leave the signs, so that differences cancel. Take absolute values, element by element. See the handout, section
        'Cycle consistency'."""
        return np.abs(np.mean(x_cycled - x)) + np.abs(np.mean(y_cycled - y))

    @staticmethod
    def one_direction(x, x_cycled, y, y_cycled):
        """You leave out the way from Y to X and back. Both directions count. See the handout, section 'Cycle consistency'."""
        return _l1(x, x_cycled)

    @staticmethod
    def summed(x, x_cycled, y, y_cycled):
        """You sum the absolute differences. Take their mean, over all elements. See the handout, section 'Cycle consistency'."""
        return np.sum(np.abs(x_cycled - x)) + np.sum(np.abs(y_cycled - y))

    @staticmethod
    def summed_in_an_image(x, x_cycled, y, y_cycled):
        """You sum over the elements of an image, and take the mean over the images only. Take the mean over all elements. See the handout,
        section 'Cycle consistency'."""
        return np.sum(np.abs(x_cycled - x)) / len(x) + np.sum(np.abs(y_cycled - y)) / len(y)

    @staticmethod
    def weighted(x, x_cycled, y, y_cycled):
        """You multiply by the weight 10. The weight belongs to the whole objective, not here. See the handout, section
        'Cycle consistency'."""
        return 10 * cyclegan.cycle_consistency_loss(x, x_cycled, y, y_cycled)

    @staticmethod
    def other_direction(x, x_cycled, y, y_cycled):
        """You leave out the way from X to Y and back. Both directions count. See the handout, section 'Cycle consistency'."""
        return _l1(y, y_cycled)

    @staticmethod
    def larger_one(x, x_cycled, y, y_cycled):
        """You take the larger of the two means. They are added. See the handout, section 'Cycle consistency'."""
        return max(_l1(x, x_cycled), _l1(y, y_cycled))

    @staticmethod
    def one_direction_twice(x, x_cycled, y, y_cycled):
        """You count the way from X to Y and back twice, and leave the other one out. Both directions count. See the handout, section
        'Cycle consistency'."""
        return 2 * _l1(x, x_cycled)


class identity_loss:
    @staticmethod
    def halved(x, f_x, y, g_y):
        """You take the mean of the two. They are added. See the handout, section 'The identity loss'."""
        return 0.5 * cyclegan.identity_loss(x, f_x, y, g_y)

    @staticmethod
    def pooled(x, f_x, y, g_y):
        """You take one mean over both pairs together. Each pair has a mean of its own, and the two are added. See the handout, section
        'The identity loss'."""
        return _pooled(x, f_x, y, g_y)

    @staticmethod
    def squared(x, f_x, y, g_y):
        """You square the differences. Take their absolute values. See the handout, section 'The identity loss'."""
        return np.mean((f_x - x) ** 2) + np.mean((g_y - y) ** 2)

    @staticmethod
    def signed(x, f_x, y, g_y):
        """You leave the signs, so that differences cancel. Take absolute values, element by element. See the handout, section
        'The identity loss'."""
        return np.abs(np.mean(f_x - x)) + np.abs(np.mean(g_y - y))

    @staticmethod
    def summed(x, f_x, y, g_y):
        """You sum the absolute differences. Take their mean, over all elements. See the handout, section 'The identity loss'."""
        return np.sum(np.abs(f_x - x)) + np.sum(np.abs(g_y - y))

    @staticmethod
    def other_kind(x, f_x, y, g_y):
        """You compare F(x) with y, and G(y) with x. F makes images of X, so F(x) is compared with x. See the handout, section
        'The identity loss'."""
        return _l1(y, f_x) + _l1(x, g_y)

    @staticmethod
    def weighted(x, f_x, y, g_y):
        """You multiply by the weight 5. The weight belongs to the whole objective, not here. See the handout, section
        'The identity loss'."""
        return 5 * cyclegan.identity_loss(x, f_x, y, g_y)

    @staticmethod
    def only_f(x, f_x, y, g_y):
        """You leave out the second mean, of y and G(y). Both generators count. See the handout, section 'The identity loss'."""
        return _l1(x, f_x)

    @staticmethod
    def only_g(x, f_x, y, g_y):
        """You leave out the first mean, of x and F(x). Both generators count. See the handout, section 'The identity loss'."""
        return _l1(y, g_y)

    @staticmethod
    def f_twice(x, f_x, y, g_y):
        """You count the first mean twice, that of x and F(x), and leave the second one out. Both generators count. See the handout, section
        'The identity loss'."""
        return 2 * _l1(x, f_x)


class lsgan_losses:
    @staticmethod
    def no_half(real_scores, fake_scores):
        """You leave out the halves. Every one of the three means is halved. See the handout, section 'The LSGAN losses'."""
        discriminator, generator = cyclegan.lsgan_losses(real_scores, fake_scores)
        return 2 * discriminator, 2 * generator

    @staticmethod
    def generator_not_halved(real_scores, fake_scores):
        """You leave out the half in the loss of the generator. See the handout, section 'The LSGAN losses'."""
        discriminator, generator = cyclegan.lsgan_losses(real_scores, fake_scores)
        return discriminator, 2 * generator

    @staticmethod
    def halved_twice(real_scores, fake_scores):
        """You halve the loss of the discriminator once more. Its two halved means are added. See the handout, section
        'The LSGAN losses'."""
        discriminator, generator = cyclegan.lsgan_losses(real_scores, fake_scores)
        return 0.5 * discriminator, generator

    @staticmethod
    def labels_exchanged(real_scores, fake_scores):
        """Your discriminator wants 0 for real images and 1 for generated ones. It is the other way round. See the handout, section
        'The LSGAN losses'."""
        generator = 0.5 * np.mean((fake_scores - 1) ** 2)
        return 0.5 * np.mean(real_scores**2) + 0.5 * np.mean((fake_scores - 1) ** 2), generator

    @staticmethod
    def generator_wants_zero(real_scores, fake_scores):
        """Your generator wants a score of 0, as the discriminator does. It wants its images to score 1. See the handout, section
        'The LSGAN losses'."""
        return cyclegan.lsgan_losses(real_scores, fake_scores)[0], 0.5 * np.mean(fake_scores**2)

    @staticmethod
    def generator_first(real_scores, fake_scores):
        """You return the loss of the generator first. The loss of the discriminator comes first. See the handout, section
        'The LSGAN losses'."""
        discriminator, generator = cyclegan.lsgan_losses(real_scores, fake_scores)
        return generator, discriminator

    @staticmethod
    def logarithms(real_scores, fake_scores):
        """You use the losses with logarithms. Least squares has squares in their place. See the handout, section 'The LSGAN losses'."""
        real, fake = _softplus(-real_scores), _softplus(fake_scores)
        return np.mean(real) + np.mean(fake), np.mean(_softplus(-fake_scores))

    @staticmethod
    def sigmoid_first(real_scores, fake_scores):
        """You put the scores through a sigmoid. They are used as they are. See the handout, section 'The LSGAN losses'."""
        return cyclegan.lsgan_losses(_sigmoid(real_scores), _sigmoid(fake_scores))

    @staticmethod
    def pooled(real_scores, fake_scores):
        """You take one mean over all scores in the loss of the discriminator. Real and generated images have a mean each. See the
        handout, section 'The LSGAN losses'."""
        errors = np.concatenate([(real_scores - 1) ** 2, fake_scores**2])
        return np.mean(errors), cyclegan.lsgan_losses(real_scores, fake_scores)[1]

    @staticmethod
    def summed(real_scores, fake_scores):
        """You sum over the batch. Take means. See the handout, section 'The LSGAN losses'."""
        discriminator = 0.5 * np.sum((real_scores - 1) ** 2) + 0.5 * np.sum(fake_scores**2)
        return discriminator, 0.5 * np.sum((fake_scores - 1) ** 2)

    @staticmethod
    def generated_only(real_scores, fake_scores):
        """You leave the real images out of the discriminator's loss. Both kinds count. See the handout, section 'The LSGAN losses'."""
        return 0.5 * np.mean(fake_scores**2), cyclegan.lsgan_losses(real_scores, fake_scores)[1]

    @staticmethod
    def real_only(real_scores, fake_scores):
        """You leave the generated images out of the discriminator's loss. Both kinds count. See the handout, section
        'The LSGAN losses'."""
        return 0.5 * np.mean((real_scores - 1) ** 2), cyclegan.lsgan_losses(real_scores, fake_scores)[1]


class cyclegan_generator_objective:
    @staticmethod
    def weights_exchanged(adversarial_g, adversarial_f, cycle, identity, lambda_cycle=10.0, lambda_identity=5.0):
        """You exchange the two weights. See the handout, section 'The objective of the generators'."""
        return adversarial_g + adversarial_f + lambda_identity * cycle + lambda_cycle * identity

    @staticmethod
    def weights_ignored(adversarial_g, adversarial_f, cycle, identity, lambda_cycle=10.0, lambda_identity=5.0):
        """You always use the weights 10 and 5. They are arguments. See the handout, section 'The objective of the generators'."""
        return cyclegan.cyclegan_generator_objective(adversarial_g, adversarial_f, cycle, identity)

    @staticmethod
    def no_weights(adversarial_g, adversarial_f, cycle, identity, lambda_cycle=10.0, lambda_identity=5.0):
        """You add the four losses without their weights. See the handout, section 'The objective of the generators'."""
        return adversarial_g + adversarial_f + cycle + identity

    @staticmethod
    def weight_of_a_weight(adversarial_g, adversarial_f, cycle, identity, lambda_cycle=10.0, lambda_identity=5.0):
        """You multiply the identity loss by both weights. Some programs state its weight as a share of the other; here it stands by
        itself. See the handout, section 'The objective of the generators'."""
        return adversarial_g + adversarial_f + lambda_cycle * (cycle + lambda_identity * identity)

    @staticmethod
    def share_of_a_weight(adversarial_g, adversarial_f, cycle, identity, lambda_cycle=10.0, lambda_identity=0.5):
        """You take lambda_identity for a share of lambda_cycle, as some programs do, with a default of 0.5. Here it stands by itself, with
        a default of 5. See the handout, section 'The objective of the generators'."""
        return adversarial_g + adversarial_f + lambda_cycle * (cycle + lambda_identity * identity)

    @staticmethod
    def adversarial_halved(adversarial_g, adversarial_f, cycle, identity, lambda_cycle=10.0, lambda_identity=5.0):
        """You take the mean of the two adversarial losses. They are added. See the handout, section
        'The objective of the generators'."""
        return 0.5 * (adversarial_g + adversarial_f) + lambda_cycle * cycle + lambda_identity * identity

    @staticmethod
    def no_identity(adversarial_g, adversarial_f, cycle, identity, lambda_cycle=10.0, lambda_identity=5.0):
        """You leave out the identity loss. See the handout, section 'The objective of the generators'."""
        return adversarial_g + adversarial_f + lambda_cycle * cycle


def _ycbcr(image: Any, red: float, blue: float, *, offset: float = 0.5) -> Any:
    """With other weights of red and blue, or another offset."""
    r, g, b = np.moveaxis(image, -1, 0)
    y = red * r + (1 - red - blue) * g + blue * b
    return np.stack([y, offset + (b - y) / (2 - 2 * blue), offset + (r - y) / (2 - 2 * red)], axis=-1)


class rgb_to_ycbcr:
    @staticmethod
    def no_offset(image):
        """Your chroma is centred at 0. Add 0.5: a grey pixel has Cb = Cr = 0.5. See the handout, section 'From RGB to YCbCr'."""
        return _ycbcr(image, 0.299, 0.114, offset=0.0)

    @staticmethod
    def offset_of_bytes(image):
        """You add 128 to the chroma, the offset for numbers up to 255. Here the numbers go up to 1, and the offset is 0.5. See the
        handout, section 'From RGB to YCbCr'."""
        return _ycbcr(image, 0.299, 0.114, offset=128.0)

    @staticmethod
    def chroma_exchanged(image):
        """You return Cr before Cb. See the handout, section 'From RGB to YCbCr', for the order."""
        return colorization.rgb_to_ycbcr(image)[..., [0, 2, 1]]

    @staticmethod
    def blue_first(image):
        """You take the first channel for blue. The channels are red, green, blue. See the handout, section 'From RGB to YCbCr'."""
        return colorization.rgb_to_ycbcr(image[..., ::-1])

    @staticmethod
    def limited_range(image):
        """You squeeze the numbers into the range from 16 to 235 of television. Here the range is full, from 0 to 1. See the handout,
        section 'From RGB to YCbCr'."""
        full = colorization.rgb_to_ycbcr(image)
        return np.stack([16 + 219 * full[..., 0], 128 + 224 * (full[..., 1] - 0.5), 128 + 224 * (full[..., 2] - 0.5)], axis=-1) / 255

    @staticmethod
    def weights_of_hdtv(image):
        """You use the weights of BT.709, 0.2126 and 0.0722. Here BT.601 is asked for. See the handout, section 'From RGB to YCbCr'."""
        return _ycbcr(image, 0.2126, 0.0722)

    @staticmethod
    def mean_of_the_channels(image):
        """Your luminance is the mean of the three channels. They have different weights: green looks brightest. See the handout, section
        'From RGB to YCbCr'."""
        return _ycbcr(image, 1 / 3, 1 / 3)

    @staticmethod
    def not_divided(image):
        """You leave the differences B - Y and R - Y as they are. They are divided, so that the chroma fits into [0, 1]. See the handout,
        section 'From RGB to YCbCr'."""
        full = colorization.rgb_to_ycbcr(image)
        return np.stack([full[..., 0], 0.5 + image[..., 2] - full[..., 0], 0.5 + image[..., 0] - full[..., 0]], axis=-1)

    @staticmethod
    def yuv(image):
        """You multiply the differences by 0.492 and 0.877. Those are U and V of analogue television. See the handout, section
        'From RGB to YCbCr'."""
        full = colorization.rgb_to_ycbcr(image)
        u, v = 0.492 * (image[..., 2] - full[..., 0]), 0.877 * (image[..., 0] - full[..., 0])
        return np.stack([full[..., 0], 0.5 + u, 0.5 + v], axis=-1)


def _rgb(y: Any, cb: Any, cr: Any) -> Any:
    """Not clipped; cb and cr are centred at 0."""
    return np.stack([y + 1.402 * cr, y - (0.114 * 1.772 * cb + 0.299 * 1.402 * cr) / 0.587, y + 1.772 * cb], axis=-1)


class colorize:
    @staticmethod
    def not_clipped(luminance, chroma):
        """You leave colours below 0 or above 1. Clip them to [0, 1]. See the handout, section 'Colourisation'."""
        return _rgb(luminance, chroma[..., 0] - 0.5, chroma[..., 1] - 0.5)

    @staticmethod
    def no_offset(luminance, chroma):
        """You take the chroma as it is. A chroma of 0.5 means grey: subtract 0.5 first. See the handout, section 'Colourisation'."""
        return np.clip(_rgb(luminance, chroma[..., 0], chroma[..., 1]), 0, 1)

    @staticmethod
    def chroma_exchanged(luminance, chroma):
        """You exchange Cb and Cr. Cb comes first. See the handout, section 'Colourisation'."""
        return colorization.colorize(luminance, chroma[..., ::-1])

    @staticmethod
    def blue_first(luminance, chroma):
        """You return blue first. The channels are red, green, blue. See the handout, section 'Colourisation'."""
        return colorization.colorize(luminance, chroma)[..., ::-1]

    @staticmethod
    def green_with_plus(luminance, chroma):
        """You add the chroma to green. It is subtracted there: more red or more blue at the same luminance means less green. See the
        handout, section 'Colourisation'."""
        cb, cr = chroma[..., 0] - 0.5, chroma[..., 1] - 0.5
        green = luminance + (0.114 * 1.772 * cb + 0.299 * 1.402 * cr) / 0.587
        return np.clip(np.stack([luminance + 1.402 * cr, green, luminance + 1.772 * cb], axis=-1), 0, 1)

    @staticmethod
    def weights_of_hdtv(luminance, chroma):
        """You use the weights of BT.709. Here BT.601 is asked for. See the handout, section 'Colourisation'."""
        cb, cr = chroma[..., 0] - 0.5, chroma[..., 1] - 0.5
        green = luminance - (0.0722 * 1.8556 * cb + 0.2126 * 1.5748 * cr) / 0.7152
        return np.clip(np.stack([luminance + 1.5748 * cr, green, luminance + 1.8556 * cb], axis=-1), 0, 1)

    @staticmethod
    def stretched(luminance, chroma):
        """You stretch all colours to the range from 0 to 1. Clip those that are outside, and leave the others as they are. See the handout,
        section 'Colourisation'."""
        rgb = _rgb(luminance, chroma[..., 0] - 0.5, chroma[..., 1] - 0.5)
        return (rgb - rgb.min()) / (rgb.max() - rgb.min())

    @staticmethod
    def wrapped(luminance, chroma):
        """Colours above 1 come back from below, as bytes do when they overflow. Clip them to [0, 1]. See the handout, section
        'Colourisation'."""
        return _rgb(luminance, chroma[..., 0] - 0.5, chroma[..., 1] - 0.5) % 1.0


def _kept(y: Any, y_synthetic: Any, largest: int | None = None) -> list[int]:
    """The generated rows that the reference keeps, or those up to another size; nothing is raised."""
    size = {label: int(np.sum(y == label)) for label in y.tolist()}
    most = max(size.values()) if largest is None else largest
    kept = []
    for row, label in enumerate(y_synthetic.tolist()):
        if label in size and size[label] < most:
            kept.append(row)
            size[label] += 1
    return kept


def _with_rows(X: Any, y: Any, X_synthetic: Any, y_synthetic: Any, kept: Any) -> Any:
    return np.concatenate([X, X_synthetic[kept]]), np.concatenate([y, y_synthetic[kept]])


class balance_classes:
    @staticmethod
    def everything_kept(X, y, X_synthetic, y_synthetic):
        """You keep every generated row. A row is kept only while its class is smaller than the largest one. See the handout, section
        'Data augmentation'."""
        return _with_rows(X, y, X_synthetic, y_synthetic, np.arange(len(y_synthetic)))

    @staticmethod
    def unknown_labels_kept(X, y, X_synthetic, y_synthetic):
        """You keep rows whose label does not occur in y. Skip them. See the handout, section 'Data augmentation'."""
        class_balance.balance_classes(X, y, X_synthetic, y_synthetic)
        known = set(_kept(y, y_synthetic))
        kept = [row for row in range(len(y_synthetic)) if row in known or y_synthetic[row] not in y]
        return _with_rows(X, y, X_synthetic, y_synthetic, kept)

    @staticmethod
    def unknown_labels_refused(X, y, X_synthetic, y_synthetic):
        """You raise an exception where nothing is short. Rows with a label that is not in y are skipped, and so are rows too many. See the
        handout, section 'Data augmentation'."""
        if not np.isin(y_synthetic, y).all():
            raise ValueError("unknown label")
        return class_balance.balance_classes(X, y, X_synthetic, y_synthetic)

    @staticmethod
    def generated_first(X, y, X_synthetic, y_synthetic):
        """You put the generated rows before the given ones. They come after them. See the handout, section 'Data augmentation'."""
        both = class_balance.balance_classes(X, y, X_synthetic, y_synthetic)
        return tuple(np.concatenate([a[len(y) :], a[: len(y)]]) for a in both)

    @staticmethod
    def generated_only(X, y, X_synthetic, y_synthetic):
        """You return the generated rows alone. The given rows come first. See the handout, section 'Data augmentation'."""
        return tuple(a[len(y) :] for a in class_balance.balance_classes(X, y, X_synthetic, y_synthetic))

    @staticmethod
    def a_class_at_a_time(X, y, X_synthetic, y_synthetic):
        """You add the generated rows class by class. They stay in the order in which they come. See the handout, section
        'Data augmentation'."""
        class_balance.balance_classes(X, y, X_synthetic, y_synthetic)
        kept = sorted(_kept(y, y_synthetic), key=lambda row: y_synthetic[row])
        return _with_rows(X, y, X_synthetic, y_synthetic, kept)

    @staticmethod
    def last_rows(X, y, X_synthetic, y_synthetic):
        """You keep the last generated rows of a class. The first ones are kept: it is one pass in their order. See the handout, section
        'Data augmentation'."""
        class_balance.balance_classes(X, y, X_synthetic, y_synthetic)
        kept = [len(y_synthetic) - 1 - row for row in _kept(y, y_synthetic[::-1])][::-1]
        return _with_rows(X, y, X_synthetic, y_synthetic, kept)

    @staticmethod
    def cut_down(X, y, X_synthetic, y_synthetic):
        """You throw rows away until all classes are as small as the smallest. Here the small classes grow instead. See the handout,
        section 'Data augmentation'."""
        least = min(int(np.sum(y == label)) for label in y)
        rows = [row for row in range(len(y)) if np.sum(y[:row] == y[row]) < least]
        return X[rows], y[rows]

    @staticmethod
    def one_too_many(X, y, X_synthetic, y_synthetic):
        """You let a class grow by one row too many. A row is kept while its class has fewer rows than the largest class of y. See the
        handout, section 'Data augmentation'."""
        class_balance.balance_classes(X, y, X_synthetic, y_synthetic)
        most = max(int(np.sum(y == label)) for label in y)
        return _with_rows(X, y, X_synthetic, y_synthetic, _kept(y, y_synthetic, most + 1))

    @staticmethod
    def short_class_left(X, y, X_synthetic, y_synthetic):
        """You return classes of different sizes. Where the generated rows are too few, ValueError is raised. See the handout, section
        'Data augmentation'."""
        return _with_rows(X, y, X_synthetic, y_synthetic, _kept(y, y_synthetic))

    @staticmethod
    def rows_used_twice(X, y, X_synthetic, y_synthetic):
        """You use generated rows more than once where there are too few. One pass is made, and then ValueError is raised. See the handout,
        section 'Data augmentation'."""
        passes = [list(range(len(y_synthetic)))] * len(y)
        rows = np.concatenate(passes)
        return _with_rows(X, y, X_synthetic, y_synthetic, rows[_kept(y, y_synthetic[rows])])
