"""Wrong answers that students give to the assignment on pretrained models. The docstring is the hint that the student reads."""

from __future__ import annotations

import numpy as np

from reference import bert, dalle, llama, palm


def softmax(x, axis=-1):
    weights = np.exp(x - x.max(axis=axis, keepdims=True))
    return weights / weights.sum(axis=axis, keepdims=True)


def softmax_of_one_maximum(x, axis=-1):
    """Right where no row is much lower than another."""
    with np.errstate(invalid="ignore"):
        weights = np.exp(x - x.max())
        return weights / weights.sum(axis=axis, keepdims=True)


def softmax_overflows(x):
    with np.errstate(over="ignore", invalid="ignore"):
        return np.exp(x) / np.exp(x).sum(axis=-1, keepdims=True)


def normalised(x, eps, axis=-1, ddof=0):
    """Mean 0, variance 1."""
    return (x - x.mean(axis=axis, keepdims=True)) / np.sqrt(x.var(axis=axis, keepdims=True, ddof=ddof) + eps)


# ---- BERT ----


def embedded(tokens, segments, params):
    """The sum before the norm."""
    return params["token"][tokens] + params["position"][: tokens.shape[1]] + params["segment"][segments]


def with_gamma_and_beta(x, params):
    return params["gamma"] * x + params["beta"]


def without_segments(tokens, segments, params, eps):
    return bert.bert_embedding(tokens, segments, {**params, "segment": np.zeros_like(params["segment"])}, eps)


class bert_embedding:
    @staticmethod
    def no_positions(tokens, segments, params, eps=1e-12):
        """You leave out the position embeddings. Without them the order of the words is lost. See the handout, section
        'What BERT reads'."""
        return bert.bert_embedding(tokens, segments, {**params, "position": np.zeros_like(params["position"])}, eps)

    @staticmethod
    def no_segments(tokens, segments, params, eps=1e-12):
        """You leave out the segment embeddings. They say which of the two sentences a word belongs to. See the handout, section
        'What BERT reads'."""
        return without_segments(tokens, segments, params, eps)

    @staticmethod
    def segments_after_the_norm(tokens, segments, params, eps=1e-12):
        """You add the segment embeddings after the layer norm. All three are added first, and the norm comes last. See the handout,
        section 'What BERT reads'."""
        return without_segments(tokens, segments, params, eps) + params["segment"][segments]

    @staticmethod
    def segments_for_positions(tokens, segments, params, eps=1e-12):
        """You look up positions with the segment ids. The position is the place of the word in its row. See the handout, section
        'What BERT reads'."""
        return with_gamma_and_beta(
            normalised(params["token"][tokens] + params["position"][segments] + params["segment"][segments], eps), params
        )

    @staticmethod
    def positions_from_one(tokens, segments, params, eps=1e-12):
        """Your positions begin with 1. They begin with 0. See the handout, section 'What BERT reads'."""
        moved = np.concatenate([params["position"][1:], params["position"][:1]])
        return bert.bert_embedding(tokens, segments, {**params, "position": moved}, eps)

    @staticmethod
    def positions_of_sines(tokens, segments, params, eps=1e-12):
        """You compute the positions with sines, as the first Transformer did. BERT learns them: they are in params. See the handout,
        section 'What BERT reads'."""
        length, width = params["position"].shape
        angles = np.arange(length)[:, None] / 10000 ** (np.arange(width) // 2 * 2 / width)
        waves = np.where(np.arange(width) % 2, np.cos(angles), np.sin(angles))
        return bert.bert_embedding(tokens, segments, {**params, "position": waves}, eps)

    @staticmethod
    def tokens_times_root_of_width(tokens, segments, params, eps=1e-12):
        """You multiply the token embeddings by the square root of D, as the first Transformer did. BERT does not. See the handout, section
        'What BERT reads'."""
        width = params["token"].shape[1]
        return bert.bert_embedding(tokens, segments, {**params, "token": params["token"] * width**0.5}, eps)

    @staticmethod
    def no_norm(tokens, segments, params, eps=1e-12):
        """You return the sum of the embeddings. The layer norm comes after it. See the handout, section 'What BERT reads'."""
        return embedded(tokens, segments, params)

    @staticmethod
    def norm_of_the_tokens_only(tokens, segments, params, eps=1e-12):
        """You normalise the token embeddings and add the rest afterwards. The norm is taken of the sum of all three. See the handout,
        section 'What BERT reads'."""
        words = with_gamma_and_beta(normalised(params["token"][tokens], eps), params)
        return words + params["position"][: tokens.shape[1]] + params["segment"][segments]

    @staticmethod
    def norm_without_gamma_and_beta(tokens, segments, params, eps=1e-12):
        """Your layer norm leaves out gamma and beta. See the handout, section 'What BERT reads'."""
        return normalised(embedded(tokens, segments, params), eps)

    @staticmethod
    def norm_of_the_sequence(tokens, segments, params, eps=1e-12):
        """You normalise over the words of a sequence. A layer norm looks at the D numbers of one word. See the handout, section
        'What BERT reads'."""
        return with_gamma_and_beta(normalised(embedded(tokens, segments, params), eps, axis=1), params)

    @staticmethod
    def unbiased_variance(tokens, segments, params, eps=1e-12):
        """You divide the variance by D - 1. A layer norm divides by D. See the handout, section 'What BERT reads'."""
        return with_gamma_and_beta(normalised(embedded(tokens, segments, params), eps, ddof=1), params)

    @staticmethod
    def variance_for_deviation(tokens, segments, params, eps=1e-12):
        """You divide by the variance. A layer norm divides by its square root. See the handout, section 'What BERT reads'."""
        x = embedded(tokens, segments, params)
        return with_gamma_and_beta((x - x.mean(axis=-1, keepdims=True)) / (x.var(axis=-1, keepdims=True) + eps), params)

    @staticmethod
    def eps_outside_the_root(tokens, segments, params, eps=1e-12):
        """You add eps to the standard deviation. It belongs under the root, beside the variance. See the handout, section
        'What BERT reads'."""
        x = embedded(tokens, segments, params)
        return with_gamma_and_beta((x - x.mean(axis=-1, keepdims=True)) / (x.std(axis=-1, keepdims=True) + eps), params)

    @staticmethod
    def eps_not_used(tokens, segments, params, eps=1e-12):
        """You do not use the argument eps. See the handout, section 'What BERT reads'."""
        return bert.bert_embedding(tokens, segments, params)

    @staticmethod
    def eps_of_a_library(tokens, segments, params, eps=1e-5):
        """Your eps is larger than 1e-12 where none is given. Libraries begin with 1e-5 or 1e-3; the signature here does not. See the
        handout, section 'What BERT reads'."""
        return bert.bert_embedding(tokens, segments, params, eps)


def masked(tokens, u_select, u_action, random_tokens, mask_id, special_ids, *, share=0.15, mask_below=0.8, random_below=0.9):
    """BERT's masking with other thresholds."""
    selected = (u_select < share) & ~np.isin(tokens, special_ids)
    inputs = np.where(u_action < mask_below, mask_id, np.where(u_action < random_below, random_tokens, tokens))
    return np.where(selected, inputs, tokens), np.where(selected, tokens, -100)


class bert_mask:
    @staticmethod
    def special_words_selected(tokens, u_select, u_action, random_tokens, mask_id, special_ids):
        """You select special words too. They are never masked and have no label. See the handout, section 'Words to guess'."""
        return masked(tokens, u_select, u_action, random_tokens, mask_id, [])

    @staticmethod
    def one_special_word_only(tokens, u_select, u_action, random_tokens, mask_id, special_ids):
        """You look at the first special id only. There are several, in a list. See the handout, section 'Words to guess'."""
        return masked(tokens, u_select, u_action, random_tokens, mask_id, special_ids[:1])

    @staticmethod
    def special_words_have_labels(tokens, u_select, u_action, random_tokens, mask_id, special_ids):
        """You keep special words in the inputs, but give them a label. Nothing is asked there. See the handout, section
        'Words to guess'."""
        inputs, _ = bert.bert_mask(tokens, u_select, u_action, random_tokens, mask_id, special_ids)
        return inputs, np.where(u_select < 0.15, tokens, -100)

    @staticmethod
    def always_the_mask(tokens, u_select, u_action, random_tokens, mask_id, special_ids):
        """You put the mask in the place of every selected word. Some become a random word, and some stay. See the handout, section
        'Words to guess'."""
        return masked(tokens, u_select, u_action, random_tokens, mask_id, special_ids, mask_below=1)

    @staticmethod
    def no_word_stays(tokens, u_select, u_action, random_tokens, mask_id, special_ids):
        """You replace every selected word that is not masked by a random one. From 0.9 on the word stays. See the handout, section
        'Words to guess'."""
        return masked(tokens, u_select, u_action, random_tokens, mask_id, special_ids, random_below=1)

    @staticmethod
    def no_random_words(tokens, u_select, u_action, random_tokens, mask_id, special_ids):
        """You never put a random word. From 0.8 to 0.9 the word of random_tokens is taken. See the handout, section 'Words to guess'."""
        return masked(tokens, u_select, u_action, random_tokens, mask_id, special_ids, random_below=0)

    @staticmethod
    def random_and_kept_exchanged(tokens, u_select, u_action, random_tokens, mask_id, special_ids):
        """You exchange the random words and the words that stay. From 0.8 to 0.9 the word is random, from 0.9 on it stays. See the
        handout, section 'Words to guess'."""
        selected = (u_select < 0.15) & ~np.isin(tokens, special_ids)
        inputs = np.where(u_action < 0.8, mask_id, np.where(u_action < 0.9, tokens, random_tokens))
        return np.where(selected, inputs, tokens), np.where(selected, tokens, -100)

    @staticmethod
    def ten_in_a_hundred_masked(tokens, u_select, u_action, random_tokens, mask_id, special_ids):
        """You take the shares the other way round: u_action below 0.1 is random, below 0.2 kept, and the mask comes last. See the handout,
        section 'Words to guess', for the order."""
        selected = (u_select < 0.15) & ~np.isin(tokens, special_ids)
        inputs = np.where(u_action < 0.1, random_tokens, np.where(u_action < 0.2, tokens, mask_id))
        return np.where(selected, inputs, tokens), np.where(selected, tokens, -100)

    @staticmethod
    def two_in_ten_selected(tokens, u_select, u_action, random_tokens, mask_id, special_ids):
        """You select more words than u_select below 0.15 gives. Look at the number in your comparison. See the handout, section
        'Words to guess'."""
        return masked(tokens, u_select, u_action, random_tokens, mask_id, special_ids, share=0.2)

    @staticmethod
    def selected_and_others_exchanged(tokens, u_select, u_action, random_tokens, mask_id, special_ids):
        """You select the words whose u_select is above 0.15. See the handout, section 'Words to guess'."""
        return masked(tokens, 0.3 - u_select, u_action, random_tokens, mask_id, special_ids)

    @staticmethod
    def labels_of_the_inputs(tokens, u_select, u_action, random_tokens, mask_id, special_ids):
        """Your labels hold what stands in the inputs. They hold the word that was there. See the handout, section 'Words to guess'."""
        inputs, labels = bert.bert_mask(tokens, u_select, u_action, random_tokens, mask_id, special_ids)
        return inputs, np.where(labels == -100, -100, inputs)

    @staticmethod
    def labels_everywhere(tokens, u_select, u_action, random_tokens, mask_id, special_ids):
        """You give every word a label. Only selected words have one; elsewhere the label is -100. See the handout, section
        'Words to guess'."""
        return bert.bert_mask(tokens, u_select, u_action, random_tokens, mask_id, special_ids)[0], tokens

    @staticmethod
    def labels_zero(tokens, u_select, u_action, random_tokens, mask_id, special_ids):
        """Your labels are 0 where nothing is asked. 0 is a word; -100 says that nothing is asked. See the handout, section
        'Words to guess'."""
        inputs, labels = bert.bert_mask(tokens, u_select, u_action, random_tokens, mask_id, special_ids)
        return inputs, np.where(labels == -100, 0, labels)

    @staticmethod
    def labels_of_changed_words_only(tokens, u_select, u_action, random_tokens, mask_id, special_ids):
        """You give no label to a selected word that stays. It has to be predicted as well. See the handout, section 'Words to guess'."""
        inputs, labels = bert.bert_mask(tokens, u_select, u_action, random_tokens, mask_id, special_ids)
        return inputs, np.where(inputs == tokens, -100, labels)

    @staticmethod
    def labels_of_masked_words_only(tokens, u_select, u_action, random_tokens, mask_id, special_ids):
        """You give labels to masked words only. Selected words that are random or stay have one as well. See the handout, section
        'Words to guess'."""
        inputs, labels = bert.bert_mask(tokens, u_select, u_action, random_tokens, mask_id, special_ids)
        return inputs, np.where(inputs == mask_id, labels, -100)

    @staticmethod
    def labels_before_inputs(tokens, u_select, u_action, random_tokens, mask_id, special_ids):
        """You return the labels before the inputs. See the handout, section 'Words to guess', for the order."""
        inputs, labels = bert.bert_mask(tokens, u_select, u_action, random_tokens, mask_id, special_ids)
        return labels, inputs


def word_losses(logits, labels, axis=-1):
    """Cross-entropy (N, T) of every word; for labels of -100 that of word 0."""
    shifted = logits - logits.max(axis=axis, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))
    return -np.take_along_axis(logs, np.maximum(labels, 0)[..., None], axis=-1)[..., 0]


def losses_of_one_maximum(logits, labels):
    """The same, where no row is much lower than another; infinite elsewhere."""
    shifted = logits - logits.max()
    with np.errstate(divide="ignore"):
        logs = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return -np.take_along_axis(logs, np.maximum(labels, 0)[..., None], axis=-1)[..., 0]


def mean_or_zero(values):
    return values.mean() if values.size else 0.0


class masked_lm_loss:
    @staticmethod
    def every_word_counts(logits, labels):
        """You take the mean over all words. Only words with a label count; -100 is no word. See the handout, section
        'The loss of the gaps'."""
        return word_losses(logits, labels).mean()

    @staticmethod
    def divided_by_all_words(logits, labels):
        """You divide by the number of all words. Divide by the number of words that have a label. See the handout, section
        'The loss of the gaps'."""
        return np.where(labels == -100, 0, word_losses(logits, labels)).mean()

    @staticmethod
    def not_divided(logits, labels):
        """You add the losses up. Their mean is asked for. See the handout, section 'The loss of the gaps'."""
        return np.where(labels == -100, 0, word_losses(logits, labels)).sum()

    @staticmethod
    def mean_of_the_sequences(logits, labels):
        """You take a mean for each sequence, and then the mean of those. Every word with a label counts the same. See the handout, section
        'The loss of the gaps'."""
        losses = word_losses(logits, labels)
        return mean_or_zero(np.array([losses[i][row != -100].mean() for i, row in enumerate(labels) if np.any(row != -100)]))

    @staticmethod
    def nothing_divided_by_nothing(logits, labels):
        """You divide by the number of labels also where there is none. The answer is 0.0 there. See the handout, section
        'The loss of the gaps'."""
        return bert.masked_lm_loss(logits, labels) if np.any(labels != -100) else float("nan")

    @staticmethod
    def word_zero_ignored(logits, labels):
        """You leave out the words whose label is 0. Only -100 says that nothing is asked. See the handout, section
        'The loss of the gaps'."""
        return bert.masked_lm_loss(logits, np.where(labels == 0, -100, labels))

    @staticmethod
    def next_word(logits, labels):
        """You compare each place with the label of the next, as in GPT. Here the label stands at the place of its word. See the handout,
        section 'The loss of the gaps'."""
        return bert.masked_lm_loss(logits[:, :-1], labels[:, 1:])

    @staticmethod
    def softmax_twice(logits, labels):
        """You take the softmax twice. Does your library's loss ask for logits or for probabilities? See the handout, section
        'The loss of the gaps'."""
        return bert.masked_lm_loss(softmax(logits), labels)

    @staticmethod
    def softmax_over_the_places(logits, labels):
        """Your softmax runs over the places of a sequence. It runs over the vocabulary, the last axis. See the handout, section
        'The loss of the gaps'."""
        return mean_or_zero(word_losses(logits, labels, axis=1)[labels != -100])

    @staticmethod
    def logarithm_of_base_two(logits, labels):
        """You take the logarithm of base 2. The loss is in nats: natural logarithms. See the handout, section 'The loss of the gaps'."""
        return bert.masked_lm_loss(logits, labels) / np.log(2)

    @staticmethod
    def minus_forgotten(logits, labels):
        """Your loss has the wrong sign. A loss falls when the model gets better. See the handout, section 'The loss of the gaps'."""
        return -bert.masked_lm_loss(logits, labels)

    @staticmethod
    def overflows(logits, labels):
        """Your softmax overflows for large logits. Take the largest logit away first, or use your library's log-softmax. See the handout,
        section 'The loss of the gaps'."""
        asked = labels != -100
        with np.errstate(all="ignore"):
            logs = np.log(softmax_overflows(logits[asked]))
        return mean_or_zero(-np.take_along_axis(logs, labels[asked][:, None], axis=-1))

    @staticmethod
    def one_maximum_for_all(logits, labels):
        """You take the largest logit of the whole array away. In a row that is much lower everything becomes 0: each row has its own
        largest. See the handout, section 'The loss of the gaps'."""
        return mean_or_zero(losses_of_one_maximum(logits, labels)[labels != -100])


# ---- LLaMA ----


class rms_norm:
    @staticmethod
    def mean_taken_away(x, gamma, eps=1e-6):
        """You take the mean away, as a layer norm does. An RMS norm does not. See the handout, section 'RMS norm'."""
        return gamma * normalised(x, eps)

    @staticmethod
    def sum_for_mean(x, gamma, eps=1e-6):
        """You divide by the length of the vector: the root of a sum. The squares are averaged first. See the handout, section
        'RMS norm'."""
        return gamma * x / np.sqrt((x**2).sum(axis=-1, keepdims=True) + eps)

    @staticmethod
    def no_root(x, gamma, eps=1e-6):
        """You divide by the mean of the squares. Take its root. See the handout, section 'RMS norm'."""
        return gamma * x / ((x**2).mean(axis=-1, keepdims=True) + eps)

    @staticmethod
    def no_gamma(x, gamma, eps=1e-6):
        """You leave out gamma. See the handout, section 'RMS norm'."""
        return llama.rms_norm(x, np.ones_like(gamma), eps)

    @staticmethod
    def one_plus_gamma(x, gamma, eps=1e-6):
        """You scale by 1 + gamma, as some models do. Here the scale is gamma. See the handout, section 'RMS norm'."""
        return llama.rms_norm(x, 1 + gamma, eps)

    @staticmethod
    def eps_outside_the_root(x, gamma, eps=1e-6):
        """You add eps to the root. It belongs under the root. See the handout, section 'RMS norm'."""
        return gamma * x / (np.sqrt((x**2).mean(axis=-1, keepdims=True)) + eps)

    @staticmethod
    def eps_not_used(x, gamma, eps=1e-6):
        """You do not use the argument eps. See the handout, section 'RMS norm'."""
        return llama.rms_norm(x, gamma)

    @staticmethod
    def no_eps(x, gamma, eps=1e-6):
        """You leave out eps, so a vector of zeros becomes NaN. See the handout, section 'RMS norm'."""
        with np.errstate(invalid="ignore"):
            return gamma * x / np.sqrt((x**2).mean(axis=-1, keepdims=True))

    @staticmethod
    def eps_of_a_library(x, gamma, eps=1e-5):
        """Your eps is larger than 1e-6 where none is given. See the handout, section 'RMS norm', for its value."""
        return llama.rms_norm(x, gamma, eps)

    @staticmethod
    def mean_of_everything(x, gamma, eps=1e-6):
        """You average the squares of the whole array. Each vector, along the last axis, has its own. See the handout, section
        'RMS norm'."""
        return gamma * x / np.sqrt((x**2).mean() + eps)

    @staticmethod
    def first_axis(x, gamma, eps=1e-6):
        """You average over the first axis. An RMS norm looks at the last one, the numbers of one word. See the handout, section
        'RMS norm'."""
        return gamma * x / np.sqrt((x**2).mean(axis=0, keepdims=True) + eps)


def rotated(x, base=10000.0, *, first=0, sign=1, power=2.0, exchanged=False, axis=-2):
    """Rotary embedding of neighbouring pairs with a piece changed. power: of base, in -power * i / d. axis: what counts as time."""
    pairs = np.arange(x.shape[-1] // 2)
    places = np.arange(first, first + x.shape[axis]).reshape([-1 if i == x.ndim + axis else 1 for i in range(x.ndim)])
    angles = sign * places * base ** (-power * pairs / x.shape[-1])
    cos, sin = (np.sin(angles), np.cos(angles)) if exchanged else (np.cos(angles), np.sin(angles))
    a, b = x[..., 0::2], x[..., 1::2]
    return np.stack([a * cos - b * sin, a * sin + b * cos], axis=-1).reshape(x.shape)


def rotated_halves(x, base=10000.0):
    """Rotary embedding whose pairs are columns i and i + d/2."""
    half = x.shape[-1] // 2
    angles = np.arange(x.shape[-2])[:, None] * base ** (-2 * np.arange(half) / x.shape[-1])
    a, b = x[..., :half], x[..., half:]
    return np.concatenate([a * np.cos(angles) - b * np.sin(angles), a * np.sin(angles) + b * np.cos(angles)], axis=-1)


def even(x):
    if x.shape[-1] % 2:
        raise ValueError("d is odd")


class rotary_embedding:
    @staticmethod
    def halves_paired(x, base=10000.0):
        """You pair column i with column i + d/2, as Hugging Face does. Here neighbours are pairs: columns 2i and 2i + 1. See the handout,
        section 'Rotary positions'."""
        even(x)
        return rotated_halves(x, base)

    @staticmethod
    def positions_from_one(x, base=10000.0):
        """Your positions begin with 1. They begin with 0: the first vector is not turned. See the handout, section 'Rotary positions'."""
        even(x)
        return rotated(x, base, first=1)

    @staticmethod
    def turned_backwards(x, base=10000.0):
        """You turn the other way round. Look at the two signs. See the handout, section 'Rotary positions'."""
        even(x)
        return rotated(x, base, sign=-1)

    @staticmethod
    def base_not_used(x, base=10000.0):
        """You do not use the argument base. See the handout, section 'Rotary positions'."""
        even(x)
        return rotated(x)

    @staticmethod
    def exponent_too_small(x, base=10000.0):
        """Your angles shrink too slowly from pair to pair: the exponent is -2i/d, with i the number of the pair. See the handout, section
        'Rotary positions'."""
        even(x)
        return rotated(x, base, power=1.0)

    @staticmethod
    def exponent_too_large(x, base=10000.0):
        """Your angles shrink too fast from pair to pair: in the exponent -2i/d, i is the number of the pair, not of its first column. See
        the handout, section 'Rotary positions'."""
        even(x)
        return rotated(x, base, power=4.0)

    @staticmethod
    def one_speed(x, base=10000.0):
        """You turn every pair by the same angle. Each next pair turns more slowly. See the handout, section 'Rotary positions'."""
        even(x)
        return rotated(x, 1.0)

    @staticmethod
    def sine_and_cosine_exchanged(x, base=10000.0):
        """You exchange sine and cosine. At position 0 nothing is turned. See the handout, section 'Rotary positions'."""
        even(x)
        return rotated(x, base, exchanged=True)

    @staticmethod
    def turned_a_for_b(x, base=10000.0):
        """You compute the second column of a pair from the first one after it was turned. Keep the old one until both are done. See the
        handout, section 'Rotary positions'."""
        even(x)
        once = rotated(x, base)
        angles = np.arange(x.shape[-2])[:, None] * base ** (-2 * np.arange(x.shape[-1] // 2) / x.shape[-1])
        once[..., 1::2] = once[..., 0::2] * np.sin(angles) + x[..., 1::2] * np.cos(angles)
        return once

    @staticmethod
    def heads_for_positions(x, base=10000.0):
        """You turn by the number of the head. The angle grows with the position, the axis before the last. See the handout, section
        'Rotary positions'."""
        even(x)
        return rotated(x, base, axis=-3)

    @staticmethod
    def waves_added(x, base=10000.0):
        """You add sines and cosines, as in the first Transformer. Here pairs of columns are turned. See the handout, section
        'Rotary positions'."""
        even(x)
        angles = np.arange(x.shape[-2])[:, None] * base ** (-2 * np.arange(x.shape[-1] // 2) / x.shape[-1])
        return x + np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(x.shape[-2:])

    @staticmethod
    def odd_width_accepted(x, base=10000.0):
        """You accept an odd number of columns. The last one has no partner: raise ValueError. See the handout, section
        'Rotary positions'."""
        paired = x.shape[-1] // 2 * 2
        return np.concatenate([rotated(x[..., :paired], base), x[..., paired:]], axis=-1)


def silu(a):
    return a * 0.5 * (1 + np.tanh(0.5 * a))


class swiglu:
    @staticmethod
    def W1_and_W3_exchanged(x, params):
        """You exchange W1 and W3. The silu is taken of x @ W1. See the handout, section 'SwiGLU'."""
        return llama.swiglu(x, {**params, "W1": params["W3"], "W3": params["W1"]})

    @staticmethod
    def relu(x, params):
        """You use ReLU. SwiGLU has silu, a * sigmoid(a). See the handout, section 'SwiGLU'."""
        return (np.maximum(x @ params["W1"], 0) * (x @ params["W3"])) @ params["W2"]

    @staticmethod
    def gelu(x, params):
        """You use GELU. SwiGLU has silu, a * sigmoid(a). See the handout, section 'SwiGLU'."""
        a = x @ params["W1"]
        return (0.5 * a * (1 + np.tanh((2 / np.pi) ** 0.5 * (a + 0.044715 * a**3))) * (x @ params["W3"])) @ params["W2"]

    @staticmethod
    def sigmoid_only(x, params):
        """You use the sigmoid alone. silu(a) is a * sigmoid(a). See the handout, section 'SwiGLU'."""
        return (0.5 * (1 + np.tanh(0.5 * (x @ params["W1"]))) * (x @ params["W3"])) @ params["W2"]

    @staticmethod
    def no_gate(x, params):
        """You leave out x @ W3. The two products are multiplied element by element. See the handout, section 'SwiGLU'."""
        return silu(x @ params["W1"]) @ params["W2"]

    @staticmethod
    def no_silu(x, params):
        """You leave out the silu. See the handout, section 'SwiGLU'."""
        return ((x @ params["W1"]) * (x @ params["W3"])) @ params["W2"]

    @staticmethod
    def silu_of_both(x, params):
        """You take the silu of both products. Only x @ W1 has one. See the handout, section 'SwiGLU'."""
        return (silu(x @ params["W1"]) * silu(x @ params["W3"])) @ params["W2"]

    @staticmethod
    def silu_of_the_product(x, params):
        """You multiply first and take the silu afterwards. Only x @ W1 has one. See the handout, section 'SwiGLU'."""
        return silu((x @ params["W1"]) * (x @ params["W3"])) @ params["W2"]

    @staticmethod
    def added(x, params):
        """You add the two branches. They are multiplied element by element. See the handout, section 'SwiGLU'."""
        return (silu(x @ params["W1"]) + x @ params["W3"]) @ params["W2"]


def attended(q, k, v, mask=None, *, scale=None, heads=None, fill=-np.inf, axis=-1, soft=softmax):
    """Grouped-query attention with a piece changed. heads: key head of each query head."""
    sharing = q.shape[1] // k.shape[1]
    heads = np.arange(q.shape[1]) // sharing if heads is None else heads
    scores = q @ k[:, heads].swapaxes(-1, -2) * (q.shape[-1] ** -0.5 if scale is None else scale)
    if mask is not None:
        scores = np.where(mask, scores, fill)
    weights = soft(scores) if axis == -1 else soft(scores, axis=axis)
    return weights @ v[:, heads]


def hidden_late(q, k, v, mask):
    sharing = q.shape[1] // k.shape[1]
    weights = softmax(q @ np.repeat(k, sharing, axis=1).swapaxes(-1, -2) / q.shape[-1] ** 0.5)
    return (weights if mask is None else weights * mask) @ np.repeat(v, sharing, axis=1)


class grouped_query_attention:
    @staticmethod
    def heads_in_turn(q, k, v, mask=None):
        """Your query heads take the key heads in turn: 0 1 2 0 1 2. Neighbours share one: 0 0 1 1 2 2. See the handout, section
        'Grouped heads'."""
        return attended(q, k, v, mask, heads=np.arange(q.shape[1]) % k.shape[1])

    @staticmethod
    def first_head_for_all(q, k, v, mask=None):
        """All your query heads use the first key head. See the handout, section 'Grouped heads'."""
        return attended(q, k, v, mask, heads=np.zeros(q.shape[1], dtype=np.int64))

    @staticmethod
    def value_heads_in_turn(q, k, v, mask=None):
        """Your value heads are shared in another way than your key heads. See the handout, section 'Grouped heads'."""
        sharing = q.shape[1] // k.shape[1]
        turns = v[:, np.arange(q.shape[1]) % v.shape[1]]
        return attended(q, np.repeat(k, sharing, axis=1), turns, mask)

    @staticmethod
    def no_scale(q, k, v, mask=None):
        """You do not divide the scores by the square root of d. See the handout, section 'Grouped heads'."""
        return attended(q, k, v, mask, scale=1.0)

    @staticmethod
    def scale_without_root(q, k, v, mask=None):
        """You divide the scores by d. Divide by its square root. See the handout, section 'Grouped heads'."""
        return attended(q, k, v, mask, scale=1 / q.shape[-1])

    @staticmethod
    def scale_of_all_heads(q, k, v, mask=None):
        """You scale by the width of all heads together. Each head has d columns. See the handout, section 'Grouped heads'."""
        return attended(q, k, v, mask, scale=(q.shape[1] * q.shape[-1]) ** -0.5)

    @staticmethod
    def softmax_over_the_queries(q, k, v, mask=None):
        """Your softmax runs over the queries. The weights of one query sum to 1: the last axis. See the handout, section
        'Grouped heads'."""
        return attended(q, k, v, mask, axis=-2, fill=-1e9)

    @staticmethod
    def mask_not_used(q, k, v, mask=None):
        """You do not use the mask. See the handout, section 'Grouped heads'."""
        return attended(q, k, v)

    @staticmethod
    def mask_turned_round(q, k, v, mask=None):
        """You hide what the mask shows. True means: may attend. See the handout, section 'Grouped heads'."""
        return attended(q, k, v, None if mask is None else ~mask, fill=-1e9)

    @staticmethod
    def mask_transposed(q, k, v, mask=None):
        """You read the mask the other way: a row belongs to a query, a column to a key. See the handout, section 'Grouped heads'."""
        return attended(q, k, v, None if mask is None else mask.T)

    @staticmethod
    def hidden_scores_are_zero(q, k, v, mask=None):
        """You set hidden scores to 0, and exp(0) is 1. Set them to minus infinity. See the handout, section 'Grouped heads'."""
        return attended(q, k, v, mask, fill=0.0)

    @staticmethod
    def hidden_after_the_softmax(q, k, v, mask=None):
        """You hide weights after the softmax, so that they no longer sum to 1. Hide the scores before it. See the handout, section
        'Grouped heads'."""
        return hidden_late(q, k, v, mask)

    @staticmethod
    def always_causal(q, k, v, mask=None):
        """You hide the future whatever the mask says. Without a mask nothing is hidden. See the handout, section 'Grouped heads'."""
        causal = np.tri(q.shape[2], dtype=bool)
        return attended(q, k, v, causal if mask is None else causal & mask, fill=-1e9)

    @staticmethod
    def overflows(q, k, v, mask=None):
        """Your softmax overflows for large scores. Take the largest score of each row away first. See the handout, section
        'Grouped heads'."""
        return attended(q, k, v, mask, soft=softmax_overflows)

    @staticmethod
    def one_maximum_for_all(q, k, v, mask=None):
        """You take the largest score of the whole array away. In a row that is much lower everything becomes 0: each row has its own
        largest. See the handout, section 'Grouped heads'."""
        return attended(q, k, v, mask, soft=softmax_of_one_maximum)


def split(x, heads):
    return llama.split_heads(x, heads)


def joined(heads):
    batch, count, steps, width = heads.shape
    return heads.swapaxes(1, 2).reshape(batch, steps, count * width)


def block_attention(
    x,
    params,
    num_heads,
    num_kv_heads,
    *,
    turn=llama.rotary_embedding,
    turn_values=lambda v: v,
    causal=True,
    cut=split,
    join=joined,
    attend=llama.grouped_query_attention,
    project=True,
):
    """The attention of a LLaMA or PaLM block with a piece changed."""
    q, k = turn(cut(x @ params["Wq"], num_heads)), turn(cut(x @ params["Wk"], num_kv_heads))
    v = turn_values(cut(x @ params["Wv"], num_kv_heads))
    heads = join(attend(q, k, v, np.tri(x.shape[1], dtype=bool) if causal else None))
    return heads @ params["Wo"] if project else heads


def cut_without_transposing(x, heads):
    batch, steps, _ = x.shape
    return x.reshape(batch, heads, steps, -1)


def cut_in_turn(x, heads):
    batch, steps, _ = x.shape
    return x.reshape(batch, steps, -1, heads).transpose(0, 3, 1, 2)


def joined_without_transposing(heads):
    batch, count, steps, width = heads.shape
    return heads.reshape(batch, steps, count * width)


def turned_before_the_cut(x, params, num_heads, num_kv_heads):
    """Attention whose rotary positions are those of one head as wide as the block."""
    turned = {name: llama.rotary_embedding((x @ params[name])[:, None])[:, 0] for name in ("Wq", "Wk")}
    q, k, v = split(turned["Wq"], num_heads), split(turned["Wk"], num_kv_heads), split(x @ params["Wv"], num_kv_heads)
    return joined(llama.grouped_query_attention(q, k, v, np.tri(x.shape[1], dtype=bool))) @ params["Wo"]


def wide_scale(q, k, v, mask):
    return attended(q, k, v, mask, scale=(q.shape[1] * q.shape[-1]) ** -0.5)


def no_scale(q, k, v, mask):
    return attended(q, k, v, mask, scale=1.0)


def llama_with(x, params, num_heads, num_kv_heads, *, norm=llama.rms_norm, feed_forward=llama.swiglu, attention=None, **changes):
    """A LLaMA block with a piece changed."""
    attention = attention or (lambda x, *rest: block_attention(x, *rest, **changes))
    x = x + attention(norm(x, params["norm1"]), params, num_heads, num_kv_heads)
    return x + feed_forward(norm(x, params["norm2"]), params)


class llama_block:
    @staticmethod
    def no_rotary_positions(x, params, num_heads, num_kv_heads):
        """You leave out the rotary positions. Queries and keys are turned, in each head. See the handout, section
        'A block of LLaMA'."""
        return llama_with(x, params, num_heads, num_kv_heads, turn=lambda heads: heads)

    @staticmethod
    def values_turned_too(x, params, num_heads, num_kv_heads):
        """You turn the values too. Only queries and keys are turned. See the handout, section 'A block of LLaMA'."""
        return llama_with(x, params, num_heads, num_kv_heads, turn_values=llama.rotary_embedding)

    @staticmethod
    def halves_paired(x, params, num_heads, num_kv_heads):
        """You pair column i of a head with column i + d/2, as Hugging Face does. Here neighbours are pairs. See the handout, section
        'Rotary positions'."""
        return llama_with(x, params, num_heads, num_kv_heads, turn=rotated_halves)

    @staticmethod
    def turned_before_the_cut(x, params, num_heads, num_kv_heads):
        """You turn all columns of q and k together. Cut them into heads first: every head begins again with the fastest pair. See the
        handout, section 'A block of LLaMA'."""
        return llama_with(x, params, num_heads, num_kv_heads, attention=turned_before_the_cut)

    @staticmethod
    def future_not_hidden(x, params, num_heads, num_kv_heads):
        """Your block sees later words. It is causal: a position attends to itself and to earlier ones. See the handout, section
        'A block of LLaMA'."""
        return llama_with(x, params, num_heads, num_kv_heads, causal=False)

    @staticmethod
    def scale_of_the_whole_width(x, params, num_heads, num_kv_heads):
        """You scale the scores by the square root of D. Each head has D / Hq columns. See the handout, section 'A block of LLaMA'."""
        return llama_with(x, params, num_heads, num_kv_heads, attend=wide_scale)

    @staticmethod
    def no_scale(x, params, num_heads, num_kv_heads):
        """You do not divide the scores by the square root of d. See the handout, section 'A block of LLaMA'."""
        return llama_with(x, params, num_heads, num_kv_heads, attend=no_scale)

    @staticmethod
    def heads_in_turn(x, params, num_heads, num_kv_heads):
        """Your query heads take the key heads in turn. Neighbours share one. See the handout, section 'Grouped heads'."""
        return llama_with(x, params, num_heads, num_kv_heads, attend=grouped_query_attention.heads_in_turn)

    @staticmethod
    def cut_without_transposing(x, params, num_heads, num_kv_heads):
        """You reshape q, k and v to (N, H, T, d) at once. That mixes words and heads: reshape to (N, T, H, d), then exchange two axes. See
        the handout, section 'A block of LLaMA'."""
        return llama_with(x, params, num_heads, num_kv_heads, cut=cut_without_transposing)

    @staticmethod
    def columns_in_turn(x, params, num_heads, num_kv_heads):
        """Your heads take the columns in turn. Head h has the columns h * d to (h + 1) * d. See the handout, section
        'A block of LLaMA'."""
        return llama_with(x, params, num_heads, num_kv_heads, cut=cut_in_turn)

    @staticmethod
    def joined_without_transposing(x, params, num_heads, num_kv_heads):
        """You join the heads without exchanging axes back. Bring (N, H, T, d) to (N, T, H, d) before you reshape. See the handout, section
        'A block of LLaMA'."""
        return llama_with(x, params, num_heads, num_kv_heads, join=joined_without_transposing)

    @staticmethod
    def no_output_matrix(x, params, num_heads, num_kv_heads):
        """You leave out Wo. The joined heads are multiplied by it. See the handout, section 'A block of LLaMA'."""
        return llama_with(x, params, num_heads, num_kv_heads, project=False)

    @staticmethod
    def layer_norm(x, params, num_heads, num_kv_heads):
        """You use a layer norm. LLaMA has an RMS norm, which takes no mean away. See the handout, section 'A block of LLaMA'."""
        return llama_with(x, params, num_heads, num_kv_heads, norm=lambda x, gamma: gamma * normalised(x, 1e-6))

    @staticmethod
    def larger_eps(x, params, num_heads, num_kv_heads):
        """The eps of your RMS norms is larger than 1e-6. See the handout, section 'A block of LLaMA'."""
        return llama_with(x, params, num_heads, num_kv_heads, norm=lambda x, gamma: llama.rms_norm(x, gamma, 1e-5))

    @staticmethod
    def norm_after(x, params, num_heads, num_kv_heads):
        """You normalise after the sum, as the first Transformer did. Here the norm comes before attention and before SwiGLU. See the
        handout, section 'A block of LLaMA'."""
        x = llama.rms_norm(x + block_attention(x, params, num_heads, num_kv_heads), params["norm1"])
        return llama.rms_norm(x + llama.swiglu(x, params), params["norm2"])

    @staticmethod
    def no_norms(x, params, num_heads, num_kv_heads):
        """You leave out the norms. See the handout, section 'A block of LLaMA'."""
        return llama_with(x, params, num_heads, num_kv_heads, norm=lambda x, _: x)

    @staticmethod
    def one_norm_for_both(x, params, num_heads, num_kv_heads):
        """You use norm1 twice. The second norm has weights of its own. See the handout, section 'A block of LLaMA'."""
        return llama.llama_block(x, {**params, "norm2": params["norm1"]}, num_heads, num_kv_heads)

    @staticmethod
    def residual_of_the_norm(x, params, num_heads, num_kv_heads):
        """You add the normalised x. What goes round attention and SwiGLU is x itself. See the handout, section 'A block of LLaMA'."""
        n = llama.rms_norm(x, params["norm1"])
        x = n + block_attention(n, params, num_heads, num_kv_heads)
        n = llama.rms_norm(x, params["norm2"])
        return n + llama.swiglu(n, params)

    @staticmethod
    def second_residual_missing(x, params, num_heads, num_kv_heads):
        """You return the SwiGLU alone. What went into it is added. See the handout, section 'A block of LLaMA'."""
        x = x + block_attention(llama.rms_norm(x, params["norm1"]), params, num_heads, num_kv_heads)
        return llama.swiglu(llama.rms_norm(x, params["norm2"]), params)

    @staticmethod
    def second_residual_from_the_start(x, params, num_heads, num_kv_heads):
        """You add the block's input at the end, and lose the attention. What is added is the sum after it. See the handout, section
        'A block of LLaMA'."""
        later = x + block_attention(llama.rms_norm(x, params["norm1"]), params, num_heads, num_kv_heads)
        return x + llama.swiglu(llama.rms_norm(later, params["norm2"]), params)

    @staticmethod
    def side_by_side(x, params, num_heads, num_kv_heads):
        """You compute attention and SwiGLU side by side, as PaLM does. In LLaMA the SwiGLU sees what attention has added. See the handout,
        section 'A block of LLaMA'."""
        attention = block_attention(llama.rms_norm(x, params["norm1"]), params, num_heads, num_kv_heads)
        return x + attention + llama.swiglu(llama.rms_norm(x, params["norm2"]), params)

    @staticmethod
    def W1_and_W3_exchanged(x, params, num_heads, num_kv_heads):
        """You exchange W1 and W3. The silu is taken of x @ W1. See the handout, section 'SwiGLU'."""
        return llama_with(x, params, num_heads, num_kv_heads, feed_forward=swiglu.W1_and_W3_exchanged)


# ---- PaLM ----


def gamma_norm(x, gamma):
    return gamma * normalised(x, 1e-5)


def palm_with(x, params, num_heads, *, norm=gamma_norm, feed_forward=llama.swiglu, **changes):
    """A PaLM block with a piece changed."""
    n = norm(x, params["norm"])
    return x + block_attention(n, params, num_heads, 1, **changes) + feed_forward(n, params)


class palm_block:
    @staticmethod
    def one_after_the_other(x, params, num_heads):
        """You compute the SwiGLU after the attention, as LLaMA does. In PaLM both see the same normalised x. See the handout, section
        'A block of PaLM'."""
        x = x + block_attention(gamma_norm(x, params["norm"]), params, num_heads, 1)
        return x + llama.swiglu(gamma_norm(x, params["norm"]), params)

    @staticmethod
    def swiglu_of_the_attention(x, params, num_heads):
        """Your SwiGLU reads what attention gives. It reads the normalised x. See the handout, section 'A block of PaLM'."""
        attention = block_attention(gamma_norm(x, params["norm"]), params, num_heads, 1)
        return x + attention + llama.swiglu(attention, params)

    @staticmethod
    def swiglu_without_norm(x, params, num_heads):
        """Your SwiGLU reads x as it is. It reads the normalised x. See the handout, section 'A block of PaLM'."""
        return x + block_attention(gamma_norm(x, params["norm"]), params, num_heads, 1) + llama.swiglu(x, params)

    @staticmethod
    def no_residual(x, params, num_heads):
        """You leave out x itself in the sum. See the handout, section 'A block of PaLM'."""
        return palm.palm_block(x, params, num_heads) - x

    @staticmethod
    def residual_of_the_norm(x, params, num_heads):
        """You add the normalised x. What is added is x itself. See the handout, section 'A block of PaLM'."""
        return palm.palm_block(x, params, num_heads) - x + gamma_norm(x, params["norm"])

    @staticmethod
    def residual_twice(x, params, num_heads):
        """You add x twice, once for each branch. It is added once. See the handout, section 'A block of PaLM'."""
        return palm.palm_block(x, params, num_heads) + x

    @staticmethod
    def rms_norm(x, params, num_heads):
        """You use an RMS norm. PaLM has a layer norm, which takes the mean away. See the handout, section 'A block of PaLM'."""
        return palm_with(x, params, num_heads, norm=lambda x, gamma: llama.rms_norm(x, gamma, 1e-5))

    @staticmethod
    def unbiased_variance(x, params, num_heads):
        """You divide the variance by D - 1. A layer norm divides by D. See the handout, section 'A block of PaLM'."""
        return palm_with(x, params, num_heads, norm=lambda x, gamma: gamma * normalised(x, 1e-5, ddof=1))

    @staticmethod
    def no_gamma(x, params, num_heads):
        """You leave out the norm's gamma. See the handout, section 'A block of PaLM'."""
        return palm_with(x, params, num_heads, norm=lambda x, _: normalised(x, 1e-5))

    @staticmethod
    def smaller_eps(x, params, num_heads):
        """The eps of your layer norm is smaller than 1e-5. See the handout, section 'A block of PaLM'."""
        return palm_with(x, params, num_heads, norm=lambda x, gamma: gamma * normalised(x, 1e-6))

    @staticmethod
    def no_rotary_positions(x, params, num_heads):
        """You leave out the rotary positions. Queries and keys are turned, in each head. See the handout, section 'A block of PaLM'."""
        return palm_with(x, params, num_heads, turn=lambda heads: heads)

    @staticmethod
    def halves_paired(x, params, num_heads):
        """You pair column i of a head with column i + d/2. Here neighbours are pairs. See the handout, section 'Rotary positions'."""
        return palm_with(x, params, num_heads, turn=rotated_halves)

    @staticmethod
    def values_turned_too(x, params, num_heads):
        """You turn the values too. Only queries and keys are turned. See the handout, section 'A block of PaLM'."""
        return palm_with(x, params, num_heads, turn_values=llama.rotary_embedding)

    @staticmethod
    def future_not_hidden(x, params, num_heads):
        """Your block sees later words. It is causal: a position attends to itself and to earlier ones. See the handout, section
        'A block of PaLM'."""
        return palm_with(x, params, num_heads, causal=False)

    @staticmethod
    def scale_of_the_whole_width(x, params, num_heads):
        """You scale the scores by the square root of D. Each head has D / H columns. See the handout, section 'A block of PaLM'."""
        return palm_with(x, params, num_heads, attend=wide_scale)

    @staticmethod
    def cut_without_transposing(x, params, num_heads):
        """You reshape q to (N, H, T, d) at once. That mixes words and heads: reshape to (N, T, H, d), then exchange two axes. See the
        handout, section 'A block of PaLM'."""
        return palm_with(x, params, num_heads, cut=cut_without_transposing)

    @staticmethod
    def joined_without_transposing(x, params, num_heads):
        """You join the heads without exchanging axes back. Bring (N, H, T, d) to (N, T, H, d) before you reshape. See the handout, section
        'A block of PaLM'."""
        return palm_with(x, params, num_heads, join=joined_without_transposing)

    @staticmethod
    def no_output_matrix(x, params, num_heads):
        """You leave out Wo. The joined heads are multiplied by it. See the handout, section 'A block of PaLM'."""
        return palm_with(x, params, num_heads, project=False)

    @staticmethod
    def W1_and_W3_exchanged(x, params, num_heads):
        """You exchange W1 and W3. The silu is taken of x @ W1. See the handout, section 'SwiGLU'."""
        return palm_with(x, params, num_heads, feed_forward=swiglu.W1_and_W3_exchanged)


# ---- DALL-E ----


class gumbel_softmax:
    @staticmethod
    def temperature_multiplies(logits, gumbel, temperature):
        """You multiply by the temperature. Divide by it: a low temperature makes the choice harder. See the handout, section
        'A soft choice'."""
        return softmax((logits + gumbel) * temperature)

    @staticmethod
    def temperature_of_the_logits_only(logits, gumbel, temperature):
        """You divide the logits alone by the temperature. Add the noise first. See the handout, section 'A soft choice'."""
        return softmax(logits / temperature + gumbel)

    @staticmethod
    def temperature_not_used(logits, gumbel, temperature):
        """You do not use the temperature. See the handout, section 'A soft choice'."""
        return softmax(logits + gumbel)

    @staticmethod
    def no_noise(logits, gumbel, temperature):
        """You leave out the noise. It makes the choice random. See the handout, section 'A soft choice'."""
        return softmax(logits / temperature)

    @staticmethod
    def noise_taken_away(logits, gumbel, temperature):
        """You subtract the noise. It is added. See the handout, section 'A soft choice'."""
        return softmax((logits - gumbel) / temperature)

    @staticmethod
    def noise_for_probabilities(logits, gumbel, temperature):
        """You add the noise to probabilities. It is added to logits. See the handout, section 'A soft choice'."""
        return softmax((softmax(logits) + gumbel) / temperature)

    @staticmethod
    def gumbel_made_again(logits, gumbel, temperature):
        """You treat `gumbel` as a uniform draw and take logarithms of it. It is Gumbel noise already. See the handout, section
        'A soft choice'."""
        with np.errstate(all="ignore"):
            return softmax((logits - np.log(-np.log(gumbel))) / temperature)

    @staticmethod
    def hard_choice(logits, gumbel, temperature):
        """You give a one-hot row. A soft choice is asked for, which has a gradient. See the handout, section 'A soft choice'."""
        return (np.argmax(logits + gumbel, axis=-1)[..., None] == np.arange(logits.shape[-1])).astype(np.float64)

    @staticmethod
    def first_axis(logits, gumbel, temperature):
        """Your softmax runs over the first axis. It runs over the last. See the handout, section 'A soft choice'."""
        return softmax((logits + gumbel) / temperature, axis=0)

    @staticmethod
    def overflows(logits, gumbel, temperature):
        """Your softmax overflows for large logits. Take the largest of each row away first. See the handout, section 'A soft choice'."""
        return softmax_overflows((logits + gumbel) / temperature)

    @staticmethod
    def one_maximum_for_all(logits, gumbel, temperature):
        """You take the largest number of the whole array away. In a row that is much lower everything becomes 0: each row has its own
        largest. See the handout, section 'A soft choice'."""
        return softmax_of_one_maximum((logits + gumbel) / temperature)


def nearest(distances, codebook):
    indices = distances.argmin(axis=1)
    return indices, codebook[indices]


class vector_quantize:
    @staticmethod
    def city_block(z, codebook):
        """You add up absolute differences. The distance is L2: squares. See the handout, section 'The codebook'."""
        return nearest(np.abs(z[:, None] - codebook).sum(axis=-1), codebook)

    @staticmethod
    def largest_coordinate(z, codebook):
        """You look at the largest difference of a coordinate. The distance is L2: squares of all of them. See the handout, section
        'The codebook'."""
        return nearest(np.abs(z[:, None] - codebook).max(axis=-1), codebook)

    @staticmethod
    def largest_product(z, codebook):
        """You take the entry with the largest product. A long entry has large products without being near. See the handout, section
        'The codebook'."""
        return nearest(-z @ codebook.T, codebook)

    @staticmethod
    def smallest_angle(z, codebook):
        """You take the entry with the smallest angle to z. The nearest one is asked for, and its length matters. See the handout, section
        'The codebook'."""
        return nearest(-z @ codebook.T / np.sqrt((codebook**2).sum(axis=-1) + 1e-12), codebook)

    @staticmethod
    def farthest(z, codebook):
        """You take the entry that is farthest. See the handout, section 'The codebook'."""
        return nearest(-((z[:, None] - codebook) ** 2).sum(axis=-1), codebook)

    @staticmethod
    def ties_to_the_higher(z, codebook):
        """Where two entries are equally near, you take the later one. The lower index wins. See the handout, section 'The codebook'."""
        distances = ((z[:, None] - codebook) ** 2).sum(axis=-1)
        indices = len(codebook) - 1 - distances[:, ::-1].argmin(axis=1)
        return indices, codebook[indices]

    @staticmethod
    def vectors_before_indices(z, codebook):
        """You return the quantised vectors before the indices. See the handout, section 'The codebook', for the order."""
        return dalle.vector_quantize(z, codebook)[::-1]

    @staticmethod
    def z_unchanged(z, codebook):
        """Your quantised vectors are z. They are entries of the codebook. See the handout, section 'The codebook'."""
        return dalle.vector_quantize(z, codebook)[0], z

    @staticmethod
    def nearest_z_of_each_entry(z, codebook):
        """You look for the nearest z of each entry. The nearest entry of each z is asked for. See the handout, section 'The codebook'."""
        indices = ((z[:, None] - codebook) ** 2).sum(axis=-1).argmin(axis=0)
        return indices, z[indices]

    @staticmethod
    def counts_from_one(z, codebook):
        """Your indices begin with 1. They begin with 0. See the handout, section 'The codebook'."""
        indices, quantised = dalle.vector_quantize(z, codebook)
        return indices + 1, quantised


def sequence_of(text, image, text_vocab, text_length, pads):
    if len(text) > text_length:
        raise ValueError("the text is too long")
    return np.concatenate([text, np.asarray(pads, dtype=np.int64), image + text_vocab + text_length])


class dalle_sequence:
    @staticmethod
    def pads_from_the_end_of_the_text(text, image, text_vocab, text_length):
        """You number the pads from the end of the text. The pad of position p is text_vocab + p, with p counted from the beginning of the
        sequence. See the handout, section 'Text and image in one sequence'."""
        return sequence_of(text, image, text_vocab, text_length, text_vocab + np.arange(text_length - len(text)))

    @staticmethod
    def one_pad_for_all(text, image, text_vocab, text_length):
        """You pad with one and the same id. Every position has a pad of its own. See the handout, section
        'Text and image in one sequence'."""
        return sequence_of(text, image, text_vocab, text_length, np.full(max(0, text_length - len(text)), text_vocab))

    @staticmethod
    def zeros_for_pads(text, image, text_vocab, text_length):
        """You pad with 0, which is a word. The pad of position p is text_vocab + p. See the handout, section
        'Text and image in one sequence'."""
        return sequence_of(text, image, text_vocab, text_length, np.zeros(max(0, text_length - len(text))))

    @staticmethod
    def not_padded(text, image, text_vocab, text_length):
        """You do not pad the text. The image begins at position text_length. See the handout, section
        'Text and image in one sequence'."""
        return sequence_of(text, image, text_vocab, text_length, [])

    @staticmethod
    def padded_in_front(text, image, text_vocab, text_length):
        """You put the pads before the text. They come after it. See the handout, section 'Text and image in one sequence'."""
        if len(text) > text_length:
            raise ValueError("the text is too long")
        free = text_length - len(text)
        return np.concatenate([text_vocab + np.arange(free), text, image + text_vocab + text_length])

    @staticmethod
    def image_ids_not_moved(text, image, text_vocab, text_length):
        """You take the image ids as they are, so that they mean words. Add text_vocab + text_length. See the handout, section
        'Text and image in one sequence'."""
        sequence = dalle.dalle_sequence(text, image, text_vocab, text_length)
        return np.concatenate([sequence[:text_length], image])

    @staticmethod
    def image_ids_moved_by_the_words_only(text, image, text_vocab, text_length):
        """You add text_vocab to the image ids. The pads come between: add text_length too. See the handout, section
        'Text and image in one sequence'."""
        sequence = dalle.dalle_sequence(text, image, text_vocab, text_length)
        return np.concatenate([sequence[:text_length], image + text_vocab])

    @staticmethod
    def image_first(text, image, text_vocab, text_length):
        """You put the image before the text. The text comes first: the image is drawn from it. See the handout, section
        'Text and image in one sequence'."""
        sequence = dalle.dalle_sequence(text, image, text_vocab, text_length)
        return np.concatenate([sequence[text_length:], sequence[:text_length]])

    @staticmethod
    def long_text_cut(text, image, text_vocab, text_length):
        """You cut a text that is too long. Raise ValueError instead. See the handout, section 'Text and image in one sequence'."""
        return dalle.dalle_sequence(text[:text_length], image, text_vocab, text_length)

    @staticmethod
    def long_text_kept(text, image, text_vocab, text_length):
        """You accept a text that is too long. Raise ValueError instead. See the handout, section 'Text and image in one sequence'."""
        pads = text_vocab + np.arange(len(text), text_length)
        return np.concatenate([text, pads, image + text_vocab + text_length])

    @staticmethod
    def full_text_refused(text, image, text_vocab, text_length):
        """You refuse a text that fills its places exactly. It needs no pad and is fine. See the handout, section
        'Text and image in one sequence'."""
        if len(text) >= text_length:
            raise ValueError("the text is too long")
        return dalle.dalle_sequence(text, image, text_vocab, text_length)


def token_losses(logits, sequence):
    """Cross-entropy of tokens 1 to L - 1 (L - 1,)."""
    return word_losses(logits[:-1], sequence[1:])


class dalle_loss:
    @staticmethod
    def equal_weights(logits, sequence, text_length):
        """You weigh text and image the same. The image counts seven times as much. See the handout, section 'The loss of DALL-E'."""
        losses = token_losses(logits, sequence)
        return (losses[: text_length - 1].mean() + losses[text_length - 1 :].mean()) / 2

    @staticmethod
    def mean_of_all_tokens(logits, sequence, text_length):
        """You take the mean over all tokens. Text and image have a mean each, and the two are weighed. See the handout, section
        'The loss of DALL-E'."""
        return token_losses(logits, sequence).mean()

    @staticmethod
    def seven_for_each_image_token(logits, sequence, text_length):
        """You weigh each token and divide by the sum of the weights. Take a mean of the text and a mean of the image first. See the
        handout, section 'The loss of DALL-E'."""
        losses = token_losses(logits, sequence)
        weights = np.where(np.arange(1, len(sequence)) < text_length, 1, 7)
        return (weights * losses).sum() / weights.sum()

    @staticmethod
    def weights_exchanged(logits, sequence, text_length):
        """You exchange the weights. The image counts seven times, the text once. See the handout, section 'The loss of DALL-E'."""
        losses = token_losses(logits, sequence)
        return (7 * losses[: text_length - 1].mean() + losses[text_length - 1 :].mean()) / 8

    @staticmethod
    def not_divided_by_eight(logits, sequence, text_length):
        """You do not divide by 8, the sum of the weights. See the handout, section 'The loss of DALL-E'."""
        return 8 * dalle.dalle_loss(logits, sequence, text_length)

    @staticmethod
    def divided_by_seven(logits, sequence, text_length):
        """You divide by 7. The weights 1 and 7 sum to 8. See the handout, section 'The loss of DALL-E'."""
        return 8 / 7 * dalle.dalle_loss(logits, sequence, text_length)

    @staticmethod
    def sums_for_means(logits, sequence, text_length):
        """You add the losses up. Text and image have a mean each. See the handout, section 'The loss of DALL-E'."""
        losses = token_losses(logits, sequence)
        return (losses[: text_length - 1].sum() + 7 * losses[text_length - 1 :].sum()) / 8

    @staticmethod
    def not_moved(logits, sequence, text_length):
        """You compare each row of logits with the token of its own place. It predicts the next one. See the handout, section
        'The loss of DALL-E'."""
        losses = word_losses(logits, sequence)
        return (losses[:text_length].mean() + 7 * losses[text_length:].mean()) / 8

    @staticmethod
    def first_image_token_in_the_text(logits, sequence, text_length):
        """You count the first image token as text. The image begins at position text_length, and its first token is predicted by the row
        before. See the handout, section 'The loss of DALL-E'."""
        losses = token_losses(logits, sequence)
        image = losses[text_length:]
        return (losses[:text_length].mean() + 7 * (image.mean() if image.size else 0.0)) / 8

    @staticmethod
    def image_only(logits, sequence, text_length):
        """You leave out the text. It counts once. See the handout, section 'The loss of DALL-E'."""
        return token_losses(logits, sequence)[text_length - 1 :].mean()

    @staticmethod
    def logarithm_of_base_two(logits, sequence, text_length):
        """You take the logarithm of base 2. The loss is in nats: natural logarithms. See the handout, section 'The loss of DALL-E'."""
        return dalle.dalle_loss(logits, sequence, text_length) / np.log(2)

    @staticmethod
    def overflows(logits, sequence, text_length):
        """Your softmax overflows for large logits. Take the largest logit away first, or use your library's log-softmax. See the handout,
        section 'The loss of DALL-E'."""
        with np.errstate(all="ignore"):
            logs = np.log(softmax_overflows(logits[:-1]))
        losses = -np.take_along_axis(logs, sequence[1:, None], axis=-1)[:, 0]
        return (losses[: text_length - 1].mean() + 7 * losses[text_length - 1 :].mean()) / 8

    @staticmethod
    def one_maximum_for_all(logits, sequence, text_length):
        """You take the largest logit of the whole array away. In a row that is much lower everything becomes 0: each row has its own
        largest. See the handout, section 'The loss of DALL-E'."""
        losses = losses_of_one_maximum(logits[:-1], sequence[1:])
        return (losses[: text_length - 1].mean() + 7 * losses[text_length - 1 :].mean()) / 8
