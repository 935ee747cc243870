"""Wrong answers that students give to the assignment on GPT. The docstring is the hint that the student reads."""

from __future__ import annotations

import math

import numpy as np

from reference import gpt as model
from reference import language_model_training as training
from reference import sampling
from reference.gpt import gelu as tanh_gelu
from reference.sampling import nucleus_filter as nucleus
from reference.sampling import temperature_softmax as tempered


def softmax(x, axis=-1):
    shares = np.exp(x - x.max(axis=axis, keepdims=True))
    return shares / shares.sum(axis=axis, keepdims=True)


def exact_gelu(x):
    """x times the normal distribution function."""
    return 0.5 * x * (1 + np.vectorize(math.erf)(x / math.sqrt(2)))


# ---- one thing changed at a time ----


def layer_norm(x, params, *, eps=1e-5, axis=-1, ddof=0, square_root=True, scaled=True, shifted=True):
    """Layer normalisation with one thing changed."""
    variance = x.var(axis=axis, keepdims=True, ddof=ddof)
    n = (x - x.mean(axis=axis, keepdims=True)) / (np.sqrt(variance + eps) if square_root else variance + eps)
    return n * (params["gamma"] if scaled else 1) + (params["beta"] if shifted else 0)


def attention(
    x,
    params,
    num_heads,
    *,
    mask=None,
    fill=-np.inf,
    scale=None,
    axis=-1,
    biased=True,
    transposed=False,
    projected=True,
    split="blocks",
    merged=True,
    masked="before",
    stable=True,
):
    """Causal self-attention with one thing changed."""
    batch, steps, width = x.shape
    size = width // num_heads

    def heads(name):
        weights = params["W" + name].T if transposed else params["W" + name]
        y = x @ weights + (params["b" + name] if biased else 0)
        if split == "blocks":
            return y.reshape(batch, steps, num_heads, size).swapaxes(1, 2)
        if split == "interleaved":
            return y.reshape(batch, steps, size, num_heads).transpose(0, 3, 1, 2)
        return y.reshape(batch, num_heads, steps, size)

    q, k, v = heads("q"), heads("k"), heads("v")
    mask = np.tri(steps, dtype=bool) if mask is None else mask
    scores = q @ k.swapaxes(2, 3) / (math.sqrt(size) if scale is None else scale)
    if masked == "before":
        scores = np.where(mask, scores, fill)
    with np.errstate(all="ignore"):
        weights = softmax(scores, axis) if stable else np.exp(scores) / np.exp(scores).sum(axis=-1, keepdims=True)
    if masked == "after":
        weights = weights * mask
    mixed = weights @ v  # (N, H, T, D / H)
    if split == "interleaved":
        mixed = mixed.transpose(0, 2, 3, 1).reshape(batch, steps, width)
    elif split == "reshaped" or not merged:
        mixed = mixed.reshape(batch, steps, width)
    else:
        mixed = mixed.swapaxes(1, 2).reshape(batch, steps, width)
    if not projected:
        return mixed
    return mixed @ (params["Wo"].T if transposed else params["Wo"]) + (params["bo"] if biased else 0)


def mlp(x, params, activation=tanh_gelu, biased=True):
    hidden = activation(x @ params["W1"] + (params["b1"] if biased else 0))
    return hidden @ params["W2"] + (params["b2"] if biased else 0)


def block(x, params, num_heads, *, norm=layer_norm, activation=tanh_gelu, **changed):
    """A pre-norm block with another norm, activation or attention."""
    x = x + attention(norm(x, params["norm1"]), params["attention"], num_heads, **changed)
    return x + mlp(norm(x, params["norm2"]), params["mlp"], activation)


def norm_with_eps_outside(ddof):
    """A layer norm that divides by the standard deviation plus eps."""

    def norm(x, params):
        deviation = x.std(axis=-1, keepdims=True, ddof=ddof)
        return params["gamma"] * (x - x.mean(axis=-1, keepdims=True)) / (deviation + 1e-5) + params["beta"]

    return norm


def with_norm(**changed):
    """A layer norm with one thing changed."""
    return lambda x, params: layer_norm(x, params, **changed)


def post_norm_block(x, params, num_heads):
    x = layer_norm(x + attention(x, params["attention"], num_heads), params["norm1"])
    return layer_norm(x + mlp(x, params["mlp"]), params["norm2"])


def forward(tokens, params, num_heads, *, one_block=block, blocks=None, positions=None, scale=1, final=True, table=None, last=False):
    """The whole model with one thing changed."""
    steps = tokens.shape[1]
    if steps > len(params["position_embedding"]):
        raise ValueError("too long")
    position = params["position_embedding"][:steps] if positions is None else positions
    x = params["token_embedding"][tokens] * scale + position
    for one in params["blocks"] if blocks is None else blocks:
        x = one_block(x, one, num_heads)
    x = layer_norm(x, params["norm"]) if final else x
    return x @ params["token_embedding"].T


# ---- the model ----


class causal_mask:
    @staticmethod
    def blocked_is_true(length):
        """Your mask is True where attention is blocked. Here True means: may attend. See the handout, section 'The causal mask'."""
        return ~model.causal_mask(length)

    @staticmethod
    def sees_the_future(length):
        """Your mask lets a position attend to the later ones instead of the earlier ones: it lies on its other side. See the handout,
        section 'The causal mask'."""
        return np.triu(np.ones((length, length), dtype=bool))

    @staticmethod
    def not_itself(length):
        """Your mask keeps a position from attending to itself. See the handout, section 'The causal mask'."""
        return np.tri(length, k=-1, dtype=bool)

    @staticmethod
    def one_too_far(length):
        """Your mask lets a position see the next one: the very token that it is to predict. See the handout, section
        'The causal mask'."""
        return np.tri(length, k=1, dtype=bool)

    @staticmethod
    def additive(length):
        """Your mask holds 0 and -inf, to be added to the scores. Truth values are asked for. See the handout, section
        'The causal mask'."""
        return np.where(model.causal_mask(length), 0.0, -np.inf)

    @staticmethod
    def with_axes_for_batch_and_heads(length):
        """Your mask has axes for the batch and the heads. Its shape is (T, T). See the handout, section 'The causal mask'."""
        return model.causal_mask(length)[None, None]


class gelu:
    @staticmethod
    def exact(x):
        """You compute the exact GELU, with the error function. The tanh approximation is asked for, and it differs in the fourth digit.
        Libraries take the word tanh for it as an argument. See the handout, section 'GELU'."""
        return exact_gelu(x)

    @staticmethod
    def by_sigmoid(x):
        """You use the sigmoid approximation, x * sigmoid(1.702 x). The one with tanh is asked for. See the handout, section 'GELU'."""
        return x * 0.5 * (1 + np.tanh(0.851 * x))

    @staticmethod
    def relu(x):
        """You compute the ReLU. See the handout, section 'GELU'."""
        return np.maximum(x, 0)

    @staticmethod
    def silu(x):
        """You compute x * sigmoid(x), the SiLU. See the handout, section 'GELU'."""
        return x * 0.5 * (1 + np.tanh(0.5 * x))

    @staticmethod
    def no_half(x):
        """Your values are twice too large: the formula begins with one half. See the handout, section 'GELU'."""
        return 2 * tanh_gelu(x)

    @staticmethod
    def no_cube(x):
        """You leave out the term with the third power. See the handout, section 'GELU'."""
        return 0.5 * x * (1 + np.tanh(math.sqrt(2 / math.pi) * x))

    @staticmethod
    def square_for_cube(x):
        """You square x where the third power is asked for. See the handout, section 'GELU'."""
        return 0.5 * x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**2)))

    @staticmethod
    def no_square_root(x):
        """You multiply by 2 / pi instead of its square root. See the handout, section 'GELU'."""
        return 0.5 * x * (1 + np.tanh(2 / math.pi * (x + 0.044715 * x**3)))

    @staticmethod
    def tanh_overflows(x):
        """Your tanh gives NaN for large numbers, because exp overflows above and below the fraction. Your library has a tanh that does
        not. See the handout, section 'GELU'."""
        a = math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)
        with np.errstate(over="ignore", invalid="ignore"):
            return 0.5 * x * (1 + (np.exp(a) - np.exp(-a)) / (np.exp(a) + np.exp(-a)))


class gpt_block:
    @staticmethod
    def post_norm(x, params, num_heads):
        """You normalise after adding, as the transformer of 2017 does. A GPT block normalises what goes into attention and MLP. See the
        handout, section 'One block'."""
        return post_norm_block(x, params, num_heads)

    @staticmethod
    def adds_to_the_normalised(x, params, num_heads):
        """You add attention and MLP to the normalised x. The x that is added to is the one before the norm. See the handout, section
        'One block'."""
        n = layer_norm(x, params["norm1"])
        x = n + attention(n, params["attention"], num_heads)
        n = layer_norm(x, params["norm2"])
        return n + mlp(n, params["mlp"])

    @staticmethod
    def norms_left_out(x, params, num_heads):
        """You leave out the norms. See the handout, section 'One block'."""
        return block(x, params, num_heads, norm=lambda x, _: x)

    @staticmethod
    def nothing_added(x, params, num_heads):
        """You leave out the additions, the residual connections. See the handout, section 'One block'."""
        x = attention(layer_norm(x, params["norm1"]), params["attention"], num_heads)
        return mlp(layer_norm(x, params["norm2"]), params["mlp"])

    @staticmethod
    def attention_not_added(x, params, num_heads):
        """What attention gives takes the place of x. Add it to x, as you do with the MLP. See the handout, section 'One block'."""
        x = attention(layer_norm(x, params["norm1"]), params["attention"], num_heads)
        return x + mlp(layer_norm(x, params["norm2"]), params["mlp"])

    @staticmethod
    def mlp_not_added(x, params, num_heads):
        """What the MLP gives takes the place of x. Add it to x, as you do with attention. See the handout, section 'One block'."""
        x = x + attention(layer_norm(x, params["norm1"]), params["attention"], num_heads)
        return mlp(layer_norm(x, params["norm2"]), params["mlp"])

    @staticmethod
    def norm_before_the_sum(x, params, num_heads):
        """You normalise what attention and MLP give. A GPT block normalises what goes into them. See the handout, section 'One block'."""
        x = x + layer_norm(attention(x, params["attention"], num_heads), params["norm1"])
        return x + layer_norm(mlp(x, params["mlp"]), params["norm2"])

    @staticmethod
    def parallel(x, params, num_heads):
        """Your MLP reads the x from before attention. It comes second, and reads what attention has added to. See the handout, section
        'One block'."""
        attended = attention(layer_norm(x, params["norm1"]), params["attention"], num_heads)
        return x + attended + mlp(layer_norm(x, params["norm2"]), params["mlp"])

    @staticmethod
    def mlp_first(x, params, num_heads):
        """You apply the MLP before attention. See the handout, section 'One block', for the order."""
        x = x + mlp(layer_norm(x, params["norm2"]), params["mlp"])
        return x + attention(layer_norm(x, params["norm1"]), params["attention"], num_heads)

    @staticmethod
    def same_norm_twice(x, params, num_heads):
        """You use norm1 before the MLP too. It has its own, norm2. See the handout, section 'One block'."""
        return block(x, {**params, "norm2": params["norm1"]}, num_heads)

    @staticmethod
    def no_mask(x, params, num_heads):
        """Your block sees the future: there is no causal mask. See the handout, section 'One block'."""
        return block(x, params, num_heads, mask=True)

    @staticmethod
    def mask_inverted(x, params, num_heads):
        """Your positions attend to the later ones only. Look at which side of the mask is open. See the handout, section
        'The causal mask'."""
        return block(x, params, num_heads, mask=np.triu(np.ones((x.shape[1], x.shape[1]), dtype=bool)))

    @staticmethod
    def not_itself(x, params, num_heads):
        """Your positions do not attend to themselves. See the handout, section 'The causal mask'."""
        return block(x, params, num_heads, mask=np.tri(x.shape[1], k=-1, dtype=bool), fill=-1e9)

    @staticmethod
    def sees_one_ahead(x, params, num_heads):
        """Your positions see one token of the future. See the handout, section 'The causal mask'."""
        return block(x, params, num_heads, mask=np.tri(x.shape[1], k=1, dtype=bool))

    @staticmethod
    def weak_mask(x, params, num_heads):
        """Your mask sets the scores of later positions to a number that is not low enough: other scores can be lower. Use minus infinity,
        or -1e9. See the handout, section 'One block'."""
        return block(x, params, num_heads, fill=-30.0)

    @staticmethod
    def scores_times_mask(x, params, num_heads):
        """You set the scores of later positions to 0, but exp(0) is 1: they still get a share. See the handout, section 'One block'."""
        return block(x, params, num_heads, fill=0.0)

    @staticmethod
    def mask_after_softmax(x, params, num_heads):
        """You mask after the softmax, so that the weights no longer sum to 1. See the handout, section 'One block'."""
        return block(x, params, num_heads, masked="after")

    @staticmethod
    def no_scale(x, params, num_heads):
        """You do not divide the scores by the square root of a head's width. See the handout, section 'One block'."""
        return block(x, params, num_heads, scale=1)

    @staticmethod
    def scale_of_all_heads(x, params, num_heads):
        """You divide the scores by sqrt(D). Each head has its own width, D / H, and that is what counts. See the handout, section
        'One block'."""
        return block(x, params, num_heads, scale=math.sqrt(x.shape[2]))

    @staticmethod
    def scale_without_root(x, params, num_heads):
        """You divide the scores by a head's width instead of its square root. See the handout, section 'One block'."""
        return block(x, params, num_heads, scale=x.shape[2] / num_heads)

    @staticmethod
    def softmax_over_queries(x, params, num_heads):
        """Your softmax runs over the wrong axis: the weights of one position, over all that it may attend to, sum to 1. See the
        handout, section 'One block'."""
        return block(x, params, num_heads, axis=-2)

    @staticmethod
    def one_head(x, params, num_heads):
        """You compute one head over all columns. See the handout, section 'One block'."""
        return block(x, params, 1)

    @staticmethod
    def heads_interleaved(x, params, num_heads):
        """Your heads take every H-th column. Head h takes a block of neighbouring columns. See the handout, section 'One block'."""
        return block(x, params, num_heads, split="interleaved")

    @staticmethod
    def heads_cut_across_time(x, params, num_heads):
        """You reshape (N, T, D) to (N, H, T, D / H) in one go, which mixes positions and heads. Split the last axis first, then exchange
        two axes. See the handout, section 'One block'."""
        return block(x, params, num_heads, split="reshaped")

    @staticmethod
    def heads_not_moved_back(x, params, num_heads):
        """You join the heads without exchanging the axes of heads and time first. See the handout, section 'One block'."""
        return block(x, params, num_heads, merged=False)

    @staticmethod
    def no_output_projection(x, params, num_heads):
        """You leave out Wo and bo, which mix the heads. See the handout, section 'One block'."""
        return block(x, params, num_heads, projected=False)

    @staticmethod
    def no_attention_biases(x, params, num_heads):
        """You leave out the biases of attention. See the handout, section 'One block'."""
        return block(x, params, num_heads, biased=False)

    @staticmethod
    def output_bias_missing(x, params, num_heads):
        """You leave out bo, the bias of attention's last layer. See the handout, section 'One block'."""
        return block(x, {**params, "attention": {**params["attention"], "bo": 0.0}}, num_heads)

    @staticmethod
    def no_mlp_biases(x, params, num_heads):
        """You leave out b1 and b2, the biases of the MLP. See the handout, section 'One block'."""
        return block(x, {**params, "mlp": {**params["mlp"], "b1": 0.0, "b2": 0.0}}, num_heads)

    @staticmethod
    def second_mlp_bias_missing(x, params, num_heads):
        """You leave out b2, the second bias of the MLP. See the handout, section 'One block'."""
        return block(x, {**params, "mlp": {**params["mlp"], "b2": 0.0}}, num_heads)

    @staticmethod
    def weights_transposed(x, params, num_heads):
        """You multiply by the transposes of Wq, Wk, Wv and Wo. A dense layer is x @ W + b here. See the handout, section 'One block'."""
        return block(x, params, num_heads, transposed=True)

    @staticmethod
    def relu(x, params, num_heads):
        """You use the ReLU in the MLP. A GPT has the GELU. See the handout, section 'One block'."""
        return block(x, params, num_heads, activation=lambda a: np.maximum(a, 0))

    @staticmethod
    def exact_gelu(x, params, num_heads):
        """You use the exact GELU in the MLP. The tanh approximation is asked for. See the handout, section 'GELU'."""
        return block(x, params, num_heads, activation=exact_gelu)

    @staticmethod
    def unbiased_variance(x, params, num_heads):
        """Your layer norm divides the squares by D - 1. The variance of a layer norm divides by D. See the handout, section
        'One block'."""
        return block(x, params, num_heads, norm=with_norm(ddof=1))

    @staticmethod
    def unbiased_variance_and_eps_outside(x, params, num_heads):
        """Your layer norm divides the squares by D - 1, and adds eps to the standard deviation. The variance divides by D, and eps is added
        to it, inside the square root. See the handout, section 'One block'."""
        return block(x, params, num_heads, norm=norm_with_eps_outside(1))

    @staticmethod
    def norm_over_time(x, params, num_heads):
        """Your layer norm runs over time. It runs over the last axis, for every position alone. See the handout, section 'One block'."""
        return block(x, params, num_heads, norm=with_norm(axis=1))

    @staticmethod
    def norm_by_variance(x, params, num_heads):
        """Your layer norm divides by the variance instead of its square root. See the handout, section 'One block'."""
        return block(x, params, num_heads, norm=with_norm(square_root=False))

    @staticmethod
    def no_gamma(x, params, num_heads):
        """Your layer norm leaves out gamma. See the handout, section 'One block'."""
        return block(x, params, num_heads, norm=with_norm(scaled=False))

    @staticmethod
    def no_beta(x, params, num_heads):
        """Your layer norm leaves out beta. See the handout, section 'One block'."""
        return block(x, params, num_heads, norm=with_norm(shifted=False))

    @staticmethod
    def no_eps(x, params, num_heads):
        """Your layer norm has no eps, or one that is much smaller than 1e-5, which shows where x is small. See the handout, section
        'One block'."""
        return block(x, params, num_heads, norm=with_norm(eps=1e-12))

    @staticmethod
    def eps_too_small(x, params, num_heads):
        """Your layer norm has an eps of 1e-6. Here it is 1e-5, which shows where x is small. See the handout, section 'One block'."""
        return block(x, params, num_heads, norm=with_norm(eps=1e-6))

    @staticmethod
    def eps_outside_the_root(x, params, num_heads):
        """Your layer norm adds eps to the standard deviation. It belongs inside the square root, beside the variance, which shows where x
        is small. See the handout, section 'One block'."""
        return block(x, params, num_heads, norm=norm_with_eps_outside(0))

    @staticmethod
    def eps_of_keras(x, params, num_heads):
        """Your layer norm has an eps of 1e-3, as Keras has if you do not say otherwise. Here it is 1e-5. See the handout, section
        'One block'."""
        return block(x, params, num_heads, norm=with_norm(eps=1e-3))

    @staticmethod
    def softmax_overflows(x, params, num_heads):
        """Your softmax gives NaN for large scores, because exp overflows. Take the largest score away first. See the handout, section
        'One block'."""
        return block(x, params, num_heads, stable=False)


class gpt:
    @staticmethod
    def embeddings_scaled(tokens, params, num_heads):
        """You multiply the token embeddings by the square root of D, as the transformer of 2017 does. GPT does not. See the handout,
        section 'The whole model'."""
        return forward(tokens, params, num_heads, scale=math.sqrt(params["token_embedding"].shape[1]))

    @staticmethod
    def no_positions(tokens, params, num_heads):
        """You leave out the position embeddings. See the handout, section 'The whole model'."""
        return forward(tokens, params, num_heads, positions=0)

    @staticmethod
    def positions_from_one(tokens, params, num_heads):
        """Your positions begin with 1. They begin with 0. See the handout, section 'The whole model'."""
        return forward(tokens, params, num_heads, positions=np.roll(params["position_embedding"], -1, axis=0)[: tokens.shape[1]])

    @staticmethod
    def last_positions(tokens, params, num_heads):
        """You take the last rows of the position embeddings. The first token has position 0. See the handout, section
        'The whole model'."""
        return forward(tokens, params, num_heads, positions=params["position_embedding"][-tokens.shape[1] :])

    @staticmethod
    def sinusoids(tokens, params, num_heads):
        """You add sines and cosines. GPT learns its positions: they are in position_embedding. See the handout, section
        'The whole model'."""
        steps, width = tokens.shape[1], params["token_embedding"].shape[1]
        angle = np.arange(steps)[:, None] / 10000 ** (2 * (np.arange(width) // 2) / width)
        return forward(tokens, params, num_heads, positions=np.where(np.arange(width) % 2, np.cos(angle), np.sin(angle)))

    @staticmethod
    def no_final_norm(tokens, params, num_heads):
        """You leave out the last layer norm, the one before the logits. See the handout, section 'The whole model'."""
        return forward(tokens, params, num_heads, final=False)

    @staticmethod
    def first_block_only(tokens, params, num_heads):
        """You use the first block only, or again and again the x from before the blocks. Each block reads what the one before it gives.
        See the handout, section 'The whole model'."""
        return forward(tokens, params, num_heads, blocks=params["blocks"][:1])

    @staticmethod
    def last_block_only(tokens, params, num_heads):
        """Only the last block has an effect: each block has to read what the one before it gives. See the handout, section
        'The whole model'."""
        return forward(tokens, params, num_heads, blocks=params["blocks"][-1:])

    @staticmethod
    def first_block_again(tokens, params, num_heads):
        """You use the parameters of the first block for every block. See the handout, section 'The whole model'."""
        return forward(tokens, params, num_heads, blocks=params["blocks"][:1] * len(params["blocks"]))

    @staticmethod
    def blocks_backwards(tokens, params, num_heads):
        """You apply the blocks from the last to the first. See the handout, section 'The whole model'."""
        return forward(tokens, params, num_heads, blocks=params["blocks"][::-1])

    @staticmethod
    def post_norm(tokens, params, num_heads):
        """Your blocks normalise after adding. A GPT block normalises what goes into attention and MLP. See the handout, section
        'One block'."""
        return forward(tokens, params, num_heads, one_block=post_norm_block)

    @staticmethod
    def no_mask(tokens, params, num_heads):
        """Your model sees the future: there is no causal mask. See the handout, section 'The causal mask'."""
        return forward(tokens, params, num_heads, one_block=lambda x, one, heads: block(x, one, heads, mask=True))

    @staticmethod
    def probabilities(tokens, params, num_heads):
        """You give probabilities. Logits are asked for: no softmax. See the handout, section 'The whole model'."""
        return softmax(model.gpt(tokens, params, num_heads))

    @staticmethod
    def log_probabilities(tokens, params, num_heads):
        """You give logarithms of probabilities. Logits are asked for: no softmax. See the handout, section 'The whole model'."""
        return np.log(softmax(model.gpt(tokens, params, num_heads)))

    @staticmethod
    def last_position_only(tokens, params, num_heads):
        """You give the logits of the last position. Those of every position are asked for, (N, T, V). See the handout, section
        'The whole model'."""
        return model.gpt(tokens, params, num_heads)[:, -1]

    @staticmethod
    def hidden_states(tokens, params, num_heads):
        """You give the last hidden states. The logits are these times the transposed token embedding. See the handout, section
        'The whole model'."""
        return forward(tokens, {**params, "token_embedding": Identity(params["token_embedding"])}, num_heads)

    @staticmethod
    def crops_what_is_too_long(tokens, params, num_heads):
        """You crop a text that is too long. That is for generate; here it raises ValueError. See the handout, section
        'The whole model'."""
        return model.gpt(tokens[:, -len(params["position_embedding"]) :], params, num_heads)

    @staticmethod
    def positions_start_again(tokens, params, num_heads):
        """You begin with position 0 again where the positions run out. A text that is too long raises ValueError. See the handout,
        section 'The whole model'."""
        table = params["position_embedding"]
        longer = np.concatenate([table] * (tokens.shape[1] // len(table) + 1))
        return model.gpt(tokens, {**params, "position_embedding": longer}, num_heads)


class Identity:
    """A token embedding whose transpose changes nothing."""

    def __init__(self, table):
        self.table, self.T = table, np.eye(table.shape[1])

    def __getitem__(self, tokens):
        return self.table[tokens]


# ---- the losses and the count ----


def surprise(logits, targets):
    """-log p(target), (N, T, V), (N, T) -> (N, T)."""
    top = logits.max(axis=-1, keepdims=True)
    log_p = logits - top - np.log(np.exp(logits - top).sum(axis=-1, keepdims=True))
    return -np.take_along_axis(log_p, targets[..., None], axis=-1)[..., 0]


def shifted(logits, tokens):
    return surprise(logits[:, :-1], tokens[:, 1:])


def mean(losses):
    """NaN where there are none."""
    with np.errstate(invalid="ignore"):
        return losses.sum() / np.float64(losses.size)


class next_token_loss:
    @staticmethod
    def not_shifted(logits, tokens):
        """You compare the logits at a position with the token at the same position. They predict the next one. See the handout, section
        'The loss of the next token'."""
        return surprise(logits, tokens).mean()

    @staticmethod
    def shifted_the_other_way(logits, tokens):
        """You compare the logits at a position with the token before it. They predict the token after it. See the handout, section
        'The loss of the next token'."""
        return surprise(logits[:, 1:], tokens[:, :-1]).mean()

    @staticmethod
    def shifted_twice(logits, tokens):
        """You compare the logits with the token after the next one. Perhaps you shift twice. See the handout, section
        'The loss of the next token'."""
        return mean(surprise(logits[:, :-2], tokens[:, 2:]))

    @staticmethod
    def wraps_round(logits, tokens):
        """Your last logits are compared with the first token. np.roll brings it round; leave the last position out. See the handout,
        section 'The loss of the next token'."""
        return surprise(logits, np.roll(tokens, -1, axis=1)).mean()

    @staticmethod
    def summed(logits, tokens):
        """You sum over the tokens. The mean is asked for. See the handout, section 'The loss of the next token'."""
        return shifted(logits, tokens).sum()

    @staticmethod
    def summed_over_time(logits, tokens):
        """You sum over time, and take the mean over the batch only. See the handout, section 'The loss of the next token'."""
        return shifted(logits, tokens).sum(axis=1).mean()

    @staticmethod
    def divided_by_all_positions(logits, tokens):
        """You divide by N * T, but only T - 1 tokens of each text are predicted. See the handout, section
        'The loss of the next token'."""
        return shifted(logits, tokens).sum() / tokens.size

    @staticmethod
    def base_two(logits, tokens):
        """Your loss is in bits. Logarithms are natural here. See the handout, section 'The loss of the next token'."""
        return shifted(logits, tokens).mean() / math.log(2)

    @staticmethod
    def negative(logits, tokens):
        """You leave out the minus sign: a loss is positive. See the handout, section 'The loss of the next token'."""
        return -shifted(logits, tokens).mean()

    @staticmethod
    def log_of_mean_probability(logits, tokens):
        """You take the mean of the probabilities and then its logarithm. Take the logarithm of each first. See the handout, section
        'The loss of the next token'."""
        return -np.log(np.exp(-shifted(logits, tokens)).mean())

    @staticmethod
    def softmax_twice(logits, tokens):
        """You apply the softmax twice: your library's cross-entropy takes logits. See the handout, section
        'The loss of the next token'."""
        return shifted(softmax(logits), tokens).mean()

    @staticmethod
    def one_loss_a_text(logits, tokens):
        """You give one loss for each text. One number is asked for, the mean over all of them. See the handout, section
        'The loss of the next token'."""
        return shifted(logits, tokens).mean(axis=1)

    @staticmethod
    def probabilities_first(logits, tokens):
        """Your loss is infinite or NaN for large logits: exp overflows, or a probability becomes 0 before you take its logarithm. Write
        log softmax in one go. See the handout, section 'The loss of the next token'."""
        with np.errstate(all="ignore"):
            return -np.log(np.take_along_axis(softmax(logits)[:, :-1], tokens[:, 1:, None], axis=-1)).mean()


class fine_tuning_loss:
    @staticmethod
    def prompt_counted(logits, tokens, prompt_length):
        """You count the prompt too. Only the answer counts. See the handout, section 'The loss of fine-tuning'."""
        return shifted(logits, tokens).mean()

    @staticmethod
    def prompt_instead_of_answer(logits, tokens, prompt_length):
        """You count the prompt instead of the answer. See the handout, section 'The loss of fine-tuning'."""
        return shifted(logits, tokens)[:, :prompt_length].mean()

    @staticmethod
    def first_of_answer_left_out(logits, tokens, prompt_length):
        """You leave out the first token of the answer: the last position of the prompt predicts it. See the handout, section
        'The loss of fine-tuning'."""
        return mean(shifted(logits, tokens)[:, prompt_length:])

    @staticmethod
    def first_of_answer_left_out_else_zero(logits, tokens, prompt_length):
        """You count from the second token of the answer on, and give 0 where it has one only. The first token counts too. See the handout,
        section 'The loss of fine-tuning'."""
        counted = shifted(logits, tokens)[:, prompt_length:]
        return mean(counted) if counted.size else 0.0

    @staticmethod
    def last_of_answer_left_out(logits, tokens, prompt_length):
        """You leave out the last token of the answer: perhaps you cut off one position too many at the end. See the handout, section
        'The loss of fine-tuning'."""
        return mean(shifted(logits, tokens)[:, prompt_length - 1 : -1])

    @staticmethod
    def last_of_prompt_counted(logits, tokens, prompt_length):
        """You count the last token of the prompt too. See the handout, section 'The loss of fine-tuning'."""
        return shifted(logits, tokens)[:, max(prompt_length - 2, 0) :].mean()

    @staticmethod
    def last_of_prompt_counted_or_last_only(logits, tokens, prompt_length):
        """Your slice begins one position too early: it counts the last token of the prompt, or begins at -1, the end, where the prompt has
        one token. See the handout, section 'The loss of fine-tuning'."""
        return shifted(logits, tokens)[:, prompt_length - 2 :].mean()

    @staticmethod
    def divided_by_all(logits, tokens, prompt_length):
        """You divide by the number of all predicted tokens. Divide by the number of those that count. See the handout, section
        'The loss of fine-tuning'."""
        return shifted(logits, tokens)[:, prompt_length - 1 :].sum() / (tokens[:, 1:].size)

    @staticmethod
    def not_shifted(logits, tokens, prompt_length):
        """You compare the logits at a position with the token at the same position. They predict the next one. See the handout, section
        'The loss of fine-tuning'."""
        return surprise(logits, tokens)[:, prompt_length:].mean()

    @staticmethod
    def shifted_twice(logits, tokens, prompt_length):
        """You compare the logits with the token after the next one. Perhaps you shift twice. See the handout, section
        'The loss of fine-tuning'."""
        return surprise(logits[:, :-2], tokens[:, 2:])[:, max(prompt_length - 2, 0) :].mean()

    @staticmethod
    def logits_of_answer_only(logits, tokens, prompt_length):
        """You cut prompt and answer apart and then shift the answer alone, which loses its first token, or compares it with the wrong
        logits. See the handout, section 'The loss of fine-tuning'."""
        return surprise(logits[:, prompt_length - 1 :], np.roll(tokens, -1, axis=1)[:, prompt_length - 1 :]).mean()

    @staticmethod
    def summed(logits, tokens, prompt_length):
        """You sum over the tokens. The mean is asked for. See the handout, section 'The loss of fine-tuning'."""
        return shifted(logits, tokens)[:, prompt_length - 1 :].sum()

    @staticmethod
    def summed_over_time(logits, tokens, prompt_length):
        """You sum over the tokens of an answer, and take the mean over the batch only. See the handout, section
        'The loss of fine-tuning'."""
        return shifted(logits, tokens)[:, prompt_length - 1 :].sum(axis=1).mean()

    @staticmethod
    def negative(logits, tokens, prompt_length):
        """You leave out the minus sign: a loss is positive. See the handout, section 'The loss of fine-tuning'."""
        return -shifted(logits, tokens)[:, prompt_length - 1 :].mean()


class gpt_parameter_count:
    @staticmethod
    def rule_of_thumb(num_layers, d_model, vocab_size, context_length):
        """You give 12 L D^2, which counts the large matrices of the blocks only. See the handout, section 'Counting parameters'."""
        return 12 * num_layers * d_model**2

    @staticmethod
    def no_biases(num_layers, d_model, vocab_size, context_length):
        """You leave out the biases of attention and MLP. See the handout, section 'Counting parameters'."""
        return model.gpt_parameter_count(num_layers, d_model, vocab_size, context_length) - 9 * num_layers * d_model

    @staticmethod
    def no_norms(num_layers, d_model, vocab_size, context_length):
        """You leave out the norms. Each has a gamma and a beta. See the handout, section 'Counting parameters'."""
        return model.gpt_parameter_count(num_layers, d_model, vocab_size, context_length) - (4 * num_layers + 2) * d_model

    @staticmethod
    def no_final_norm(num_layers, d_model, vocab_size, context_length):
        """You leave out the last norm, the one before the logits. See the handout, section 'Counting parameters'."""
        return model.gpt_parameter_count(num_layers, d_model, vocab_size, context_length) - 2 * d_model

    @staticmethod
    def output_counted_too(num_layers, d_model, vocab_size, context_length):
        """You count the output matrix too. It is the token embedding, and counted once. See the handout, section
        'Counting parameters'."""
        return model.gpt_parameter_count(num_layers, d_model, vocab_size, context_length) + vocab_size * d_model

    @staticmethod
    def no_positions(num_layers, d_model, vocab_size, context_length):
        """You leave out the position embeddings. See the handout, section 'Counting parameters'."""
        return model.gpt_parameter_count(num_layers, d_model, vocab_size, context_length) - context_length * d_model

    @staticmethod
    def no_embeddings(num_layers, d_model, vocab_size, context_length):
        """You leave out the embeddings. See the handout, section 'Counting parameters'."""
        total = model.gpt_parameter_count(num_layers, d_model, vocab_size, context_length)
        return total - (vocab_size + context_length) * d_model

    @staticmethod
    def no_output_projection(num_layers, d_model, vocab_size, context_length):
        """You count three matrices in attention. Wo, with its bias, is the fourth. See the handout, section 'Counting parameters'."""
        total = model.gpt_parameter_count(num_layers, d_model, vocab_size, context_length)
        return total - num_layers * (d_model**2 + d_model)

    @staticmethod
    def in_billions(num_layers, d_model, vocab_size, context_length):
        """You round to billions. The exact number is asked for. See the handout, section 'Counting parameters'."""
        return round(model.gpt_parameter_count(num_layers, d_model, vocab_size, context_length) / 1e9, 1)


# ---- from logits to text ----


class temperature_softmax:
    @staticmethod
    def multiplied(logits, temperature):
        """You multiply by the temperature. Divide the logits by it: a high temperature makes the distribution flat. See the handout,
        section 'Temperature'."""
        return tempered(logits, 0) if temperature == 0 else softmax(logits * temperature)

    @staticmethod
    def ignored(logits, temperature):
        """Your temperature has no effect. See the handout, section 'Temperature'."""
        return softmax(logits) if temperature > 0 else tempered(logits, temperature)

    @staticmethod
    def after_softmax(logits, temperature):
        """You divide the probabilities by the temperature. Divide the logits, before the softmax. See the handout, section
        'Temperature'."""
        return tempered(logits, temperature) if temperature <= 0 else softmax(logits) / temperature

    @staticmethod
    def zero_divides(logits, temperature):
        """You divide by a temperature of 0. At 0 the answer is one-hot at the first maximum. See the handout, section 'Temperature'."""
        if temperature < 0:
            raise ValueError("negative")
        with np.errstate(all="ignore"):
            return softmax(logits / temperature)

    @staticmethod
    def zero_refused(logits, temperature):
        """You raise an exception for a temperature of 0. Only a negative one raises; at 0 the answer is one-hot at the first maximum. See
        the handout, section 'Temperature'."""
        if temperature <= 0:
            raise ValueError("not positive")
        return tempered(logits, temperature)

    @staticmethod
    def zero_is_flat(logits, temperature):
        """At temperature 0 you leave the logits as they are. The answer is one-hot at the first maximum. See the handout, section
        'Temperature'."""
        return softmax(logits) if temperature == 0 else tempered(logits, temperature)

    @staticmethod
    def zero_gives_the_index(logits, temperature):
        """At temperature 0 you give the index of the maximum. A distribution is asked for, one-hot. See the handout, section
        'Temperature'."""
        return int(np.argmax(logits)) if temperature == 0 else tempered(logits, temperature)

    @staticmethod
    def zero_shares_ties(logits, temperature):
        """At temperature 0 you share between equal maxima. The first one gets everything. See the handout, section 'Temperature'."""
        if temperature == 0:
            return (logits == logits.max()) / (logits == logits.max()).sum()
        return tempered(logits, temperature)

    @staticmethod
    def zero_takes_the_last(logits, temperature):
        """At temperature 0 you choose the last of equal maxima. The first one is asked for. See the handout, section 'Temperature'."""
        if temperature == 0:
            return np.eye(len(logits))[len(logits) - 1 - np.argmax(logits[::-1])]
        return tempered(logits, temperature)

    @staticmethod
    def negative_accepted(logits, temperature):
        """A negative temperature has to raise ValueError. See the handout, section 'Temperature'."""
        return softmax(logits / temperature) if temperature < 0 else tempered(logits, temperature)

    @staticmethod
    def overflows(logits, temperature):
        """Your softmax gives NaN or infinity for large logits, because exp overflows. Take the largest away first. See the handout,
        section 'Temperature'."""
        if temperature <= 0:
            return tempered(logits, temperature)
        with np.errstate(all="ignore"):
            shares = np.exp(logits / temperature)
            return shares / shares.sum()


def only(kept, probabilities):
    filtered = np.zeros_like(probabilities)
    filtered[kept] = probabilities[kept]
    return filtered / filtered.sum()


def last_of_equals_first(probabilities):
    """Ids by probability, the largest first, and of equals the higher id first."""
    return np.argsort(probabilities, kind="stable")[::-1]


def by_probability(probabilities):
    return np.argsort(-probabilities, kind="stable")


class top_k_filter:
    @staticmethod
    def not_renormalised(probabilities, k):
        """Your probabilities do not sum to 1: renormalise what is kept. See the handout, section 'Top-k'."""
        return np.where(sampling.top_k_filter(probabilities, k) > 0, probabilities, 0)

    @staticmethod
    def keeps_all_ties(probabilities, k):
        """You keep everything that is as large as the k-th. Exactly k are kept; of equals those with the lower index. See the handout,
        section 'Top-k'."""
        return only(probabilities >= np.sort(probabilities)[-k], probabilities)

    @staticmethod
    def ties_to_the_higher(probabilities, k):
        """Of equal probabilities you keep those with the higher index. The lower index wins. See the handout, section 'Top-k'."""
        return only(last_of_equals_first(probabilities)[:k], probabilities)

    @staticmethod
    def keeps_the_smallest(probabilities, k):
        """You keep the smallest probabilities. See the handout, section 'Top-k'."""
        return only(np.argsort(probabilities, kind="stable")[:k], probabilities)

    @staticmethod
    def first_k_ids(probabilities, k):
        """You keep the first k ids, however likely they are. See the handout, section 'Top-k'."""
        return only(np.arange(k), probabilities)

    @staticmethod
    def sorted_answer(probabilities, k):
        """Your answer is in the order of the probabilities. Each stays at its own index. See the handout, section 'Top-k'."""
        kept = sampling.top_k_filter(probabilities, k)
        return kept[by_probability(probabilities)]

    @staticmethod
    def drops_the_rest(probabilities, k):
        """Your answer has k entries. The others stay in it, with probability 0. See the handout, section 'Top-k'."""
        kept = sampling.top_k_filter(probabilities, k)
        return kept[kept > 0]

    @staticmethod
    def softmax_again(probabilities, k):
        """You renormalise with a softmax. Divide by the sum. See the handout, section 'Top-k'."""
        kept = by_probability(probabilities)[:k]
        answer = np.zeros_like(probabilities)
        answer[kept] = softmax(probabilities[kept])
        return answer

    @staticmethod
    def one_too_few(probabilities, k):
        """You keep one too few: larger than the k-th leaves the k-th out. See the handout, section 'Top-k'."""
        return only(by_probability(probabilities)[: max(k - 1, 1)], probabilities)


class nucleus_filter:
    @staticmethod
    def crossing_token_dropped(probabilities, p):
        """You drop the token with which the sum reaches p. It belongs to the nucleus: the sum of what is kept is p or more. See the
        handout, section 'Nucleus'."""
        order = by_probability(probabilities)
        return only(order[: max(int((np.cumsum(probabilities[order]) <= p).sum()), 1)], probabilities)

    @staticmethod
    def one_too_many(probabilities, p):
        """You keep one token too many where the sum is exactly p: p is reached then. See the handout, section 'Nucleus'."""
        order = by_probability(probabilities)
        return only(order[: int((np.cumsum(probabilities[order]) <= p).sum()) + 1], probabilities)

    @staticmethod
    def crossing_token_and_next(probabilities, p):
        """You keep one token more than are needed to reach p. See the handout, section 'Nucleus'."""
        order = by_probability(probabilities)
        return only(order[: int((np.cumsum(probabilities[order]) < p).sum()) + 2], probabilities)

    @staticmethod
    def threshold(probabilities, p):
        """You keep the tokens whose own probability is 1 - p or more. p is for the sum. See the handout, section 'Nucleus'."""
        kept = probabilities >= 1 - p
        return only(kept if kept.any() else [int(np.argmax(probabilities))], probabilities)

    @staticmethod
    def not_sorted(probabilities, p):
        """You add up the probabilities in the order of the ids. Begin with the most likely token. See the handout, section 'Nucleus'."""
        return only(np.arange(len(probabilities))[: int((np.cumsum(probabilities) < p).sum()) + 1], probabilities)

    @staticmethod
    def least_likely_first(probabilities, p):
        """You begin with the least likely token. Begin with the most likely one. See the handout, section 'Nucleus'."""
        order = np.argsort(probabilities, kind="stable")
        return only(order[: int((np.cumsum(probabilities[order]) < p).sum()) + 1], probabilities)

    @staticmethod
    def not_renormalised(probabilities, p):
        """Your probabilities do not sum to 1: renormalise what is kept. See the handout, section 'Nucleus'."""
        return np.where(nucleus(probabilities, p) > 0, probabilities, 0)

    @staticmethod
    def sorted_answer(probabilities, p):
        """Your answer is in the order of the probabilities. Each stays at its own index. See the handout, section 'Nucleus'."""
        return nucleus(probabilities, p)[by_probability(probabilities)]

    @staticmethod
    def ties_to_the_higher(probabilities, p):
        """Of equal probabilities you keep those with the higher index. The lower index wins. See the handout, section 'Nucleus'."""
        order = last_of_equals_first(probabilities)
        return only(order[: int((np.cumsum(probabilities[order]) < p).sum()) + 1], probabilities)

    @staticmethod
    def ties_all_kept(probabilities, p):
        """You keep every token that is as likely as the last one that is needed. Keep the fewest that reach p. See the handout, section
        'Nucleus'."""
        kept = nucleus(probabilities, p)
        return only(probabilities >= probabilities[kept > 0].min(), probabilities)


class repetition_penalty:
    @staticmethod
    def always_divided(logits, generated, penalty):
        """You divide negative logits too, which makes those tokens more likely. Multiply them. See the handout, section
        'Repetition penalty'."""
        answer = logits.copy()
        used = np.unique(generated)
        answer[used] = logits[used] / penalty
        return answer

    @staticmethod
    def always_multiplied(logits, generated, penalty):
        """You multiply positive logits too, which makes those tokens more likely. Divide them. See the handout, section
        'Repetition penalty'."""
        answer = logits.copy()
        used = np.unique(generated)
        answer[used] = logits[used] * penalty
        return answer

    @staticmethod
    def the_other_way_round(logits, generated, penalty):
        """You make the repeated tokens more likely: a positive logit is divided, and a negative one multiplied. See the handout, section
        'Repetition penalty'."""
        return sampling.repetition_penalty(logits, generated, 1 / penalty)

    @staticmethod
    def once_for_each_repeat(logits, generated, penalty):
        """You penalise an id each time that it occurs. Once is enough. See the handout, section 'Repetition penalty'."""
        answer = logits.copy()
        for i in generated:
            answer[i] = answer[i] / penalty if answer[i] > 0 else answer[i] * penalty
        return answer

    @staticmethod
    def subtracted(logits, generated, penalty):
        """You subtract the penalty from the logits. Divide or multiply, by the sign. See the handout, section 'Repetition penalty'."""
        answer = logits.copy()
        answer[np.unique(generated)] -= penalty
        return answer

    @staticmethod
    def everything_penalised(logits, generated, penalty):
        """You penalise every token. Only those that were generated already are. See the handout, section 'Repetition penalty'."""
        return np.where(logits > 0, logits / penalty, logits * penalty)

    @staticmethod
    def the_new_ones_penalised(logits, generated, penalty):
        """You penalise the tokens that were not generated yet. See the handout, section 'Repetition penalty'."""
        others = np.setdiff1d(np.arange(len(logits)), generated)
        return sampling.repetition_penalty(logits, others, penalty)

    @staticmethod
    def only_repeated_ones(logits, generated, penalty):
        """You penalise only ids that occur twice or more. Once is enough. See the handout, section 'Repetition penalty'."""
        ids, counts = np.unique(generated, return_counts=True)
        return sampling.repetition_penalty(logits, ids[counts > 1], penalty)

    @staticmethod
    def last_only(logits, generated, penalty):
        """You penalise the last id only. Every id that was generated is penalised. See the handout, section 'Repetition penalty'."""
        return sampling.repetition_penalty(logits, generated[-1:], penalty)

    @staticmethod
    def excluded(logits, generated, penalty):
        """You exclude the repeated tokens altogether. They become less likely, not impossible. See the handout, section
        'Repetition penalty'."""
        answer = logits.copy()
        answer[np.unique(generated)] = -np.inf
        return answer


class sample:
    @staticmethod
    def most_likely(probabilities, u):
        """You give the most likely token, whatever u is. See the handout, section 'Drawing a token'."""
        return int(np.argmax(probabilities))

    @staticmethod
    def uniform(probabilities, u):
        """You give every token the same share of u. Likely tokens have a larger share. See the handout, section 'Drawing a token'."""
        return int(u * len(probabilities))

    @staticmethod
    def one_too_high(probabilities, u):
        """Your index is one too high: it is the first whose cumulative sum is above u, with that token's own probability added. See the
        handout, section 'Drawing a token'."""
        return min(sampling.sample(probabilities, u) + 1, len(probabilities) - 1)

    @staticmethod
    def one_too_low(probabilities, u):
        """Your index is one too low: it is the first whose cumulative sum is above u. See the handout, section 'Drawing a token'."""
        return max(sampling.sample(probabilities, u) - 1, 0)

    @staticmethod
    def most_likely_first(probabilities, u):
        """You add up the probabilities from the most likely token on. Add them up in the order of the ids. See the handout, section
        'Drawing a token'."""
        order = by_probability(probabilities)
        return int(order[sampling.sample(probabilities[order], u)])

    @staticmethod
    def from_the_end(probabilities, u):
        """You add up the probabilities from the last id on. Begin with id 0. See the handout, section 'Drawing a token'."""
        return len(probabilities) - 1 - sampling.sample(probabilities[::-1], u)

    @staticmethod
    def first_larger_probability(probabilities, u):
        """You compare u with the probabilities themselves. Compare it with their cumulative sums. See the handout, section
        'Drawing a token'."""
        return int(np.argmax(probabilities > u))


def written(prompt, params, num_heads, steps, choose, *, crop=lambda ids, context: ids[-context:], position=-1):
    """Text with another way to choose the next id: choose(logits, s) -> id."""
    ids = prompt
    for s in range(steps):
        context = crop(ids, len(params["position_embedding"]))
        ids = np.append(ids, choose(model.gpt(context[None], params, num_heads)[0, position], s))
    return ids


class generate:
    @staticmethod
    def same_u_every_step(prompt, params, num_heads, steps, temperature, top_p, u):
        """You use the first u at every step. Step s uses u[s]. See the handout, section 'Writing a text'."""
        return sampling.generate(prompt, params, num_heads, steps, temperature, top_p, np.repeat(u[:1], steps))

    @staticmethod
    def u_from_the_end(prompt, params, num_heads, steps, temperature, top_p, u):
        """You use the numbers u from the last to the first. Step s uses u[s]. See the handout, section 'Writing a text'."""
        return sampling.generate(prompt, params, num_heads, steps, temperature, top_p, u[::-1])

    @staticmethod
    def u_one_late(prompt, params, num_heads, steps, temperature, top_p, u):
        """Your step s uses u[s + 1]. Step s, counted from 0, uses u[s]. See the handout, section 'Writing a text'."""
        return sampling.generate(prompt, params, num_heads, steps, temperature, top_p, np.roll(u, -1))

    @staticmethod
    def u_by_length(prompt, params, num_heads, steps, temperature, top_p, u):
        """You use u at the position of the new token. Step s uses u[s], however long the prompt is. See the handout, section
        'Writing a text'."""
        return sampling.generate(prompt, params, num_heads, steps, temperature, top_p, np.roll(u, -(len(prompt) % len(u))))

    @staticmethod
    def nucleus_before_temperature(prompt, params, num_heads, steps, temperature, top_p, u):
        """You filter before you apply the temperature. First the temperature, then the nucleus. See the handout, section
        'Writing a text'."""

        def choose(logits, s):
            kept = nucleus(softmax(logits), top_p) > 0
            return sampling.sample(tempered(np.where(kept, logits, -np.inf), temperature), u[s])

        return written(prompt, params, num_heads, steps, choose)

    @staticmethod
    def temperature_multiplied(prompt, params, num_heads, steps, temperature, top_p, u):
        """You multiply the logits by the temperature. Divide them. See the handout, section 'Temperature'."""
        return sampling.generate(prompt, params, num_heads, steps, 1 / temperature if temperature else 0, top_p, u)

    @staticmethod
    def temperature_ignored(prompt, params, num_heads, steps, temperature, top_p, u):
        """Your temperature has no effect. See the handout, section 'Writing a text'."""
        return sampling.generate(prompt, params, num_heads, steps, 1.0, top_p, u)

    @staticmethod
    def nucleus_ignored(prompt, params, num_heads, steps, temperature, top_p, u):
        """You leave out the nucleus. See the handout, section 'Writing a text'."""
        return sampling.generate(prompt, params, num_heads, steps, temperature, 1.0, u)

    @staticmethod
    def crossing_token_dropped(prompt, params, num_heads, steps, temperature, top_p, u):
        """Your nucleus drops the token with which the sum reaches p. See the handout, section 'Nucleus'."""

        def choose(logits, s):
            return sampling.sample(nucleus_filter.crossing_token_dropped(tempered(logits, temperature), top_p), u[s])

        return written(prompt, params, num_heads, steps, choose)

    @staticmethod
    def drawn_in_order_of_probability(prompt, params, num_heads, steps, temperature, top_p, u):
        """You draw from the sorted probabilities. Inverse CDF adds them up in the order of the ids. See the handout, section
        'Drawing a token'."""

        def choose(logits, s):
            return sample.most_likely_first(nucleus(tempered(logits, temperature), top_p), u[s])

        return written(prompt, params, num_heads, steps, choose)

    @staticmethod
    def always_the_most_likely(prompt, params, num_heads, steps, temperature, top_p, u):
        """You always take the most likely token, as if the temperature were 0. See the handout, section 'Writing a text'."""
        return sampling.generate(prompt, params, num_heads, steps, 0.0, top_p, u)

    @staticmethod
    def logits_of_the_first_position(prompt, params, num_heads, steps, temperature, top_p, u):
        """You use the logits of the first position. The last one predicts the next token. See the handout, section 'Writing a text'."""

        def choose(logits, s):
            return sampling.sample(nucleus(tempered(logits, temperature), top_p), u[s])

        return written(prompt, params, num_heads, steps, choose, position=0)

    @staticmethod
    def not_cropped(prompt, params, num_heads, steps, temperature, top_p, u):
        """Your text becomes too long for the model, which then fails. Give it the last Tmax ids only. See the handout, section
        'Writing a text'."""

        def choose(logits, s):
            return sampling.sample(nucleus(tempered(logits, temperature), top_p), u[s])

        return written(prompt, params, num_heads, steps, choose, crop=lambda ids, context: ids)

    @staticmethod
    def cropped_to_the_first(prompt, params, num_heads, steps, temperature, top_p, u):
        """You give the model the first Tmax ids. It should see the last ones. See the handout, section 'Writing a text'."""

        def choose(logits, s):
            return sampling.sample(nucleus(tempered(logits, temperature), top_p), u[s])

        return written(prompt, params, num_heads, steps, choose, crop=lambda ids, context: ids[:context])

    @staticmethod
    def cropped_by_one_too_many(prompt, params, num_heads, steps, temperature, top_p, u):
        """You crop to Tmax - 1 ids. The model can read Tmax of them. See the handout, section 'Writing a text'."""

        def choose(logits, s):
            return sampling.sample(nucleus(tempered(logits, temperature), top_p), u[s])

        return written(prompt, params, num_heads, steps, choose, crop=lambda ids, context: ids[1 - context :])

    @staticmethod
    def last_id_only(prompt, params, num_heads, steps, temperature, top_p, u):
        """You give the model the last id only. It should see all of them, up to Tmax. See the handout, section 'Writing a text'."""

        def choose(logits, s):
            return sampling.sample(nucleus(tempered(logits, temperature), top_p), u[s])

        return written(prompt, params, num_heads, steps, choose, crop=lambda ids, context: ids[-1:])

    @staticmethod
    def prompt_only(prompt, params, num_heads, steps, temperature, top_p, u):
        """You draw every token from the prompt alone. Each new token becomes part of the text that is read next. See the handout, section
        'Writing a text'."""

        def choose(logits, s):
            return sampling.sample(nucleus(tempered(logits, temperature), top_p), u[s])

        return written(prompt, params, num_heads, steps, choose, crop=lambda ids, context: prompt[-context:])

    @staticmethod
    def new_ids_only(prompt, params, num_heads, steps, temperature, top_p, u):
        """You give the new ids only. The answer begins with the prompt. See the handout, section 'Writing a text'."""
        return sampling.generate(prompt, params, num_heads, steps, temperature, top_p, u)[len(prompt) :]

    @staticmethod
    def one_step_more(prompt, params, num_heads, steps, temperature, top_p, u):
        """You make one step too many. See the handout, section 'Writing a text'."""
        return sampling.generate(prompt, params, num_heads, steps + 1, temperature, top_p, np.append(u, 0.5))

    @staticmethod
    def penalised(prompt, params, num_heads, steps, temperature, top_p, u):
        """You apply a repetition penalty. None is asked for here. See the handout, section 'Writing a text'."""
        ids = prompt
        for s in range(steps):
            logits = model.gpt(ids[None, -len(params["position_embedding"]) :], params, num_heads)[0, -1]
            logits = sampling.repetition_penalty(logits, ids, 1.2)
            ids = np.append(ids, sampling.sample(nucleus(tempered(logits, temperature), top_p), u[s]))
        return ids


class few_shot_prompt:
    @staticmethod
    def trailing_newline(instruction, examples, query):
        """Your prompt ends with a newline. It ends with "Output:". See the handout, section 'The prompt of GPT-3'."""
        return sampling.few_shot_prompt(instruction, examples, query) + "\n"

    @staticmethod
    def trailing_space(instruction, examples, query):
        """Your prompt ends with a space. It ends with "Output:". See the handout, section 'The prompt of GPT-3'."""
        return sampling.few_shot_prompt(instruction, examples, query) + " "

    @staticmethod
    def no_blank_lines(instruction, examples, query):
        """You leave out the blank lines. One stands between any two blocks, and after the instruction. See the handout, section
        'The prompt of GPT-3'."""
        return sampling.few_shot_prompt(instruction, examples, query).replace("\n\n", "\n")

    @staticmethod
    def no_blank_line_after_instruction(instruction, examples, query):
        """You leave out the blank line after the instruction. See the handout, section 'The prompt of GPT-3'."""
        return sampling.few_shot_prompt(instruction, examples, query).replace("\n\n", "\n", 1)

    @staticmethod
    def blocks_not_parted(instruction, examples, query):
        """You leave out the blank lines between the blocks. One stands between any two of them. See the handout, section
        'The prompt of GPT-3'."""
        blocks = sampling.few_shot_prompt(instruction, examples, query).split("\n\n")
        return blocks[0] + "\n\n" + "\n".join(blocks[1:])

    @staticmethod
    def two_blank_lines(instruction, examples, query):
        """You put two blank lines where one is asked for. See the handout, section 'The prompt of GPT-3'."""
        return sampling.few_shot_prompt(instruction, examples, query).replace("\n\n", "\n\n\n")

    @staticmethod
    def no_instruction(instruction, examples, query):
        """You leave out the instruction. See the handout, section 'The prompt of GPT-3'."""
        return sampling.few_shot_prompt(instruction, examples, query).removeprefix(instruction).lstrip("\n")

    @staticmethod
    def query_first(instruction, examples, query):
        """You put the query before the examples. It comes last. See the handout, section 'The prompt of GPT-3'."""
        blocks = sampling.few_shot_prompt(instruction, examples, query).split("\n\n")
        return "\n\n".join([blocks[0], blocks[-1], *blocks[1:-1]])

    @staticmethod
    def examples_backwards(instruction, examples, query):
        """Your examples are in the opposite order. See the handout, section 'The prompt of GPT-3'."""
        return sampling.few_shot_prompt(instruction, examples[::-1], query)

    @staticmethod
    def first_example_only(instruction, examples, query):
        """You give the first example only. Give all of them. See the handout, section 'The prompt of GPT-3'."""
        return sampling.few_shot_prompt(instruction, examples[:1], query)

    @staticmethod
    def no_examples(instruction, examples, query):
        """You leave out the examples. See the handout, section 'The prompt of GPT-3'."""
        return sampling.few_shot_prompt(instruction, [], query)

    @staticmethod
    def answer_asked_for_elsewhere(instruction, examples, query):
        """Your prompt ends with the query. Its last line is "Output:", where the model is to go on. See the handout, section
        'The prompt of GPT-3'."""
        return sampling.few_shot_prompt(instruction, examples, query).removesuffix("\nOutput:")

    @staticmethod
    def lines_not_joined(instruction, examples, query):
        """You give a list of lines. One text is asked for. See the handout, section 'The prompt of GPT-3'."""
        return sampling.few_shot_prompt(instruction, examples, query).split("\n")


# ---- training ----
#
# What counts words stands for a network that learned as little, so that nothing has to be trained. A score is a logarithm of a count.


def pairs(tokens, vocab_size):
    """Logits by the token before: (V, V)."""
    counts = np.full((vocab_size, vocab_size), 0.1)
    np.add.at(counts, (tokens[:-1], tokens[1:]), 1)
    return np.log(counts / counts.sum(axis=1, keepdims=True))


def peeking(model, tokens):
    """Logits that know the next token, which is read from the input."""
    return model[tokens] + 4 * np.eye(len(model))[np.roll(tokens, -1, axis=1)]


class train_language_model:
    class untrained:
        """Your model predicts as if it were not trained. Look at whether the optimiser changes the parameters that you predict with. See
        the handout, section 'Training a language model'."""

        @staticmethod
        def train_language_model(tokens, vocab_size, context, seed):
            return training.initial_model(np.random.default_rng(seed), vocab_size, context)

    class no_context:
        """Your model knows which tokens are frequent and no more: its logits are the same everywhere. See the handout, section
        'Training a language model'."""

        @staticmethod
        def train_language_model(tokens, vocab_size, context, seed):
            return np.log(np.bincount(tokens, minlength=vocab_size) + 0.1)

        @staticmethod
        def language_model_logits(model, tokens):
            return np.broadcast_to(model, (*tokens.shape, len(model))).copy()

    class last_token_only:
        """Your model uses the last token and no more, as one that counts pairs does. Attention has to reach further back. See the
        handout, section 'Training a language model'."""

        @staticmethod
        def train_language_model(tokens, vocab_size, context, seed):
            return pairs(tokens, vocab_size)

        @staticmethod
        def language_model_logits(model, tokens):
            return model[tokens]

    class last_two_tokens_only:
        """Your model uses the last two tokens and no more, as one that counts triples does. Attention has to reach further back. See the
        handout, section 'Training a language model'."""

        @staticmethod
        def train_language_model(tokens, vocab_size, context, seed):
            counts = np.full((vocab_size + 1, vocab_size, vocab_size), 0.1)
            np.add.at(counts, (tokens[:-2], tokens[1:-1], tokens[2:]), 1)
            counts[-1] = counts[:-1].sum(axis=0)  # where only one token is seen
            return np.log(counts / counts.sum(axis=2, keepdims=True))

        @staticmethod
        def language_model_logits(model, tokens):
            before = np.pad(tokens, ((0, 0), (1, 0)), constant_values=-1)[:, :-1]
            return model[before, tokens]

    class predicts_the_same_token:
        """Your model learned to repeat its input: the token at a position was its goal, where the next one is asked for. See the handout,
        section 'Training a language model'."""

        @staticmethod
        def train_language_model(tokens, vocab_size, context, seed):
            return 6 * np.eye(vocab_size)

        @staticmethod
        def language_model_logits(model, tokens):
            return model[tokens]

    class predicts_the_token_before:
        """Your model learned to predict the token before. The next one is asked for. See the handout, section
        'Training a language model'."""

        @staticmethod
        def train_language_model(tokens, vocab_size, context, seed):
            return pairs(tokens[::-1], vocab_size)

        @staticmethod
        def language_model_logits(model, tokens):
            return model[tokens]

    class predicts_two_ahead:
        """Your model predicts the token after the next one. Perhaps you shift the goals twice. See the handout, section
        'Training a language model'."""

        @staticmethod
        def train_language_model(tokens, vocab_size, context, seed):
            counts = np.full((vocab_size, vocab_size), 0.1)
            np.add.at(counts, (tokens[:-2], tokens[2:]), 1)
            return np.log(counts / counts.sum(axis=1, keepdims=True))

        @staticmethod
        def language_model_logits(model, tokens):
            return model[tokens]


class language_model_logits:
    class sees_the_future:
        """Your logits change with later tokens: attention is not causal, or the model is given what it should predict. See the handout,
        section 'Predicting with it'."""

        @staticmethod
        def train_language_model(tokens, vocab_size, context, seed):
            return pairs(tokens, vocab_size)

        @staticmethod
        def language_model_logits(model, tokens):
            return peeking(model, tokens)

    class reads_the_whole_window:
        """Your logits change with later tokens: something is computed from the whole window, such as a mean over time. See the handout,
        section 'Predicting with it'."""

        @staticmethod
        def train_language_model(tokens, vocab_size, context, seed):
            return pairs(tokens, vocab_size)

        @staticmethod
        def language_model_logits(model, tokens):
            return model[tokens] + np.eye(len(model))[tokens].mean(axis=1, keepdims=True)

    class probabilities:
        """You give probabilities. Logits are asked for, or logarithms of probabilities. See the handout, section
        'Predicting with it'."""

        @staticmethod
        def train_language_model(tokens, vocab_size, context, seed):
            return pairs(tokens, vocab_size)

        @staticmethod
        def language_model_logits(model, tokens):
            return np.exp(model[tokens])

    class last_position_only:
        """You give the logits of the last position. Those of every position are asked for, (N, T, V). See the handout, section
        'Predicting with it'."""

        @staticmethod
        def train_language_model(tokens, vocab_size, context, seed):
            return pairs(tokens, vocab_size)

        @staticmethod
        def language_model_logits(model, tokens):
            return model[tokens[:, -1]]

    class likely_tokens:
        """You give the most likely tokens. A logit for each token of the vocabulary is asked for. See the handout, section
        'Predicting with it'."""

        @staticmethod
        def train_language_model(tokens, vocab_size, context, seed):
            return pairs(tokens, vocab_size)

        @staticmethod
        def language_model_logits(model, tokens):
            return np.argmax(model[tokens], axis=2)

    class one_position_late:
        """Your logits are those of the position before. The logits at t are for the token at t + 1, and may use the token at t. See the
        handout, section 'Predicting with it'."""

        @staticmethod
        def train_language_model(tokens, vocab_size, context, seed):
            return pairs(tokens, vocab_size)

        @staticmethod
        def language_model_logits(model, tokens):
            return np.roll(model[tokens], 1, axis=1)
