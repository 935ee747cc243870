"""Wrong answers that students give to the assignment on the Transformer. The docstring is the hint that the student reads."""

from __future__ import annotations

import math

import numpy as np

from reference import attention
from reference import transformer as model


def quiet(function, *arguments):
    """Without warnings about overflow and NaN."""
    with np.errstate(all="ignore"):
        return function(*arguments)


def plain_softmax(x, axis=-1):
    return quiet(lambda: np.exp(x) / np.exp(x).sum(axis=axis, keepdims=True))


class softmax:
    @staticmethod
    def always_last_axis(x, axis=-1):
        """You always sum along the last axis. The argument `axis` says which one is meant. See the handout, section 'Softmax'."""
        return attention.softmax(x)

    @staticmethod
    def always_first_axis(x, axis=-1):
        """You always sum along the first axis. The argument `axis` says which one is meant. See the handout, section 'Softmax'."""
        return attention.softmax(x, axis=0)

    @staticmethod
    def over_everything(x, axis=-1):
        """You divide by the sum of the whole array. Every row (or column: look at `axis` in the call) has a sum of its own. See the
        handout, section 'Softmax'."""
        exponentials = quiet(np.exp, x - x.max())
        return exponentials / exponentials.sum()

    @staticmethod
    def overflows(x, axis=-1):
        """Your softmax gives NaN for large numbers, because exp overflows. Subtract the largest number first: the fraction stays the
        same. See the handout, section 'Softmax'."""
        return plain_softmax(x, axis)

    @staticmethod
    def one_maximum_for_all(x, axis=-1):
        """You subtract the largest number of the whole array. Where a row lies far below it, all exponentials are 0 and you divide by 0.
        Subtract the maximum along the axis. See the handout, section 'Softmax'."""
        return plain_softmax(x - x.max(), axis)

    @staticmethod
    def subtracts_the_mean(x, axis=-1):
        """You subtract the mean. It is -inf where an entry is -inf, and it does not keep exp from overflowing. Subtract the maximum. See
        the handout, section 'Softmax'."""
        return quiet(lambda: plain_softmax(x - x.mean(axis=axis, keepdims=True), axis))

    @staticmethod
    def clipped(x, axis=-1):
        """You clip large numbers before exp. What was different becomes equal. Subtract the maximum instead: it changes nothing. See the
        handout, section 'Softmax'."""
        return plain_softmax(np.clip(x, -500, 500), axis)

    @staticmethod
    def logarithm(x, axis=-1):
        """You return the logarithm of the softmax. The weights themselves are asked for: positive, with sum 1. See the handout, section
        'Softmax'."""
        return quiet(np.log, attention.softmax(x, axis))

    @staticmethod
    def not_divided(x, axis=-1):
        """You return the exponentials. Divide them by their sum along the axis. See the handout, section 'Softmax'."""
        return np.exp(x - x.max(axis=axis, keepdims=True))


def encoding(length, d_model, *, first=0, frequency=None, halves=False, functions=(np.sin, np.cos)):
    """The positional encoding with one piece changed. frequency: of the pair i, as a function of i and d_model."""
    if d_model % 2:
        raise ValueError(d_model)
    frequency = frequency or (lambda i, d: 10000.0 ** (-2 * i / d))
    angles = quiet(lambda: (np.arange(length)[:, None] + first) * frequency(np.arange(d_model // 2), d_model))
    one, other = (function(angles) for function in functions)
    return np.concatenate([one, other], axis=1) if halves else np.stack([one, other], axis=2).reshape(length, d_model)


class positional_encoding:
    @staticmethod
    def halves(length, d_model):
        """You put all sines first and then all cosines. Here they alternate: sine in even columns, cosine in odd ones. See the handout,
        section 'Positional encoding'."""
        return encoding(length, d_model, halves=True)

    @staticmethod
    def counts_from_one(length, d_model):
        """Your positions count from 1. The first position is 0: its sines are 0 and its cosines 1. See the handout, section 'Positional
        encoding'."""
        return encoding(length, d_model, first=1)

    @staticmethod
    def pairs_not_shared(length, d_model):
        """Your sine and your cosine of a pair have different angles. The exponent of both columns 2i and 2i + 1 is 2i / d_model. See the
        handout, section 'Positional encoding'."""
        if d_model % 2:
            raise ValueError(d_model)
        column = np.arange(d_model)
        angles = np.arange(length)[:, None] / 10000 ** (column / d_model)
        return np.where(column % 2 == 0, np.sin(angles), np.cos(angles))

    @staticmethod
    def column_doubled(length, d_model):
        """You double the column: your exponent is twice what it should be. In column 2i it is 2i / d_model, the column itself. See the
        handout, section 'Positional encoding'."""
        return encoding(length, d_model, frequency=lambda i, d: 10000.0 ** (-4 * i / d))

    @staticmethod
    def every_column_doubled(length, d_model):
        """You take the column for i: your exponent is twice the column over d_model. Both columns 2i and 2i + 1 have the exponent 2i /
        d_model. See the handout, section 'Positional encoding'."""
        if d_model % 2:
            raise ValueError(d_model)
        column = np.arange(d_model)
        angles = np.arange(length)[:, None] / 10000 ** (2 * column / d_model)
        return np.where(column % 2 == 0, np.sin(angles), np.cos(angles))

    @staticmethod
    def two_forgotten(length, d_model):
        """Your exponent is i / d_model. It is 2i / d_model, so that the last pair comes near 10000. See the handout, section 'Positional
        encoding'."""
        return encoding(length, d_model, frequency=lambda i, d: 10000.0 ** (-i / d))

    @staticmethod
    def sine_and_cosine_exchanged(length, d_model):
        """You exchange sine and cosine. The sine has the even columns. See the handout, section 'Positional encoding'."""
        return encoding(length, d_model, functions=(np.cos, np.sin))

    @staticmethod
    def last_pair_is_10000(length, d_model):
        """You divide by d_model / 2 - 1, as one library does. The exponent of pair i is 2i / d_model. See the handout, section
        'Positional encoding'."""
        return encoding(length, d_model, frequency=lambda i, d: 10000.0 ** (-i / (d / 2 - 1)))

    @staticmethod
    def multiplied(length, d_model):
        """You multiply the position by 10000**(2i / d_model). Divide by it: later pairs turn more slowly. See the handout, section
        'Positional encoding'."""
        return encoding(length, d_model, frequency=lambda i, d: 10000.0 ** (2 * i / d))

    @staticmethod
    def transposed(length, d_model):
        """Your answer has a row a column and a column a position. Its shape is (length, d_model). See the handout, section 'Positional
        encoding'."""
        return encoding(length, d_model).T

    @staticmethod
    def accepts_odd_widths(length, d_model):
        """You give an answer for an odd width. Sines and cosines come in pairs: raise ValueError. See the handout, section 'Positional
        encoding'."""
        return encoding(length, d_model + d_model % 2)[:, :d_model]


def attend(q, k, v, mask=None, *, scale=None, axis=-1, hide=None, after=None):
    """Attention with one piece changed. hide: scores, mask -> scores; after: weights, mask -> weights."""
    scores = q @ k.mT / (math.sqrt(q.shape[-1]) if scale is None else scale)
    if mask is not None:
        scores = (hide or (lambda s, m: np.where(m, s, -np.inf)))(scores, mask)
    weights = quiet(lambda: attention.softmax(scores, axis))
    weights = weights if after is None else after(weights, mask)
    weights = np.where(mask.any(axis=-1, keepdims=True), weights, 0) if mask is not None and hide is None and axis == -1 else weights
    return weights @ v, weights


class scaled_dot_product_attention:
    @staticmethod
    def not_scaled(q, k, v, mask=None):
        """You leave out the division by sqrt(d). See the handout, section 'Scaled dot-product attention'."""
        return attend(q, k, v, mask, scale=1.0)

    @staticmethod
    def scaled_by_d(q, k, v, mask=None):
        """You divide the scores by d. Divide by its square root. See the handout, section 'Scaled dot-product attention'."""
        return attend(q, k, v, mask, scale=q.shape[-1])

    @staticmethod
    def scaled_by_width_of_v(q, k, v, mask=None):
        """You divide by the square root of the width of v. The width of q and k is meant: that many products are summed. See the handout,
        section 'Scaled dot-product attention'."""
        return attend(q, k, v, mask, scale=math.sqrt(v.shape[-1]))

    @staticmethod
    def scaled_by_number_of_keys(q, k, v, mask=None):
        """You divide by the square root of the number of keys. The width of q and k is meant. See the handout, section 'Scaled
        dot-product attention'."""
        return attend(q, k, v, mask, scale=math.sqrt(k.shape[-2]))

    @staticmethod
    def scaled_after_softmax(q, k, v, mask=None):
        """You divide by sqrt(d) after the softmax: your weights no longer sum to 1. Divide the scores. See the handout, section 'Scaled
        dot-product attention'."""
        return attend(q, k, v, mask, scale=1.0, after=lambda w, _: w / math.sqrt(q.shape[-1]))

    @staticmethod
    def softmax_over_queries(q, k, v, mask=None):
        """Your softmax runs over the queries. The weights of one query, over the keys, sum to 1. See the handout, section 'Scaled
        dot-product attention'."""
        return attend(q, k, v, mask, axis=-2)

    @staticmethod
    def no_mask(q, k, v, mask=None):
        """You do not use the mask. See the handout, section 'Masks'."""
        return attend(q, k, v)

    @staticmethod
    def mask_inverted(q, k, v, mask=None):
        """You read the mask the other way round. True means: may attend. See the handout, section 'Masks'."""
        return attend(q, k, v, None if mask is None else ~mask)

    @staticmethod
    def first_mask_for_all(q, k, v, mask=None):
        """You take the first mask of several for all of them. A mask with more than two axes has one for each sequence or head. See the
        handout, section 'Masks'."""
        return attend(q, k, v, None if mask is None else mask[(0,) * (mask.ndim - 2)])

    @staticmethod
    def mask_after_softmax(q, k, v, mask=None):
        """You set weights to 0 after the softmax, so the others no longer sum to 1. Mask the scores, before the softmax. See the handout,
        section 'Masks'."""
        return attend(q, k, v, mask, hide=lambda s, _: s, after=lambda w, m: w if m is None else w * m)

    @staticmethod
    def scores_times_mask(q, k, v, mask=None):
        """You multiply the scores by the mask. A score of 0 still gets a weight; what is not allowed needs -inf. See the handout, section
        'Masks'."""
        return attend(q, k, v, mask, hide=lambda s, m: s * m)

    @staticmethod
    def mask_lowers_a_little(q, k, v, mask=None):
        """You lower the scores that are not allowed by too little: where scores are large they still get weight. Use -inf, or a number
        that no score comes near. See the handout, section 'Masks'."""
        return attend(q, k, v, mask, hide=lambda s, m: np.where(m, s, s - 10))

    @staticmethod
    def blocked_rows_uniform(q, k, v, mask=None):
        """A query that may attend to nothing gets the mean of all values from you. Its weights and its output are 0. See the handout,
        section 'Masks'."""
        return attend(q, k, v, mask, hide=lambda s, m: np.where(m, s, -1e9))

    @staticmethod
    def blocked_rows_as_without_mask(q, k, v, mask=None):
        """A query that may attend to nothing attends to everything in your answer: you lower all its scores alike, and the softmax does
        not see that. Its weights and its output are 0. See the handout, section 'Masks'."""
        return attend(q, k, v, mask, hide=lambda s, m: np.where(m | ~m.any(axis=-1, keepdims=True), s, -np.inf))

    @staticmethod
    def blocked_rows_nan(q, k, v, mask=None):
        """A query that may attend to nothing gets NaN from you: a softmax of nothing but -inf divides 0 by 0. Its weights and its output
        are 0. See the handout, section 'Masks'."""
        return attend(q, k, v, mask, hide=lambda s, m: np.where(m, s, -np.inf))

    @staticmethod
    def overflows(q, k, v, mask=None):
        """Your weights are NaN where scores are large, because exp overflows or all exponentials are 0. Subtract the largest score of
        each query first. See the handout, section 'Softmax'."""
        weights = plain_softmax(q @ k.mT / math.sqrt(q.shape[-1]))
        if mask is not None:
            weights = attention.scaled_dot_product_attention(q, k, v, mask)[1]
        return weights @ v, weights

    @staticmethod
    def weights_first(q, k, v, mask=None):
        """You return the weights before the output. See the handout, section 'Scaled dot-product attention', for the order."""
        output, weights = attention.scaled_dot_product_attention(q, k, v, mask)
        return weights, output

    @staticmethod
    def output_only(q, k, v, mask=None):
        """You return the output alone. The answer is a pair: the output and the weights. See the handout, section 'Scaled dot-product
        attention'."""
        return attention.scaled_dot_product_attention(q, k, v, mask)[0]

    @staticmethod
    def scores_for_weights(q, k, v, mask=None):
        """You return the scores in place of the weights. The weights come after the softmax. See the handout, section 'Scaled dot-product
        attention'."""
        output, _ = attention.scaled_dot_product_attention(q, k, v, mask)
        return output, q @ k.mT / math.sqrt(q.shape[-1])


def heads_of(x_query, x_key_value, params, num_heads, mask=None, *, split=None, merge=None, attended=None, bias=True, names="qkv"):
    """Multi-head attention with one piece changed."""
    if x_query.shape[-1] % num_heads:
        raise ValueError(num_heads)
    split, merge = split or attention.split_heads, merge or attention.merge_heads
    rows = (x_query, x_key_value, x_key_value)
    q, k, v = (split(x @ params["W" + n] + (params["b" + n] if bias else 0), num_heads) for x, n in zip(rows, names, strict=True))
    output = (attended or attention.scaled_dot_product_attention)(q, k, v, mask)[0]
    return merge(output) @ params["Wo"] + (params["bo"] if bias else 0)


def cut_without_transpose(x, num_heads):
    batch, length, width = x.shape
    return x.reshape(batch, num_heads, length, width // num_heads)


def joined_without_transpose(heads):
    batch, num_heads, length, size = heads.shape
    return heads.reshape(batch, length, num_heads * size)


def every_hth_column(x, num_heads):
    batch, length, width = x.shape
    return x.reshape(batch, length, width // num_heads, num_heads).transpose(0, 3, 1, 2)


def for_any_query(mask):
    """(Tq, Tk) -> (1, Tk): the keys that some query may attend to."""
    return None if mask is None else mask.any(axis=0, keepdims=True)


class multi_head_attention:
    @staticmethod
    def scaled_by_whole_width(x_query, x_key_value, params, num_heads, mask=None):
        """You divide by sqrt(D). Each head sums over its own D / H columns only: divide by sqrt(D / H). See the handout, section
        'Multi-head attention'."""
        width = x_query.shape[-1]
        attended = lambda q, k, v, m: attend(q, k, v, m, scale=math.sqrt(width))  # noqa: E731
        return heads_of(x_query, x_key_value, params, num_heads, mask, attended=attended)

    @staticmethod
    def not_scaled(x_query, x_key_value, params, num_heads, mask=None):
        """You do not divide the scores by sqrt(D / H). See the handout, section 'Multi-head attention'."""
        attended = lambda q, k, v, m: attend(q, k, v, m, scale=1.0)  # noqa: E731
        return heads_of(x_query, x_key_value, params, num_heads, mask, attended=attended)

    @staticmethod
    def one_head(x_query, x_key_value, params, num_heads, mask=None):
        """You compute one head of the whole width. Cut the columns into num_heads parts first. See the handout, section 'Multi-head
        attention'."""
        if x_query.shape[-1] % num_heads:
            raise ValueError(num_heads)
        return heads_of(x_query, x_key_value, params, 1, mask)

    @staticmethod
    def cut_without_transpose(x_query, x_key_value, params, num_heads, mask=None):
        """You reshape to (N, H, T, d) directly, which mixes positions with heads. Reshape to (N, T, H, d), then exchange the two middle
        axes. See the handout, section 'Multi-head attention'."""
        return heads_of(x_query, x_key_value, params, num_heads, mask, split=cut_without_transpose)

    @staticmethod
    def joined_without_transpose(x_query, x_key_value, params, num_heads, mask=None):
        """You join the heads without exchanging the two middle axes back, which mixes positions with heads. See the handout, section
        'Multi-head attention'."""
        return heads_of(x_query, x_key_value, params, num_heads, mask, merge=joined_without_transpose)

    @staticmethod
    def every_hth_column(x_query, x_key_value, params, num_heads, mask=None):
        """Your heads take every H-th column. Head h has D / H columns side by side, from h * D / H on. See the handout, section
        'Multi-head attention'."""
        merge = lambda heads: heads.transpose(0, 2, 3, 1).reshape(x_query.shape)  # noqa: E731
        return heads_of(x_query, x_key_value, params, num_heads, mask, split=every_hth_column, merge=merge)

    @staticmethod
    def heads_joined_in_reverse(x_query, x_key_value, params, num_heads, mask=None):
        """You join the heads in the reverse order. Head 0 gives the first columns. See the handout, section 'Multi-head attention'."""
        merge = lambda heads: attention.merge_heads(heads[:, ::-1])  # noqa: E731
        return heads_of(x_query, x_key_value, params, num_heads, mask, merge=merge)

    @staticmethod
    def no_output_layer(x_query, x_key_value, params, num_heads, mask=None):
        """You leave out the last layer, Wo and bo. See the handout, section 'Multi-head attention'."""
        plain = {**params, "Wo": np.eye(x_query.shape[-1]), "bo": 0.0}
        return heads_of(x_query, x_key_value, plain, num_heads, mask)

    @staticmethod
    def no_biases(x_query, x_key_value, params, num_heads, mask=None):
        """You leave out the biases. Each of the four layers has one. See the handout, section 'Multi-head attention'."""
        return heads_of(x_query, x_key_value, params, num_heads, mask, bias=False)

    @staticmethod
    def output_bias_missing(x_query, x_key_value, params, num_heads, mask=None):
        """You leave out bo. The last layer has a bias too: @ Wo + bo. See the handout, section 'Multi-head attention'."""
        return heads_of(x_query, x_key_value, params | {"bo": 0.0}, num_heads, mask)

    @staticmethod
    def weights_transposed(x_query, x_key_value, params, num_heads, mask=None):
        """You multiply by the transposed weights, as PyTorch stores them. Here a layer is x @ W + b. See the handout, section 'Multi-head
        attention'."""
        turned = params | {"W" + name: params["W" + name].T for name in "qkvo"}
        return heads_of(x_query, x_key_value, turned, num_heads, mask)

    @staticmethod
    def keys_as_values(x_query, x_key_value, params, num_heads, mask=None):
        """You use the keys as values. The values have weights of their own, Wv and bv. See the handout, section 'Multi-head
        attention'."""
        return heads_of(x_query, x_key_value, params, num_heads, mask, names="qkk")

    @staticmethod
    def attends_to_itself(x_query, x_key_value, params, num_heads, mask=None):
        """Your keys and values come from x_query. They come from x_key_value, which may be another sequence. See the handout, section
        'Multi-head attention'."""
        return heads_of(x_query, x_query, params, num_heads)

    @staticmethod
    def softmax_over_queries(x_query, x_key_value, params, num_heads, mask=None):
        """Your softmax runs over the queries. The weights of one query, over the keys, sum to 1. See the handout, section 'Scaled
        dot-product attention'."""
        attended = lambda q, k, v, m: attend(q, k, v, m, axis=-2)  # noqa: E731
        return heads_of(x_query, x_key_value, params, num_heads, mask, attended=attended)

    @staticmethod
    def softmax_over_heads(x_query, x_key_value, params, num_heads, mask=None):
        """Your softmax runs over the heads. The weights of one query in one head, over the keys, sum to 1. See the handout, section
        'Multi-head attention'."""
        attended = lambda q, k, v, m: attend(q, k, v, None, axis=1)  # noqa: E731
        return heads_of(x_query, x_key_value, params, num_heads, mask, attended=attended)

    @staticmethod
    def no_mask(x_query, x_key_value, params, num_heads, mask=None):
        """You do not use the mask. See the handout, section 'Masks'."""
        return heads_of(x_query, x_key_value, params, num_heads)

    @staticmethod
    def mask_inverted(x_query, x_key_value, params, num_heads, mask=None):
        """You read the mask the other way round. True means: may attend. See the handout, section 'Masks'."""
        return heads_of(x_query, x_key_value, params, num_heads, None if mask is None else ~mask)

    @staticmethod
    def mask_of_any_query(x_query, x_key_value, params, num_heads, mask=None):
        """You make one row of the mask: a key that some query may attend to is open for all queries. Each query has a row of its own.
        See the handout, section 'Masks'."""
        return heads_of(x_query, x_key_value, params, num_heads, for_any_query(mask))

    @staticmethod
    def mask_after_softmax(x_query, x_key_value, params, num_heads, mask=None):
        """You set weights to 0 after the softmax, so the others no longer sum to 1. Mask the scores, before the softmax. See the handout,
        section 'Masks'."""
        attended = scaled_dot_product_attention.mask_after_softmax
        return heads_of(x_query, x_key_value, params, num_heads, mask, attended=attended)

    @staticmethod
    def mask_in_the_first_head_only(x_query, x_key_value, params, num_heads, mask=None):
        """Your mask reaches the first head only. It is the same for every head. See the handout, section 'Multi-head attention'."""
        first = None if mask is None else mask | (np.arange(num_heads) > 0)[:, None, None]
        return heads_of(x_query, x_key_value, params, num_heads, first)

    @staticmethod
    def rest_of_the_columns_dropped(x_query, x_key_value, params, num_heads, mask=None):
        """You give an answer where the heads cannot share the columns equally. Raise ValueError. See the handout, section 'Multi-head
        attention'."""
        kept = x_query.shape[-1] // num_heads * num_heads
        cut = {"W" + name: params["W" + name][:, :kept] for name in "qkv"} | {"b" + name: params["b" + name][:kept] for name in "qkv"}
        cut |= {"Wo": params["Wo"][:kept], "bo": params["bo"]}
        q = attention.split_heads(x_query @ cut["Wq"] + cut["bq"], num_heads)
        k = attention.split_heads(x_key_value @ cut["Wk"] + cut["bk"], num_heads)
        v = attention.split_heads(x_key_value @ cut["Wv"] + cut["bv"], num_heads)
        heads, _ = attention.scaled_dot_product_attention(q, k, v, mask)
        return attention.merge_heads(heads) @ cut["Wo"] + cut["bo"]


def normed(x, gamma, beta, eps=1e-5, *, axis=-1, centred=True, ddof=0, divisor=np.sqrt):
    """Layer normalisation with one piece changed."""
    mean, variance = x.mean(axis=axis, keepdims=True), x.var(axis=axis, keepdims=True, ddof=ddof)
    return quiet(lambda: gamma * (x - mean if centred else x) / divisor(variance + eps) + beta)


class layer_norm:
    @staticmethod
    def unbiased_variance(x, gamma, beta, eps=1e-5):
        """You divide the squared differences by D - 1. Here the variance is the biased one, divided by D. See the handout, section 'Layer
        normalisation'."""
        return normed(x, gamma, beta, eps, ddof=1)

    @staticmethod
    def unbiased_variance_and_eps_outside(x, gamma, beta, eps=1e-5):
        """You divide the squared differences by D - 1, and you add eps to the standard deviation, as a well-known annotated Transformer
        does. Divide by D, and put eps inside the square root. See the handout, section 'Layer normalisation'."""
        return gamma * (x - x.mean(axis=-1, keepdims=True)) / (x.std(axis=-1, keepdims=True, ddof=1) + eps) + beta

    @staticmethod
    def divided_by_variance(x, gamma, beta, eps=1e-5):
        """You divide by the variance. Divide by its square root. See the handout, section 'Layer normalisation'."""
        return normed(x, gamma, beta, eps, divisor=lambda a: a)

    @staticmethod
    def mean_not_subtracted(x, gamma, beta, eps=1e-5):
        """You do not subtract the mean. See the handout, section 'Layer normalisation'."""
        return normed(x, gamma, beta, eps, centred=False)

    @staticmethod
    def over_the_first_axis(x, gamma, beta, eps=1e-5):
        """You take mean and variance over the first axis. That is a batch norm; here each vector, along the last axis, is normalised by
        itself. See the handout, section 'Layer normalisation'."""
        return normed(x, gamma, beta, eps, axis=0)

    @staticmethod
    def over_the_positions(x, gamma, beta, eps=1e-5):
        """You take mean and variance over the positions. Each vector, along the last axis, is normalised by itself. See the handout,
        section 'Layer normalisation'."""
        return normed(x, gamma, beta, eps, axis=-2)

    @staticmethod
    def over_everything(x, gamma, beta, eps=1e-5):
        """You take one mean and one variance of the whole array. Each vector, along the last axis, is normalised by itself. See the
        handout, section 'Layer normalisation'."""
        return normed(x, gamma, beta, eps, axis=None)

    @staticmethod
    def over_the_whole_sequence(x, gamma, beta, eps=1e-5):
        """You take one mean and one variance a sequence. Each vector, along the last axis, is normalised by itself. See the handout,
        section 'Layer normalisation'."""
        return normed(x, gamma, beta, eps, axis=(-2, -1))

    @staticmethod
    def no_scale_and_shift(x, gamma, beta, eps=1e-5):
        """You leave out gamma and beta. See the handout, section 'Layer normalisation'."""
        return normed(x, 1.0, 0.0, eps)

    @staticmethod
    def gamma_and_beta_exchanged(x, gamma, beta, eps=1e-5):
        """You exchange gamma and beta. gamma is the factor, beta is added. See the handout, section 'Layer normalisation'."""
        return normed(x, beta, gamma, eps)

    @staticmethod
    def beta_scaled(x, gamma, beta, eps=1e-5):
        """You add beta before you multiply by gamma. Multiply first. See the handout, section 'Layer normalisation'."""
        return gamma * normed(x, 1.0, beta, eps)

    @staticmethod
    def eps_outside_the_root(x, gamma, beta, eps=1e-5):
        """You add eps to the standard deviation. It belongs inside the square root, beside the variance. See the handout, section 'Layer
        normalisation'."""
        return gamma * (x - x.mean(axis=-1, keepdims=True)) / (x.std(axis=-1, keepdims=True) + eps) + beta

    @staticmethod
    def smaller_eps_outside_the_root(x, gamma, beta, eps=1e-6):
        """You add eps to the standard deviation, and yours is 1e-6 where none is given. Put it inside the square root, beside the
        variance; here it is 1e-5. See the handout, section 'Layer normalisation'."""
        return gamma * (x - x.mean(axis=-1, keepdims=True)) / (x.std(axis=-1, keepdims=True) + eps) + beta

    @staticmethod
    def annotated_transformer(x, gamma, beta, eps=1e-6):
        """Your norm is that of a well-known annotated Transformer. Here the squared differences are divided by D, not by D - 1; eps is
        inside the square root; and it is 1e-5 where none is given. See the handout, section 'Layer normalisation'."""
        return gamma * (x - x.mean(axis=-1, keepdims=True)) / (x.std(axis=-1, keepdims=True, ddof=1) + eps) + beta

    @staticmethod
    def given_eps_not_used(x, gamma, beta, eps=1e-5):
        """You use an eps of your own where one is given. See the handout, section 'Layer normalisation'."""
        return normed(x, gamma, beta)

    @staticmethod
    def default_eps_too_large(x, gamma, beta, eps=1e-3):
        """Your eps is 0.001 where none is given, as in Keras. Here it is 1e-5. See the handout, section 'Layer normalisation'."""
        return normed(x, gamma, beta, eps)

    @staticmethod
    def default_eps_too_small(x, gamma, beta, eps=1e-6):
        """Your eps is 1e-6 where none is given. Here it is 1e-5. See the handout, section 'Layer normalisation'."""
        return normed(x, gamma, beta, eps)

    @staticmethod
    def default_eps_far_too_small(x, gamma, beta, eps=1e-12):
        """Your eps is 1e-7 or smaller where none is given. Here it is 1e-5. See the handout, section 'Layer normalisation'."""
        return normed(x, gamma, beta, eps)

    @staticmethod
    def no_eps(x, gamma, beta, eps=1e-5):
        """You leave out eps. A vector of equal numbers has the variance 0, and you divide 0 by 0. See the handout, section 'Layer
        normalisation'."""
        return normed(x, gamma, beta, 0.0)


def two_layers(x, params, activation=lambda a: np.maximum(a, 0)):
    """The feed-forward network with another activation."""
    return activation(x @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"]


def gelu(a):
    return 0.5 * a * (1 + np.vectorize(math.erf)(a / math.sqrt(2)))


def tanh_gelu(a):
    return 0.5 * a * (1 + np.tanh(math.sqrt(2 / math.pi) * (a + 0.044715 * a**3)))


class feed_forward:
    @staticmethod
    def no_relu(x, params):
        """You leave out the ReLU between the two layers. See the handout, section 'The feed-forward network'."""
        return two_layers(x, params, lambda a: a)

    @staticmethod
    def relu_at_the_end_too(x, params):
        """You apply a ReLU after the second layer too. Its output may be negative. See the handout, section 'The feed-forward
        network'."""
        return np.maximum(two_layers(x, params), 0)

    @staticmethod
    def relu_at_the_end_only(x, params):
        """Your ReLU comes after the second layer. It belongs between the two. See the handout, section 'The feed-forward network'."""
        return np.maximum(two_layers(x, params, lambda a: a), 0)

    @staticmethod
    def relu_before_the_bias(x, params):
        """You add the first bias after the ReLU. Add it before. See the handout, section 'The feed-forward network'."""
        return (np.maximum(x @ params["W1"], 0) + params["b1"]) @ params["W2"] + params["b2"]

    @staticmethod
    def no_biases(x, params):
        """You leave out the biases. See the handout, section 'The feed-forward network'."""
        return two_layers(x, params | {"b1": 0, "b2": 0})

    @staticmethod
    def second_bias_missing(x, params):
        """You leave out the second bias. See the handout, section 'The feed-forward network'."""
        return two_layers(x, params | {"b2": 0})

    @staticmethod
    def gelu(x, params):
        """You use GELU, as newer models do. Here it is ReLU. See the handout, section 'The feed-forward network'."""
        return two_layers(x, params, gelu)

    @staticmethod
    def tanh_gelu(x, params):
        """You use the GELU with tanh, as GPT does. Here it is ReLU. See the handout, section 'The feed-forward network'."""
        return two_layers(x, params, tanh_gelu)

    @staticmethod
    def leaky(x, params):
        """Your ReLU lets a hundredth of the negative numbers through. ReLU gives 0 for them. See the handout, section 'The feed-forward
        network'."""
        return two_layers(x, params, lambda a: np.where(a > 0, a, 0.01 * a))

    @staticmethod
    def adds_x(x, params):
        """You add x. That sum belongs to the layer round it, not to the feed-forward network. See the handout, section 'The feed-forward
        network'."""
        return x + two_layers(x, params)


def post(x, y, params):
    return model.norm(x + y, params)


def without_norm(x, y, params):
    return x + y


def encode(x, params, num_heads, mask=None, *, first=post, second=post, network=model.feed_forward):
    """An encoder layer with one piece changed. first, second: x, what a sublayer gives, parameters of the norm -> the new x."""
    x = first(x, model.multi_head_attention(x, x, params["attention"], num_heads, mask), params["norm1"])
    return second(x, network(x, params["feed_forward"]), params["norm2"])


def unbiased(x, y, params):
    return normed(x + y, params["gamma"], params["beta"], ddof=1)


class encoder_layer:
    @staticmethod
    def pre_norm(x, params, num_heads, mask=None):
        """You normalise before each sublayer, as GPT does. Here the norm comes after the sum: norm(x + sublayer(x)). See the handout,
        section 'An encoder layer'."""
        inner = model.norm(x, params["norm1"])
        x = x + model.multi_head_attention(inner, inner, params["attention"], num_heads, mask)
        return x + model.feed_forward(model.norm(x, params["norm2"]), params["feed_forward"])

    @staticmethod
    def norm_inside_the_sum(x, params, num_heads, mask=None):
        """You normalise what the sublayer gives and then add x. Add first, then normalise the sum. See the handout, section 'An encoder
        layer'."""
        inside = lambda x, y, p: x + model.norm(y, p)  # noqa: E731
        return encode(x, params, num_heads, mask, first=inside, second=inside)

    @staticmethod
    def no_sums(x, params, num_heads, mask=None):
        """You leave out the sums: x is added to what each sublayer gives. See the handout, section 'An encoder layer'."""
        alone = lambda x, y, p: model.norm(y, p)  # noqa: E731
        return encode(x, params, num_heads, mask, first=alone, second=alone)

    @staticmethod
    def no_sum_round_attention(x, params, num_heads, mask=None):
        """You do not add x to what the attention gives. See the handout, section 'An encoder layer'."""
        return encode(x, params, num_heads, mask, first=lambda x, y, p: model.norm(y, p))

    @staticmethod
    def no_sum_round_the_network(x, params, num_heads, mask=None):
        """You do not add x to what the feed-forward network gives. See the handout, section 'An encoder layer'."""
        return encode(x, params, num_heads, mask, second=lambda x, y, p: model.norm(y, p))

    @staticmethod
    def adds_the_first_x_again(x, params, num_heads, mask=None):
        """You add the layer's input after the feed-forward network. Add what went into that network. See the handout, section 'An encoder
        layer'."""
        return encode(x, params, num_heads, mask, second=lambda _, y, p: model.norm(x + y, p))

    @staticmethod
    def no_norms(x, params, num_heads, mask=None):
        """You leave out the norms. See the handout, section 'An encoder layer'."""
        return encode(x, params, num_heads, mask, first=without_norm, second=without_norm)

    @staticmethod
    def second_norm_missing(x, params, num_heads, mask=None):
        """You leave out the norm after the feed-forward network. See the handout, section 'An encoder layer'."""
        return encode(x, params, num_heads, mask, second=without_norm)

    @staticmethod
    def norms_exchanged(x, params, num_heads, mask=None):
        """You exchange norm1 and norm2. norm1 follows the attention. See the handout, section 'An encoder layer'."""
        return encode(x, params | {"norm1": params["norm2"], "norm2": params["norm1"]}, num_heads, mask)

    @staticmethod
    def one_norm_for_both(x, params, num_heads, mask=None):
        """You use norm1 twice. The second norm has a gamma and a beta of its own. See the handout, section 'An encoder layer'."""
        return encode(x, params | {"norm2": params["norm1"]}, num_heads, mask)

    @staticmethod
    def unbiased_variance(x, params, num_heads, mask=None):
        """Your norms divide the squared differences by D - 1. The variance is the biased one. See the handout, section 'Layer
        normalisation'."""
        return encode(x, params, num_heads, mask, first=unbiased, second=unbiased)

    @staticmethod
    def sublayers_exchanged(x, params, num_heads, mask=None):
        """Your feed-forward network comes before the attention. See the handout, section 'An encoder layer', for the order."""
        x = post(x, model.feed_forward(x, params["feed_forward"]), params["norm1"])
        return post(x, model.multi_head_attention(x, x, params["attention"], num_heads, mask), params["norm2"])

    @staticmethod
    def gelu(x, params, num_heads, mask=None):
        """Your feed-forward network uses GELU, as newer models do. Here it is ReLU. See the handout, section 'The feed-forward network'."""
        return encode(x, params, num_heads, mask, network=lambda x, p: two_layers(x, p, gelu))

    @staticmethod
    def tanh_gelu(x, params, num_heads, mask=None):
        """Your feed-forward network uses the GELU with tanh, as GPT does. Here it is ReLU. See the handout, section 'The feed-forward
        network'."""
        return encode(x, params, num_heads, mask, network=lambda x, p: two_layers(x, p, tanh_gelu))

    @staticmethod
    def output_bias_missing(x, params, num_heads, mask=None):
        """Your attention leaves out bo. Its last layer has a bias too: @ Wo + bo. See the handout, section 'Multi-head attention'."""
        return encode(x, params | {"attention": params["attention"] | {"bo": 0.0}}, num_heads, mask)

    @staticmethod
    def one_head(x, params, num_heads, mask=None):
        """You compute one head of the whole width. Cut the columns into num_heads parts. See the handout, section 'Multi-head
        attention'."""
        return encode(x, params, 1, mask)

    @staticmethod
    def no_mask(x, params, num_heads, mask=None):
        """You do not hand the mask to the attention. See the handout, section 'An encoder layer'."""
        return encode(x, params, num_heads)

    @staticmethod
    def mask_inverted(x, params, num_heads, mask=None):
        """You read the mask the other way round. True means: may attend. See the handout, section 'Masks'."""
        return encode(x, params, num_heads, None if mask is None else ~mask)

    @staticmethod
    def mask_of_any_query(x, params, num_heads, mask=None):
        """You make one row of the mask: a position that some query may attend to is open for all queries. Each query has a row of its
        own. See the handout, section 'Masks'."""
        return encode(x, params, num_heads, for_any_query(mask))

    @staticmethod
    def always_causal(x, params, num_heads, mask=None):
        """You hide later positions from the encoder. It reads the whole sequence; only the decoder is causal. See the handout, section
        'An encoder layer'."""
        causal = np.tril(np.ones((x.shape[1], x.shape[1]), dtype=bool))
        return encode(x, params, num_heads, causal if mask is None else mask & causal | np.eye(x.shape[1], dtype=bool))


def causal_mask(length):
    return np.tril(np.ones((length, length), dtype=bool))


def decode(
    y,
    memory,
    params,
    num_heads,
    memory_mask=None,
    *,
    causal=causal_mask,
    first=post,
    second=post,
    third=post,
    network=model.feed_forward,
):
    """A decoder layer with one piece changed. causal: length -> mask of the self-attention. memory None: what the first sublayer gives."""
    mask = causal(y.shape[1])
    y = first(y, model.multi_head_attention(y, y, params["self_attention"], num_heads, mask), params["norm1"])
    read = y if memory is None else memory
    y = second(y, model.multi_head_attention(y, read, params["cross_attention"], num_heads, memory_mask), params["norm2"])
    return third(y, network(y, params["feed_forward"]), params["norm3"])


class decoder_layer:
    @staticmethod
    def not_causal(y, memory, params, num_heads, memory_mask=None):
        """Your decoder sees later positions of y. Position t sees positions 0 to t only. See the handout, section 'A decoder layer'."""
        return decode(y, memory, params, num_heads, memory_mask, causal=lambda length: None)

    @staticmethod
    def sees_one_ahead(y, memory, params, num_heads, memory_mask=None):
        """Position t of your decoder sees position t + 1 too. It sees positions 0 to t only. See the handout, section 'A decoder
        layer'."""
        return decode(y, memory, params, num_heads, memory_mask, causal=lambda n: np.tril(np.ones((n, n), dtype=bool), 1))

    @staticmethod
    def does_not_see_itself(y, memory, params, num_heads, memory_mask=None):
        """Position t of your decoder does not see itself. It sees positions 0 to t, t included. See the handout, section 'A decoder
        layer'."""
        return decode(y, memory, params, num_heads, memory_mask, causal=lambda n: np.tril(np.ones((n, n), dtype=bool), -1))

    @staticmethod
    def sees_the_future_only(y, memory, params, num_heads, memory_mask=None):
        """Your causal mask is turned round: position t sees itself and what comes later. It sees positions 0 to t. See the handout,
        section 'A decoder layer'."""
        return decode(y, memory, params, num_heads, memory_mask, causal=lambda n: causal_mask(n).T)

    @staticmethod
    def memory_causal_too(y, memory, params, num_heads, memory_mask=None):
        """You use the causal mask for the memory too. The whole source may be seen at every step. See the handout, section 'A decoder
        layer'."""
        shape = y.shape[1], memory.shape[1]
        causal = np.tril(np.ones(shape, dtype=bool))
        seen = causal if memory_mask is None else memory_mask & causal
        return decode(y, memory, params, num_heads, seen)

    @staticmethod
    def memory_not_used(y, memory, params, num_heads, memory_mask=None):
        """Your second attention takes keys and values from y. They come from the memory, which the encoder gives. See the handout,
        section 'A decoder layer'."""
        return decode(y, None, params, num_heads)

    @staticmethod
    def memory_mask_on_y(y, memory, params, num_heads, memory_mask=None):
        """Your second attention takes keys and values from y, and then memory_mask has another length than they have. They come from the
        memory, which the encoder gives. See the handout, section 'A decoder layer'."""
        return decode(y, None, params, num_heads, memory_mask)

    @staticmethod
    def input_as_memory(y, memory, params, num_heads, memory_mask=None):
        """Your second attention takes keys and values from the y that the layer is given. They come from the memory, which the encoder
        gives. See the handout, section 'A decoder layer'."""
        return decode(y, y, params, num_heads)

    @staticmethod
    def memory_mask_on_the_input(y, memory, params, num_heads, memory_mask=None):
        """Your second attention takes keys and values from the y that the layer is given, and then memory_mask has another length than
        they have. They come from the memory, which the encoder gives. See the handout, section 'A decoder layer'."""
        return decode(y, y, params, num_heads, memory_mask)

    @staticmethod
    def no_second_attention(y, memory, params, num_heads, memory_mask=None):
        """You leave out the attention to the memory. See the handout, section 'A decoder layer'."""
        return decode(y, memory, params, num_heads, memory_mask, second=lambda y, _, p: y)

    @staticmethod
    def attentions_exchanged(y, memory, params, num_heads, memory_mask=None):
        """You attend to the memory first and to y second. See the handout, section 'A decoder layer', for the order."""
        y = post(y, model.multi_head_attention(y, memory, params["cross_attention"], num_heads, memory_mask), params["norm1"])
        y = post(y, model.multi_head_attention(y, y, params["self_attention"], num_heads, causal_mask(y.shape[1])), params["norm2"])
        return post(y, model.feed_forward(y, params["feed_forward"]), params["norm3"])

    @staticmethod
    def parameters_exchanged(y, memory, params, num_heads, memory_mask=None):
        """You exchange the parameters of the two attentions. self_attention belongs to y, cross_attention to the memory. See the handout,
        section 'A decoder layer'."""
        swapped = params | {"self_attention": params["cross_attention"], "cross_attention": params["self_attention"]}
        return decode(y, memory, swapped, num_heads, memory_mask)

    @staticmethod
    def pre_norm(y, memory, params, num_heads, memory_mask=None):
        """You normalise before each sublayer, as GPT does. Here the norm comes after the sum. See the handout, section 'A decoder
        layer'."""
        inner = model.norm(y, params["norm1"])
        y = y + model.multi_head_attention(inner, inner, params["self_attention"], num_heads, causal_mask(y.shape[1]))
        inner = model.norm(y, params["norm2"])
        y = y + model.multi_head_attention(inner, memory, params["cross_attention"], num_heads, memory_mask)
        return y + model.feed_forward(model.norm(y, params["norm3"]), params["feed_forward"])

    @staticmethod
    def no_sums(y, memory, params, num_heads, memory_mask=None):
        """You leave out the sums: y is added to what each sublayer gives. See the handout, section 'A decoder layer'."""
        alone = lambda x, y, p: model.norm(y, p)  # noqa: E731
        return decode(y, memory, params, num_heads, memory_mask, first=alone, second=alone, third=alone)

    @staticmethod
    def no_sum_round_second_attention(y, memory, params, num_heads, memory_mask=None):
        """You do not add y to what the attention to the memory gives. See the handout, section 'A decoder layer'."""
        return decode(y, memory, params, num_heads, memory_mask, second=lambda x, y, p: model.norm(y, p))

    @staticmethod
    def second_norm_missing(y, memory, params, num_heads, memory_mask=None):
        """You leave out the norm after the attention to the memory. See the handout, section 'A decoder layer'."""
        return decode(y, memory, params, num_heads, memory_mask, second=without_norm)

    @staticmethod
    def last_norms_exchanged(y, memory, params, num_heads, memory_mask=None):
        """You exchange norm2 and norm3. norm2 follows the attention to the memory. See the handout, section 'A decoder layer'."""
        return decode(y, memory, params | {"norm2": params["norm3"], "norm3": params["norm2"]}, num_heads, memory_mask)

    @staticmethod
    def unbiased_variance(y, memory, params, num_heads, memory_mask=None):
        """Your norms divide the squared differences by D - 1. The variance is the biased one. See the handout, section 'Layer
        normalisation'."""
        return decode(y, memory, params, num_heads, memory_mask, first=unbiased, second=unbiased, third=unbiased)

    @staticmethod
    def gelu(y, memory, params, num_heads, memory_mask=None):
        """Your feed-forward network uses GELU, as newer models do. Here it is ReLU. See the handout, section 'The feed-forward network'."""
        return decode(y, memory, params, num_heads, memory_mask, network=lambda x, p: two_layers(x, p, gelu))

    @staticmethod
    def tanh_gelu(y, memory, params, num_heads, memory_mask=None):
        """Your feed-forward network uses the GELU with tanh, as GPT does. Here it is ReLU. See the handout, section 'The feed-forward
        network'."""
        return decode(y, memory, params, num_heads, memory_mask, network=lambda x, p: two_layers(x, p, tanh_gelu))

    @staticmethod
    def output_biases_missing(y, memory, params, num_heads, memory_mask=None):
        """Both of your attentions leave out bo. The last layer of each has a bias too: @ Wo + bo. See the handout, section 'Multi-head
        attention'."""
        plain = {part: params[part] | {"bo": 0.0} for part in ("self_attention", "cross_attention")}
        return decode(y, memory, params | plain, num_heads, memory_mask)

    @staticmethod
    def one_head(y, memory, params, num_heads, memory_mask=None):
        """You compute one head of the whole width. Cut the columns into num_heads parts. See the handout, section 'Multi-head
        attention'."""
        return decode(y, memory, params, 1, memory_mask)

    @staticmethod
    def no_memory_mask(y, memory, params, num_heads, memory_mask=None):
        """You do not use memory_mask. It belongs to the attention to the memory. See the handout, section 'A decoder layer'."""
        return decode(y, memory, params, num_heads)

    @staticmethod
    def memory_mask_of_any_query(y, memory, params, num_heads, memory_mask=None):
        """You make one row of memory_mask: what some position of y may attend to is open for all positions. Each position has a row of its
        own. See the handout, section 'Masks'."""
        return decode(y, memory, params, num_heads, for_any_query(memory_mask))

    @staticmethod
    def memory_mask_inverted(y, memory, params, num_heads, memory_mask=None):
        """You read memory_mask the other way round. True means: may attend. See the handout, section 'Masks'."""
        return decode(y, memory, params, num_heads, None if memory_mask is None else ~memory_mask)


def enter(ids, table, *, scale=None, first=0, position=1.0):
    """Embeddings plus positional encoding with one piece changed."""
    width = table.shape[1]
    scale = math.sqrt(width) if scale is None else scale
    return table[ids] * scale + position * encoding(ids.shape[1], width, first=first)


def run(
    source,
    target,
    params,
    num_heads,
    *,
    at_source=enter,
    at_target=enter,
    encoder=None,
    decoder=None,
    after=lambda x: x,
    causal=causal_mask,
):
    """The whole model with one piece changed."""
    memory, y = at_source(source, params["source_embedding"]), at_target(target, params["target_embedding"])
    for layer in params["encoder"] if encoder is None else encoder:
        memory = model.encoder_layer(memory, layer, num_heads)
    memory = after(memory)
    for layer in params["decoder"] if decoder is None else decoder:
        y = decode(y, memory, layer, num_heads, causal=causal)
    return after(y) @ params["W_out"] + params["b_out"]


class transformer:
    @staticmethod
    def embeddings_not_scaled(source, target, params, num_heads):
        """You do not multiply the embeddings by sqrt(D). See the handout, section 'The whole model'."""
        plain = lambda ids, table: enter(ids, table, scale=1.0)  # noqa: E731
        return run(source, target, params, num_heads, at_source=plain, at_target=plain)

    @staticmethod
    def embeddings_divided(source, target, params, num_heads):
        """You divide the embeddings by sqrt(D). Multiply them. See the handout, section 'The whole model'."""
        divided = lambda ids, table: enter(ids, table, scale=1 / math.sqrt(table.shape[1]))  # noqa: E731
        return run(source, target, params, num_heads, at_source=divided, at_target=divided)

    @staticmethod
    def encoding_scaled_too(source, target, params, num_heads):
        """You multiply by sqrt(D) after you add the positional encoding. Multiply the embeddings only. See the handout, section 'The
        whole model'."""
        both = lambda ids, table: enter(ids, table, position=math.sqrt(table.shape[1]))  # noqa: E731
        return run(source, target, params, num_heads, at_source=both, at_target=both)

    @staticmethod
    def no_positions(source, target, params, num_heads):
        """You do not add the positional encoding. Attention alone does not know the order of the words. See the handout, section 'The
        whole model'."""
        none = lambda ids, table: enter(ids, table, position=0.0)  # noqa: E731
        return run(source, target, params, num_heads, at_source=none, at_target=none)

    @staticmethod
    def no_positions_in_the_decoder(source, target, params, num_heads):
        """You add the positional encoding to the source only. The target needs it too. See the handout, section 'The whole model'."""
        return run(source, target, params, num_heads, at_target=lambda ids, table: enter(ids, table, position=0.0))

    @staticmethod
    def positions_before_every_layer(source, target, params, num_heads):
        """You add the positional encoding before every layer. Add it once, to the embeddings. See the handout, section 'The whole
        model'."""
        memory, y = enter(source, params["source_embedding"]), enter(target, params["target_embedding"])
        for i, layer in enumerate(params["encoder"]):
            memory = model.encoder_layer(memory + (encoding(*memory.shape[1:]) if i else 0), layer, num_heads)
        for i, layer in enumerate(params["decoder"]):
            y = model.decoder_layer(y + (encoding(*y.shape[1:]) if i else 0), memory, layer, num_heads)
        return y @ params["W_out"] + params["b_out"]

    @staticmethod
    def positions_from_one(source, target, params, num_heads):
        """Your positions count from 1. They count from 0. See the handout, section 'Positional encoding'."""
        late = lambda ids, table: enter(ids, table, first=1)  # noqa: E731
        return run(source, target, params, num_heads, at_source=late, at_target=late)

    @staticmethod
    def norm_after_the_last_layers(source, target, params, num_heads):
        """You normalise once more after the last layers, as torch.nn.Transformer does. There is no norm after them. See the handout,
        section 'The whole model'."""
        return run(source, target, params, num_heads, after=lambda x: normed(x, 1.0, 0.0))

    @staticmethod
    def encoder_not_used(source, target, params, num_heads):
        """Your decoder attends to the source's embeddings. It attends to what the last encoder layer gives. See the handout, section 'The
        whole model'."""
        return run(source, target, params, num_heads, encoder=[])

    @staticmethod
    def first_layers_only(source, target, params, num_heads):
        """You use the first layer of each list only. Go through all of them. See the handout, section 'The whole model'."""
        return run(source, target, params, num_heads, encoder=params["encoder"][:1], decoder=params["decoder"][:1])

    @staticmethod
    def last_layers_only(source, target, params, num_heads):
        """Only the last layer of each list has an effect in your answer: each layer starts from the embeddings again. A layer goes on
        from what the layer before it gives. See the handout, section 'The whole model'."""
        return run(source, target, params, num_heads, encoder=params["encoder"][-1:], decoder=params["decoder"][-1:])

    @staticmethod
    def first_layer_repeated(source, target, params, num_heads):
        """You use the first layer's parameters in every layer. Each layer has its own. See the handout, section 'The whole model'."""
        again = {part: params[part][:1] * len(params[part]) for part in ("encoder", "decoder")}
        return run(source, target, params, num_heads, **again)

    @staticmethod
    def layers_in_reverse(source, target, params, num_heads):
        """You go through the layers from the last to the first. See the handout, section 'The whole model'."""
        return run(source, target, params, num_heads, encoder=params["encoder"][::-1], decoder=params["decoder"][::-1])

    @staticmethod
    def layer_by_layer(source, target, params, num_heads):
        """Each of your decoder layers attends to the encoder layer of the same number. All of them attend to what the last encoder layer
        gives. See the handout, section 'The whole model'."""
        memories = [enter(source, params["source_embedding"])]
        for layer in params["encoder"]:
            memories.append(model.encoder_layer(memories[-1], layer, num_heads))
        y = enter(target, params["target_embedding"])
        for i, layer in enumerate(params["decoder"], start=1):
            y = model.decoder_layer(y, memories[min(i, len(memories) - 1)], layer, num_heads)
        return y @ params["W_out"] + params["b_out"]

    @staticmethod
    def not_causal(source, target, params, num_heads):
        """Your decoder sees later words of the target. Position t sees positions 0 to t only. See the handout, section 'A decoder
        layer'."""
        return run(source, target, params, num_heads, causal=lambda length: None)

    @staticmethod
    def probabilities(source, target, params, num_heads):
        """You return probabilities. The logits are asked for, without a softmax. See the handout, section 'The whole model'."""
        return attention.softmax(run(source, target, params, num_heads))

    @staticmethod
    def no_output_bias(source, target, params, num_heads):
        """You leave out b_out. See the handout, section 'The whole model'."""
        return run(source, target, params | {"b_out": 0.0}, num_heads)

    @staticmethod
    def last_position_only(source, target, params, num_heads):
        """You return the logits of the last position only. Every position of the target has its own. See the handout, section 'The whole
        model'."""
        return run(source, target, params, num_heads)[:, -1]
