"""Wrong answers that students give to the assignment on convolutional networks. The docstring is the hint that the student reads."""

from __future__ import annotations

import math

import numpy as np

from reference import convolution, pooling
from reference import convolutional_network as network
from reference import image_classifier as classifier
from reference.convolution import pad


def places(size, kernel, stride=1, padding=0):
    """As conv_output_size, without the exception."""
    return max((size + 2 * padding - kernel) // stride + 1, 0)


class conv_output_size:
    @staticmethod
    def no_plus_one(size, kernel, stride=1, padding=0):
        """You leave out the 1. A filter that cannot move has one place all the same. See the handout, section 'How large the output is'."""
        return convolution.conv_output_size(size, kernel, stride, padding) - 1

    @staticmethod
    def padding_on_one_side(size, kernel, stride=1, padding=0):
        """You count the padding once. It is on both sides. See the handout, section 'How large the output is'."""
        return convolution.conv_output_size(size + padding, kernel, stride, 0)

    @staticmethod
    def padding_not_used(size, kernel, stride=1, padding=0):
        """You leave out the padding. See the handout, section 'How large the output is'."""
        return convolution.conv_output_size(size, kernel, stride, 0)

    @staticmethod
    def stride_not_used(size, kernel, stride=1, padding=0):
        """You leave out the stride. See the handout, section 'How large the output is'."""
        return convolution.conv_output_size(size, kernel, 1, padding)

    @staticmethod
    def rounds_up(size, kernel, stride=1, padding=0):
        """You round up where the stride leaves a rest. The filter is placed only where it fits as a whole. See the handout, section
        'How large the output is'."""
        convolution.conv_output_size(size, kernel, stride, padding)
        return math.ceil((size + 2 * padding - kernel) / stride) + 1

    @staticmethod
    def not_rounded(size, kernel, stride=1, padding=0):
        """You do not round where the stride leaves a rest. The answer is a whole number, rounded down. See the handout, section
        'How large the output is'."""
        convolution.conv_output_size(size, kernel, stride, padding)
        return (size + 2 * padding - kernel) / stride + 1

    @staticmethod
    def rounds_to_the_nearest(size, kernel, stride=1, padding=0):
        """You round to the nearest whole number where the stride leaves a rest. Round down: the filter is placed only where it fits as a
        whole. See the handout, section 'How large the output is'."""
        convolution.conv_output_size(size, kernel, stride, padding)
        return round((size + 2 * padding - kernel) / stride) + 1

    @staticmethod
    def padding_in_the_test_only(size, kernel, stride=1, padding=0):
        """You leave the padding out of the formula. See the handout, section 'How large the output is'."""
        convolution.conv_output_size(size, kernel, stride, padding)
        return (size - kernel) // stride + 1

    @staticmethod
    def padding_once_in_the_formula(size, kernel, stride=1, padding=0):
        """You add the padding once in the formula. It is on both sides. See the handout, section 'How large the output is'."""
        convolution.conv_output_size(size, kernel, stride, padding)
        return (size + padding - kernel) // stride + 1

    @staticmethod
    def one_added_before_the_stride(size, kernel, stride=1, padding=0):
        """You add the 1 before you divide by the stride. The first place is there whatever the stride is. See the handout, section
        'How large the output is'."""
        convolution.conv_output_size(size, kernel, stride, padding)
        return (size + 2 * padding - kernel + 1) // stride

    @staticmethod
    def never_raises(size, kernel, stride=1, padding=0):
        """You answer also where the filter is too large. That raises ValueError. See the handout, section 'How large the output is'."""
        return (size + 2 * padding - kernel) // stride + 1

    @staticmethod
    def truncates_below_zero(size, kernel, stride=1, padding=0):
        """You test the number of places after the division. `int(-0.5)` is 0, so a filter that is one pixel too large seems to fit.
        Compare the filter with the padded size. See the handout, section 'How large the output is'."""
        count = int((size + 2 * padding - kernel) / stride) + 1
        if count <= 0:
            raise ValueError(count)
        return count

    @staticmethod
    def padding_not_in_the_test(size, kernel, stride=1, padding=0):
        """You raise ValueError where the filter is larger than the image. It may be, as long as it fits into the padded image. See the
        handout, section 'How large the output is'."""
        if kernel > size:
            raise ValueError(kernel)
        return convolution.conv_output_size(size, kernel, stride, padding)


def convolved(padded, w, b, stride, rows, columns, step=None):
    """Convolution of an image that is padded already, at so many places. step: where it differs from the stride."""
    filters, _, kernel, _ = w.shape
    step = step or stride
    y = np.zeros((len(padded), filters, rows, columns), dtype=padded.dtype)
    for i in range(rows):
        for j in range(columns):
            covered = padded[:, :, i * step : i * step + kernel, j * step : j * step + kernel]
            y[:, :, i, j] = np.einsum("nckl,fckl->nf", covered, w[:, :, : covered.shape[2], : covered.shape[3]]) + b
    return y


def counts(x, w, stride, padding):
    return [places(size, w.shape[2], stride, padding) for size in x.shape[2:]]


class conv2d:
    @staticmethod
    def flipped(x, w, b, stride=1, padding=0):
        """You flip the filter, as mathematicians do. Here it stays as it is. See the handout, section 'Convolution'."""
        return convolution.conv2d(x, w[:, :, ::-1, ::-1], b, stride, padding)

    @staticmethod
    def transposed_filter(x, w, b, stride=1, padding=0):
        """You exchange the rows and the columns of the filter. See the handout, section 'Convolution'."""
        return convolution.conv2d(x, w.transpose(0, 1, 3, 2), b, stride, padding)

    @staticmethod
    def first_channel_only(x, w, b, stride=1, padding=0):
        """You look at the first channel only. A filter covers all channels, and its products are added up. See the handout, section
        'Convolution'."""
        return convolution.conv2d(x[:, :1], w[:, :1], b, stride, padding)

    @staticmethod
    def same_filter_for_every_channel(x, w, b, stride=1, padding=0):
        """You use the filter's first channel for every channel of the image. A filter has weights of its own for each. See the handout,
        section 'Convolution'."""
        return convolution.conv2d(x, np.repeat(w[:, :1], w.shape[1], axis=1), b, stride, padding)

    @staticmethod
    def no_bias(x, w, b, stride=1, padding=0):
        """You leave out the bias. See the handout, section 'Convolution'."""
        return convolution.conv2d(x, w, 0 * b, stride, padding)

    @staticmethod
    def bias_in_every_channel(x, w, b, stride=1, padding=0):
        """You add the bias once for every channel of the image. It is added once. See the handout, section 'Convolution'."""
        return convolution.conv2d(x, w, b * x.shape[1], stride, padding)

    @staticmethod
    def stride_not_used(x, w, b, stride=1, padding=0):
        """You move the filter by one pixel, whatever the stride is. See the handout, section 'Convolution'."""
        return convolution.conv2d(x, w, b, 1, padding)

    @staticmethod
    def stride_in_the_size_only(x, w, b, stride=1, padding=0):
        """Your answer has the size that the stride gives, but the filter moves by one pixel. Place (i, j) begins at row i * stride and
        column j * stride. See the handout, section 'Convolution'."""
        return convolved(pad(x, padding), w, b, stride, *counts(x, w, stride, padding), step=1)

    @staticmethod
    def stride_for_rows_only(x, w, b, stride=1, padding=0):
        """You move the filter by the stride from row to row, but by one pixel from column to column. The stride holds for both. See the
        handout, section 'Convolution'."""
        return convolution.conv2d(x, w, b, 1, padding)[:, :, ::stride]

    @staticmethod
    def padding_not_used(x, w, b, stride=1, padding=0):
        """You do not pad the image. See the handout, section 'Convolution'."""
        return convolved(x, w, b, stride, *counts(x, w, stride, 0))

    @staticmethod
    def padded_at_the_end_only(x, w, b, stride=1, padding=0):
        """You put all the padding at the bottom and on the right. Half of it belongs to the top and to the left. See the handout, section
        'Convolution'."""
        wide = np.pad(x, ((0, 0), (0, 0), (0, 2 * padding), (0, 2 * padding)))
        return convolution.conv2d(wide, w, b, stride, 0)

    @staticmethod
    def padded_with_the_edge(x, w, b, stride=1, padding=0):
        """You pad with the pixels of the edge. Here the padding is of zeros. See the handout, section 'Convolution'."""
        wide = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)), mode="edge")
        return convolution.conv2d(wide, w, b, stride, 0)

    @staticmethod
    def rounds_up(x, w, b, stride=1, padding=0):
        """You place the filter over the edge too where the stride leaves a rest. It is placed only where it fits as a whole. See the
        handout, section 'How large the output is'."""
        rows, columns = (math.ceil((size + 2 * padding - w.shape[2]) / stride) + 1 for size in x.shape[2:])
        return convolved(pad(x, padding), w, b, stride, rows, columns)

    @staticmethod
    def last_place_missing(x, w, b, stride=1, padding=0):
        """You leave out the last row and the last column of places. A loop that ends one too early does that. See the handout, section
        'How large the output is'."""
        return convolution.conv2d(x, w, b, stride, padding)[:, :, :-1, :-1]

    @staticmethod
    def channels_last(x, w, b, stride=1, padding=0):
        """Your answer has its channels last (NHWC), as TensorFlow has them. Here they come before the rows and columns: (N, F, H_out,
        W_out). See the handout, section 'Convolution'."""
        return convolution.conv2d(x, w, b, stride, padding).transpose(0, 2, 3, 1)

    @staticmethod
    def reshaped_without_transposing(x, w, b, stride=1, padding=0):
        """Your values are right and in the wrong places: you reshape an array that has the filters first to (N, F, H_out, W_out). Exchange
        its axes instead. See the handout, section 'Convolution'."""
        y = convolution.conv2d(x, w, b, stride, padding)
        return y.transpose(1, 0, 2, 3).reshape(y.shape)

    @staticmethod
    def places_first(x, w, b, stride=1, padding=0):
        """Your values are right and in the wrong places: you reshape an array that has the filters last to (N, F, H_out, W_out). Exchange
        its axes instead. See the handout, section 'Convolution'."""
        y = convolution.conv2d(x, w, b, stride, padding)
        return y.transpose(0, 2, 3, 1).reshape(y.shape)

    @staticmethod
    def whole_numbers(x, w, b, stride=1, padding=0):
        """You write the values into an array of whole numbers, which cuts off what comes after the point. Make an array of floats. See the
        handout, section 'Convolution'."""
        return np.trunc(convolution.conv2d(x, w, b, stride, padding))

    @staticmethod
    def mean_over_channels(x, w, b, stride=1, padding=0):
        """You take the mean over the channels. The products of all channels are added up. See the handout, section 'Convolution'."""
        return convolution.conv2d(x, w / x.shape[1], b, stride, padding)


def image_gradient(dy, w, padded_shape, stride, *, add=True):
    """The gradient of the padded image. add: whether places that overlap add up, or the last one stands."""
    kernel = w.shape[2]
    found = np.zeros(padded_shape, dtype=dy.dtype)
    for i in range(dy.shape[2]):
        for j in range(dy.shape[3]):
            covered = found[:, :, i * stride : i * stride + kernel, j * stride : j * stride + kernel]
            share = np.einsum("nf,fckl->nckl", dy[:, :, i, j], w)[:, :, : covered.shape[2], : covered.shape[3]]
            covered[...] = covered + share if add else share
    return found


def cropped(padded, x, padding):
    return padded[:, :, padding : padding + x.shape[2], padding : padding + x.shape[3]]


class conv2d_backward:
    @staticmethod
    def overlaps_overwritten(dy, x, w, stride=1, padding=0):
        """You overwrite the gradient of a pixel that several places cover. Add up what it gets from each. See the handout, section
        'Back through a convolution'."""
        _, dw, db = convolution.conv2d_backward(dy, x, w, stride, padding)
        return cropped(image_gradient(dy, w, pad(x, padding).shape, stride, add=False), x, padding), dw, db

    @staticmethod
    def padding_not_cut_off(dy, x, w, stride=1, padding=0):
        """Your gradient of x still has its padding. Cut it off: a gradient is shaped like what it belongs to. See the handout, section
        'Back through a convolution'."""
        _, dw, db = convolution.conv2d_backward(dy, x, w, stride, padding)
        return image_gradient(dy, w, pad(x, padding).shape, stride), dw, db

    @staticmethod
    def padding_cut_off_at_the_end(dy, x, w, stride=1, padding=0):
        """You cut the padding off at the bottom and on the right only. Half of it is at the top and on the left. See the handout, section
        'Back through a convolution'."""
        _, dw, db = convolution.conv2d_backward(dy, x, w, stride, padding)
        return image_gradient(dy, w, pad(x, padding).shape, stride)[:, :, : x.shape[2], : x.shape[3]], dw, db

    @staticmethod
    def nothing_left_without_padding(dy, x, w, stride=1, padding=0):
        """Your gradient of x is empty where the padding is 0: `[padding:-padding]` is `[0:0]` there. See the handout, section
        'Back through a convolution'."""
        dx, dw, db = convolution.conv2d_backward(dy, x, w, stride, padding)
        return (dx if padding else dx[:, :, 0:-0, 0:-0]), dw, db

    @staticmethod
    def filter_flipped_in_dx(dy, x, w, stride=1, padding=0):
        """Your gradient of x comes through the filter turned upside down. What went through w[f, c, k, l] comes back through the same
        weight. See the handout, section 'Back through a convolution'."""
        dx, _, _ = convolution.conv2d_backward(dy, x, w[:, :, ::-1, ::-1], stride, padding)
        _, dw, db = convolution.conv2d_backward(dy, x, w, stride, padding)
        return dx, dw, db

    @staticmethod
    def filter_gradient_flipped(dy, x, w, stride=1, padding=0):
        """Your gradient of w is turned upside down. The filter was not flipped on the way forward. See the handout, section
        'Back through a convolution'."""
        dx, dw, db = convolution.conv2d_backward(dy, x, w, stride, padding)
        return dx, dw[:, :, ::-1, ::-1], db

    @staticmethod
    def averaged_over_the_images(dy, x, w, stride=1, padding=0):
        """You divide by the number of images. The gradients of w and b are summed: dy holds the loss's own scale already. See the
        handout, section 'Back through a convolution'."""
        dx, dw, db = convolution.conv2d_backward(dy, x, w, stride, padding)
        return dx, dw / len(x), db / len(x)

    @staticmethod
    def averaged_over_the_places(dy, x, w, stride=1, padding=0):
        """You take the mean over the places for the gradient of the bias. It is their sum. See the handout, section
        'Back through a convolution'."""
        dx, dw, db = convolution.conv2d_backward(dy, x, w, stride, padding)
        return dx, dw, db / (dy.shape[2] * dy.shape[3])

    @staticmethod
    def bias_not_summed_over_places(dy, x, w, stride=1, padding=0):
        """Your gradient of b still has the rows and columns of the places. A bias has one gradient, summed over the images and the places.
        See the handout, section 'Back through a convolution'."""
        dx, dw, _ = convolution.conv2d_backward(dy, x, w, stride, padding)
        return dx, dw, dy.sum(axis=0)

    @staticmethod
    def bias_summed_over_the_filters(dy, x, w, stride=1, padding=0):
        """You sum the gradient of b over the filters. Each filter has its own: sum over the images, the rows and the columns. See the
        handout, section 'Back through a convolution'."""
        dx, dw, _ = convolution.conv2d_backward(dy, x, w, stride, padding)
        return dx, dw, dy.sum(axis=(0, 1))

    @staticmethod
    def last_place_only(dy, x, w, stride=1, padding=0):
        """Your gradient of w is that of the last place. Add up those of all places. See the handout, section
        'Back through a convolution'."""
        dx, _, db = convolution.conv2d_backward(dy, x, w, stride, padding)
        last = np.zeros_like(dy)
        last[:, :, -1, -1] = dy[:, :, -1, -1]
        return dx, convolution.conv2d_backward(last, x, w, stride, padding)[1], db

    @staticmethod
    def first_image_only(dy, x, w, stride=1, padding=0):
        """Your gradients of w and b come from the first image. Add up those of all images. See the handout, section
        'Back through a convolution'."""
        dx, _, _ = convolution.conv2d_backward(dy, x, w, stride, padding)
        _, dw, db = convolution.conv2d_backward(dy[:1], x[:1], w, stride, padding)
        return dx, dw, db

    @staticmethod
    def stride_not_used(dy, x, w, stride=1, padding=0):
        """You go back with a stride of 1. Place (i, j) covers the rows from i * stride and the columns from j * stride. See the handout,
        section 'Back through a convolution'."""
        return convolution.conv2d_backward(dy, x, w, 1, padding)

    @staticmethod
    def filters_first(dy, x, w, stride=1, padding=0):
        """You return the gradient of w before that of x. The order is (dx, dw, db). See the handout, section
        'Back through a convolution'."""
        dx, dw, db = convolution.conv2d_backward(dy, x, w, stride, padding)
        return dw, dx, db

    @staticmethod
    def channels_last(dy, x, w, stride=1, padding=0):
        """Your gradient of x has its channels last (NHWC), as TensorFlow has them. It is shaped like x, (N, C, H, W). See the handout,
        section 'Back through a convolution'."""
        dx, dw, db = convolution.conv2d_backward(dy, x, w, stride, padding)
        return dx.transpose(0, 2, 3, 1), dw, db

    @staticmethod
    def filters_channels_last(dy, x, w, stride=1, padding=0):
        """Your gradient of w has TensorFlow's order of axes, (K, K, C, F). It is shaped like w, (F, C, K, K). See the handout, section
        'Back through a convolution'."""
        dx, dw, db = convolution.conv2d_backward(dy, x, w, stride, padding)
        return dx, dw.transpose(2, 3, 1, 0), db


def pooled(x, size, stride, summary, *, rows=None, columns=None, step=None):
    """summary of each window; windows that reach over the edge are cut. step: how far they move, where it differs from the stride."""
    rows = places(x.shape[2], size, stride) if rows is None else rows
    columns = places(x.shape[3], size, stride) if columns is None else columns
    step = step or stride
    y = np.zeros((*x.shape[:2], rows, columns), dtype=x.dtype)
    for i in range(rows):
        for j in range(columns):
            y[:, :, i, j] = summary(x[:, :, i * step : i * step + size, j * step : j * step + size])
    return y


def rounded_up(x, size, stride):
    """Places with those that reach over the edge, which begin inside of the image."""
    return {"rows": rest(x.shape[2], size, stride), "columns": rest(x.shape[3], size, stride)}


def rest(side, size, stride):
    count = math.ceil((side - size) / stride) + 1
    return count if (count - 1) * stride < side else count - 1


def largest(window):
    return window.max(axis=(2, 3))


def mean(window):
    return window.mean(axis=(2, 3))


class max_pool2d:
    @staticmethod
    def starts_from_zero(x, size, stride):
        """You get 0 where all values of a window are negative. Begin with the first value or with -inf, not with 0. See the handout,
        section 'Max pooling'."""
        return np.maximum(pooling.max_pool2d(x, size, stride), 0)

    @staticmethod
    def mean_instead(x, size, stride):
        """You take the mean of each window. Its largest value is asked for. See the handout, section 'Max pooling'."""
        return pooling.avg_pool2d(x, size, stride)

    @staticmethod
    def smallest_instead(x, size, stride):
        """You take the smallest value of each window. Its largest value is asked for. See the handout, section 'Max pooling'."""
        return -pooling.max_pool2d(-x, size, stride)

    @staticmethod
    def largest_in_size(x, size, stride):
        """You compare the values without their signs. -3 is smaller than 1. See the handout, section 'Max pooling'."""
        high, low = pooling.max_pool2d(x, size, stride), -pooling.max_pool2d(-x, size, stride)
        return np.where(-low > high, low, high)

    @staticmethod
    def moves_by_the_size(x, size, stride):
        """You move the window by its own size. It moves by stride. See the handout, section 'Max pooling'."""
        return pooling.max_pool2d(x, size, size)

    @staticmethod
    def stride_in_the_size_only(x, size, stride):
        """Your answer has the size that the stride gives, but the window moves by another step. Window (i, j) begins at row i * stride and
        column j * stride. See the handout, section 'Max pooling'."""
        return pooled(x, size, stride, largest, step=1)

    @staticmethod
    def over_all_channels(x, size, stride):
        """You take the largest value of all channels. Each channel is pooled on its own. See the handout, section 'Max pooling'."""
        y = pooling.max_pool2d(x, size, stride)
        return np.broadcast_to(y.max(axis=1, keepdims=True), y.shape)

    @staticmethod
    def keeps_the_rest(x, size, stride):
        """You keep windows that reach over the edge. They are dropped here. See the handout, section 'Max pooling'."""
        return pooled(x, size, stride, largest, **rounded_up(x, size, stride))

    @staticmethod
    def last_window_missing(x, size, stride):
        """You leave out the last row and the last column of windows. A loop that ends one too early does that. See the handout, section
        'Max pooling'."""
        return pooling.max_pool2d(x, size, stride)[:, :, :-1, :-1]

    @staticmethod
    def channels_last(x, size, stride):
        """Your answer has its channels last (NHWC), as TensorFlow has them. Here they come before the rows and columns. See the handout,
        section 'Max pooling'."""
        return pooling.max_pool2d(x, size, stride).transpose(0, 2, 3, 1)

    @staticmethod
    def pools_the_channels(x, size, stride):
        """You pool as if the channels came last, along the wrong axes. x is (N, C, H, W). See the handout, section 'Max pooling'."""
        y = x.transpose(0, 3, 1, 2)  # (N, "channels", "rows", "columns") of who reads x as (N, H, W, C)
        return pooled(y, size, stride, largest).transpose(0, 2, 3, 1)


class avg_pool2d:
    @staticmethod
    def largest_instead(x, size, stride):
        """You take the largest value of each window. Its mean is asked for. See the handout, section 'Average pooling'."""
        return pooling.max_pool2d(x, size, stride)

    @staticmethod
    def sum_instead(x, size, stride):
        """You add up the values of a window without dividing. Its mean is asked for. See the handout, section 'Average pooling'."""
        return pooling.avg_pool2d(x, size, stride) * size * size

    @staticmethod
    def divided_by_the_size(x, size, stride):
        """You divide by size. A window holds size * size values. See the handout, section 'Average pooling'."""
        return pooling.avg_pool2d(x, size, stride) * size

    @staticmethod
    def moves_by_the_size(x, size, stride):
        """You move the window by its own size. It moves by stride. See the handout, section 'Average pooling'."""
        return pooling.avg_pool2d(x, size, size)

    @staticmethod
    def stride_in_the_size_only(x, size, stride):
        """Your answer has the size that the stride gives, but the window moves by another step. Window (i, j) begins at row i * stride and
        column j * stride. See the handout, section 'Average pooling'."""
        return pooled(x, size, stride, mean, step=1)

    @staticmethod
    def over_all_channels(x, size, stride):
        """You take the mean over all channels. Each channel is pooled on its own. See the handout, section 'Average pooling'."""
        y = pooling.avg_pool2d(x, size, stride)
        return np.broadcast_to(y.mean(axis=1, keepdims=True), y.shape)

    @staticmethod
    def keeps_the_rest(x, size, stride):
        """You keep windows that reach over the edge, and take the mean of what they cover. They are dropped here. See the handout, section
        'Average pooling'."""
        return pooled(x, size, stride, mean, **rounded_up(x, size, stride))

    @staticmethod
    def keeps_the_rest_with_zeros(x, size, stride):
        """You keep windows that reach over the edge, and fill them up with zeros. They are dropped here. See the handout, section
        'Average pooling'."""
        return pooled(x, size, stride, lambda window: window.sum(axis=(2, 3)) / size**2, **rounded_up(x, size, stride))

    @staticmethod
    def last_window_missing(x, size, stride):
        """You leave out the last row and the last column of windows. A loop that ends one too early does that. See the handout, section
        'Average pooling'."""
        return pooling.avg_pool2d(x, size, stride)[:, :, :-1, :-1]

    @staticmethod
    def whole_numbers(x, size, stride):
        """You round the means down to whole numbers: `//`, or an array of whole numbers, does that. See the handout, section
        'Average pooling'."""
        return np.floor(pooling.avg_pool2d(x, size, stride))

    @staticmethod
    def channels_last(x, size, stride):
        """Your answer has its channels last (NHWC), as TensorFlow has them. Here they come before the rows and columns. See the handout,
        section 'Average pooling'."""
        return pooling.avg_pool2d(x, size, stride).transpose(0, 2, 3, 1)


def pool_gradient(dy, x, size, stride, share, *, add=True):
    """share(window (size, size)) -> how the gradient is divided over the window."""
    dx = np.zeros_like(x)
    for n, c, i, j in np.ndindex(dy.shape):
        rows, columns = slice(i * stride, i * stride + size), slice(j * stride, j * stride + size)
        covered = dx[n, c, rows, columns]
        given = share(x[n, c, rows, columns])
        covered[...] = covered + given * dy[n, c, i, j] if add else np.where(given, given * dy[n, c, i, j], covered)
    return dx


def first(window):
    """1 at the first largest value, 0 elsewhere."""
    return (np.arange(window.size) == np.argmax(window)).reshape(window.shape)


class max_pool2d_backward:
    @staticmethod
    def every_largest_value(dy, x, size, stride):
        """You give the gradient to every value that is the largest. Where several are, the first of them gets it all. See the handout,
        section 'Back through max pooling'."""
        return pool_gradient(dy, x, size, stride, lambda window: window == window.max())

    @staticmethod
    def shared_by_the_largest(dy, x, size, stride):
        """You divide the gradient among the values that are the largest. The first of them gets it all. See the handout, section
        'Back through max pooling'."""
        return pool_gradient(dy, x, size, stride, lambda window: (window == window.max()) / np.sum(window == window.max()))

    @staticmethod
    def last_of_the_largest(dy, x, size, stride):
        """You give the gradient to the last of several largest values. The first of them gets it, row by row from the top left. See the
        handout, section 'Back through max pooling'."""
        return pool_gradient(dy, x, size, stride, lambda window: first(window[::-1, ::-1])[::-1, ::-1])

    @staticmethod
    def column_by_column(dy, x, size, stride):
        """You look for the first of several largest values column by column. Go row by row. See the handout, section
        'Back through max pooling'."""
        return pool_gradient(dy, x, size, stride, lambda window: first(window.T).T)

    @staticmethod
    def row_and_column_exchanged(dy, x, size, stride):
        """You exchange the row and the column of the largest value. `divmod(argmax, size)` gives the row first. See the handout, section
        'Back through max pooling'."""
        return pool_gradient(dy, x, size, stride, lambda window: first(window).T)

    @staticmethod
    def overlaps_overwritten(dy, x, size, stride):
        """You overwrite the gradient of a pixel that is the largest of several windows. Add up what it gets from each. See the handout,
        section 'Back through max pooling'."""
        return pool_gradient(dy, x, size, stride, first, add=False)

    @staticmethod
    def spread_evenly(dy, x, size, stride):
        """You spread the gradient evenly over the window. That is average pooling. See the handout, section 'Back through max pooling'."""
        return pool_gradient(dy, x, size, stride, lambda window: np.ones(window.shape) / window.size)

    @staticmethod
    def whole_window(dy, x, size, stride):
        """You give the gradient to every pixel of the window. Only the largest changes the answer. See the handout, section
        'Back through max pooling'."""
        return pool_gradient(dy, x, size, stride, lambda window: np.ones(window.shape))

    @staticmethod
    def ones_instead_of_dy(dy, x, size, stride):
        """You put a 1 where the largest values are. The number of dy belongs there. See the handout, section
        'Back through max pooling'."""
        return pooling.max_pool2d_backward(np.ones_like(dy), x, size, stride)

    @staticmethod
    def moves_by_the_size(dy, x, size, stride):
        """You move the window by its own size. It moves by stride. See the handout, section 'Back through max pooling'."""
        dx = np.zeros_like(x)
        for n, c, i, j in np.ndindex(dy.shape):
            window = x[n, c, i * size : i * size + size, j * size : j * size + size]
            if window.size:
                row, column = np.unravel_index(np.argmax(window), window.shape)
                dx[n, c, i * size + row, j * size + column] += dy[n, c, i, j]
        return dx

    @staticmethod
    def rest_cut_off(dy, x, size, stride):
        """Your answer lacks the rows and columns that no window covers. It is shaped like x, with 0 there. See the handout, section
        'Back through max pooling'."""
        dx = pooling.max_pool2d_backward(dy, x, size, stride)
        return dx[:, :, : (dy.shape[2] - 1) * stride + size, : (dy.shape[3] - 1) * stride + size]

    @staticmethod
    def times_the_value(dy, x, size, stride):
        """You multiply the gradient by the largest value. Max pooling passes a value on as it is, so its slope is 1. See the handout,
        section 'Back through max pooling'."""
        return pooling.max_pool2d_backward(dy * pooling.max_pool2d(x, size, stride), x, size, stride)


class flatten:
    @staticmethod
    def channels_last(x):
        """You flatten pixel by pixel, all channels of a pixel together. Here one channel comes after the other. See the handout, section
        'Flatten'."""
        return x.transpose(0, 2, 3, 1).reshape(len(x), -1)

    @staticmethod
    def column_by_column(x):
        """You flatten each channel column by column. Go row by row. See the handout, section 'Flatten'."""
        return x.transpose(0, 1, 3, 2).reshape(len(x), -1)

    @staticmethod
    def batch_too(x):
        """You flatten the batch too. Each image has a row of its own, (N, C * H * W). See the handout, section 'Flatten'."""
        return x.reshape(-1)

    @staticmethod
    def channels_kept(x):
        """You keep the axis of the channels. They are flattened too, (N, C * H * W). See the handout, section 'Flatten'."""
        return x.reshape(*x.shape[:2], -1)

    @staticmethod
    def images_in_columns(x):
        """You put each image in a column. Each has a row of its own, (N, C * H * W). See the handout, section 'Flatten'."""
        return x.reshape(len(x), -1).T


def softmax(scores, axis=1):
    shares = np.exp(scores - scores.max(axis=axis, keepdims=True))
    return shares / shares.sum(axis=axis, keepdims=True)


def scores_of(x, params, *, w=None, relu=True, pool=pooling.max_pool2d, flatten=network.flatten):
    """The scores of the network with one piece changed."""
    maps = convolution.conv2d(x, params["w"] if w is None else w, params["b"], padding=1)
    return flatten(pool(np.maximum(maps, 0) if relu else maps, 2, 2)) @ params["W"] + params["c"]


class convnet:
    @staticmethod
    def no_relu(x, params):
        """You leave out the ReLU. It comes after the convolution. See the handout, section 'The whole network'."""
        return softmax(scores_of(x, params, relu=False))

    @staticmethod
    def relu_at_the_end_too(x, params):
        """You use ReLU on the scores as well. The softmax takes the scores as they are. See the handout, section 'The whole network'."""
        return softmax(np.maximum(scores_of(x, params), 0))

    @staticmethod
    def average_pool(x, params):
        """You pool with the mean. The network has a max pool. See the handout, section 'The whole network'."""
        return softmax(scores_of(x, params, pool=pooling.avg_pool2d))

    @staticmethod
    def filter_flipped(x, params):
        """You flip the filters of the convolution. Here they stay as they are. See the handout, section 'Convolution'."""
        return softmax(scores_of(x, params, w=params["w"][:, :, ::-1, ::-1]))

    @staticmethod
    def flattened_channels_last(x, params):
        """You flatten pixel by pixel, so that the rows of W meet other numbers than theirs. Flatten channel by channel. See the handout,
        section 'Flatten'."""
        return softmax(scores_of(x, params, flatten=flatten.channels_last))

    @staticmethod
    def no_softmax(x, params):
        """You return the scores. The softmax makes probabilities of them. See the handout, section 'The whole network'."""
        return scores_of(x, params)

    @staticmethod
    def sigmoid_instead(x, params):
        """You use a sigmoid for each class, and the answers of an image do not sum to 1. Use a softmax. See the handout, section
        'The whole network'."""
        return 1 / (1 + np.exp(-scores_of(x, params)))

    @staticmethod
    def softmax_over_the_batch(x, params):
        """You take the softmax over the images. It goes over the classes of each image. See the handout, section 'The whole network'."""
        return softmax(scores_of(x, params), axis=0)

    @staticmethod
    def logarithms(x, params):
        """You return logarithms of the probabilities. See the handout, section 'The whole network'."""
        return np.log(network.convnet(x, params))

    @staticmethod
    def no_bias_in_the_convolution(x, params):
        """You leave out the biases b of the filters. See the handout, section 'The whole network'."""
        return network.convnet(x, params | {"b": 0 * params["b"]})

    @staticmethod
    def no_bias_in_the_dense_layer(x, params):
        """You leave out the biases c of the dense layer. See the handout, section 'The whole network'."""
        return network.convnet(x, params | {"c": 0 * params["c"]})

    @staticmethod
    def label_only(x, params):
        """You return the class of the highest probability. The probabilities of all classes are asked for. See the handout, section
        'The whole network'."""
        return np.argmax(network.convnet(x, params), axis=1)


class convnet_shapes:
    @staticmethod
    def no_padding(height, width, channels, filters, classes):
        """Your convolution makes the image smaller. With a 3 x 3 filter and a padding of 1 it keeps its height and width. See the handout,
        section 'The shapes of its layers'."""
        shapes = network.convnet_shapes(height - 2, width - 2, channels, filters, classes)
        return [(height, width, channels), *shapes[1:]]

    @staticmethod
    def channels_first(height, width, channels, filters, classes):
        """You write the channels first. The slides write height x width x channels. See the handout, section
        'The shapes of its layers'."""
        return [
            (shape[2], *shape[:2]) if len(shape) == 3 else shape
            for shape in network.convnet_shapes(height, width, channels, filters, classes)
        ]

    @staticmethod
    def filters_not_counted(height, width, channels, filters, classes):
        """Your convolution keeps the channels of the image. It gives one map for each filter. See the handout, section
        'The shapes of its layers'."""
        shapes = network.convnet_shapes(height, width, channels, channels, classes)
        return [*shapes]

    @staticmethod
    def pool_rounds_up(height, width, channels, filters, classes):
        """Your pool rounds up. What no full window covers is dropped. See the handout, section 'The shapes of its layers'."""
        shapes = network.convnet_shapes(height + height % 2, width + width % 2, channels, filters, classes)
        return [(height, width, channels), (height, width, filters), (height, width, filters), *shapes[3:]]

    @staticmethod
    def not_rounded(height, width, channels, filters, classes):
        """You divide an odd height or width by two without rounding. The pool rounds down. See the handout, section
        'The shapes of its layers'."""
        shapes = network.convnet_shapes(height, width, channels, filters, classes)
        return [*shapes[:3], (height / 2, width / 2, filters), (height / 2 * width / 2 * filters,), shapes[5]]

    @staticmethod
    def bare_numbers(height, width, channels, filters, classes):
        """You give bare numbers for flatten and the output. Each shape is a tuple, also where it has one number: `(n,)`. See the handout,
        section 'The shapes of its layers'."""
        return [shape if len(shape) > 1 else shape[0] for shape in network.convnet_shapes(height, width, channels, filters, classes)]

    @staticmethod
    def input_missing(height, width, channels, filters, classes):
        """You leave out the input. The list begins with its shape. See the handout, section 'The shapes of its layers'."""
        return network.convnet_shapes(height, width, channels, filters, classes)[1:]

    @staticmethod
    def activation_missing(height, width, channels, filters, classes):
        """Your list has no entry of its own for the activation, or lacks another layer: it holds six, the input and the output among them.
        See the handout, section 'The shapes of its layers'."""
        shapes = network.convnet_shapes(height, width, channels, filters, classes)
        return [*shapes[:2], *shapes[3:]]

    @staticmethod
    def output_missing(height, width, channels, filters, classes):
        """You leave out the output. The list ends with `(classes,)`. See the handout, section 'The shapes of its layers'."""
        return network.convnet_shapes(height, width, channels, filters, classes)[:-1]

    @staticmethod
    def not_pooled(height, width, channels, filters, classes):
        """Your pool keeps the height and the width. A 2 x 2 pool with stride 2 halves them. See the handout, section
        'The shapes of its layers'."""
        maps = (height, width, filters)
        return [(height, width, channels), maps, maps, maps, (height * width * filters,), (classes,)]

    @staticmethod
    def height_and_width_exchanged(height, width, channels, filters, classes):
        """You exchange the height and the width. See the handout, section 'The shapes of its layers'."""
        return network.convnet_shapes(width, height, channels, filters, classes)


class convnet_parameter_count:
    @staticmethod
    def no_biases(height, width, channels, filters, classes):
        """You leave out the biases. Each filter and each class has one. See the handout, section 'Counting its parameters'."""
        return network.convnet_parameter_count(height, width, channels, filters, classes) - filters - classes

    @staticmethod
    def no_bias_in_the_convolution(height, width, channels, filters, classes):
        """You leave out the biases of the filters. Each filter has one. See the handout, section 'Counting its parameters'."""
        return network.convnet_parameter_count(height, width, channels, filters, classes) - filters

    @staticmethod
    def no_bias_in_the_dense_layer(height, width, channels, filters, classes):
        """You leave out the biases of the dense layer. Each class has one. See the handout, section 'Counting its parameters'."""
        return network.convnet_parameter_count(height, width, channels, filters, classes) - classes

    @staticmethod
    def a_bias_for_every_channel(height, width, channels, filters, classes):
        """You count a bias for every channel of a filter. A filter has one. See the handout, section 'Counting its parameters'."""
        return network.convnet_parameter_count(height, width, channels, filters, classes) + filters * (channels - 1)

    @staticmethod
    def flat_filters(height, width, channels, filters, classes):
        """You count 3 * 3 weights for a filter. It has as many for each channel of the image. See the handout, section
        'Counting its parameters'."""
        return network.convnet_parameter_count(height, width, 1, filters, classes)

    @staticmethod
    def not_pooled(height, width, channels, filters, classes):
        """Your dense layer sees the maps before the pool. It comes after the pool, which halves height and width. See the handout, section
        'Counting its parameters'."""
        return network.convnet_parameter_count(2 * height, 2 * width, channels, filters, classes)

    @staticmethod
    def pool_rounds_up(height, width, channels, filters, classes):
        """Your pool rounds up. What no full window covers is dropped. See the handout, section 'Counting its parameters'."""
        return network.convnet_parameter_count(height + height % 2, width + width % 2, channels, filters, classes)

    @staticmethod
    def pool_not_rounded(height, width, channels, filters, classes):
        """You divide height times width by four, and round at the end or not at all. Each of the two is halved and rounded down. See the
        handout, section 'Counting its parameters'."""
        return filters * channels * 9 + filters + filters * (height * width // 4) * classes + classes

    @staticmethod
    def no_padding(height, width, channels, filters, classes):
        """Your convolution makes the image smaller, so that the dense layer has too few weights. With a padding of 1 the image keeps its
        size. See the handout, section 'Counting its parameters'."""
        return network.convnet_parameter_count(height - 2, width - 2, channels, filters, classes)

    @staticmethod
    def convolution_only(height, width, channels, filters, classes):
        """You count the convolution only. The dense layer has weights too. See the handout, section 'Counting its parameters'."""
        return filters * channels * 9 + filters

    @staticmethod
    def dense_layer_only(height, width, channels, filters, classes):
        """You count the dense layer only. The filters have weights too. See the handout, section 'Counting its parameters'."""
        return network.convnet_parameter_count(height, width, channels, filters, classes) - filters * channels * 9 - filters


class train_image_classifier:
    class most_frequent_label:
        """You give the same label to every image. Look at what your network learns: its training accuracy should leave chance. See the
        handout, section 'Learning to read digits'."""

        @staticmethod
        def train_image_classifier(images, labels, num_classes, seed):
            return int(np.argmax(np.bincount(labels, minlength=num_classes)))

        @staticmethod
        def classify_images(model, images):
            return np.full(len(images), model)

    class untrained:
        """Your network names labels as if it were not trained. Look at whether the optimiser changes the parameters
        that you classify with. See the handout, section 'Learning to read digits'."""

        @staticmethod
        def train_image_classifier(images, labels, num_classes, seed):
            return classifier.initial_model(np.random.default_rng(seed), images.shape[1:], num_classes)

    class one_pass:
        """Your network has hardly begun to learn. Look at its training accuracy, and train longer or with larger steps. See the
        handout, section 'Learning to read digits'."""

        @staticmethod
        def train_image_classifier(images, labels, num_classes, seed):
            model = classifier.initial_model(np.random.default_rng(seed), images.shape[1:], num_classes)
            found = classifier.gradients(model, images, labels)
            return {name: value - 0.01 * found[name] for name, value in model.items()}

    class labels_shuffled:
        """Your network learns from labels that do not belong to their images. Shuffle images and labels with the same permutation. See the
        handout, section 'Learning to read digits'."""

        @staticmethod
        def train_image_classifier(images, labels, num_classes, seed):
            return classifier.train_image_classifier(images, np.random.default_rng(seed).permutation(labels), num_classes, seed)

    class learns_by_heart:
        """You look an image up among those that you have seen. An unseen digit is equal to none of them. See the handout, section
        'Learning to read digits'."""

        @staticmethod
        def train_image_classifier(images, labels, num_classes, seed):
            return {image.tobytes(): int(label) for image, label in zip(images, labels, strict=True)}

        @staticmethod
        def classify_images(model, images):
            return np.array([model.get(image.tobytes(), 0) for image in images])

    class counts_ink:
        """You look at how much ink an image has, and not at where. A mean over all pixels forgets the places. See the handout, section
        'Learning to read digits'."""

        @staticmethod
        def train_image_classifier(images, labels, num_classes, seed):
            return np.array([images[labels == label].mean() for label in range(num_classes)])

        @staticmethod
        def classify_images(model, images):
            ink = images.mean(axis=(1, 2, 3))
            return np.argmin(np.abs(ink[:, None] - model), axis=1)

    class first_classes_only:
        """Your network knows only some of the classes. Look at the number of its outputs, and at whether every batch holds all classes. See
        the handout, section 'Learning to read digits'."""

        @staticmethod
        def train_image_classifier(images, labels, num_classes, seed):
            kept = labels < num_classes - 2
            return classifier.train_image_classifier(images[kept], labels[kept], num_classes - 2, seed)

    class counts_from_one:
        """Your labels begin with 1. They begin with 0. See the handout, section 'Reading digits'."""

        @staticmethod
        def classify_images(model, images):
            return classifier.classify_images(model, images) + 1


class classify_images:
    @staticmethod
    def one_image_a_number(model, images):
        """You give a single number for a single image. The answer has the shape (N,), for N = 1 too. See the handout, section
        'Reading digits'."""
        return np.squeeze(classifier.classify_images(model, images))

    @staticmethod
    def normalises_what_it_reads(model, images):
        """Your labels depend on which images come together: you scale them by their own mean and deviation, or leave batch normalisation in
        its training mode. Use those of the training images. See the handout, section 'Reading digits'."""
        spread = np.maximum(images.std(axis=0), 0.1)
        return classifier.classify_images(model, np.clip(0.3 + 0.35 * (images - images.mean(axis=0)) / spread, 0, 1))

    @staticmethod
    def gives_scores(model, images):
        """You give a score for each class. One label an image is asked for. See the handout, section 'Reading digits'."""
        return classifier.look(model, images)[0]

    @staticmethod
    def gives_probabilities(model, images):
        """You give a probability for each class. One label an image is asked for. See the handout, section 'Reading digits'."""
        return softmax(classifier.look(model, images)[0])

    @staticmethod
    def gives_one_hot(model, images):
        """You give one-hot rows. One label an image is asked for. See the handout, section 'Reading digits'."""
        scores = classifier.look(model, images)[0]
        return (scores == scores.max(axis=1, keepdims=True)).astype(int)

    @staticmethod
    def gives_the_largest_probability(model, images):
        """You give the largest probability itself. The place of the largest is asked for. See the handout, section 'Reading digits'."""
        return softmax(classifier.look(model, images)[0]).max(axis=1)

    @staticmethod
    def argmax_over_the_batch(model, images):
        """You take the largest score over the images instead of over the classes. Look at the axis of your argmax.
        See the handout, section 'Reading digits'."""
        return np.argmax(classifier.look(model, images)[0], axis=0)

    @staticmethod
    def least_likely(model, images):
        """You name the class of the lowest score. The highest is asked for. See the handout, section 'Reading digits'."""
        return np.argmin(classifier.look(model, images)[0], axis=1)

    @staticmethod
    def counts_from_one(model, images):
        """Your labels begin with 1. They begin with 0. See the handout, section 'Reading digits'."""
        return classifier.classify_images(model, images) + 1

    @staticmethod
    def label_of_the_first(model, images):
        """You give the label of the first image for all of them. See the handout, section 'Reading digits'."""
        return np.full(len(images), classifier.classify_images(model, images[:1])[0])
