"""Wrong answers that students give to the assignment on responsible generation. The docstring is the hint that the student reads."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from reference import attention_rollout as rollout
from reference import calibration, sample_audit, word_embedding_association
from reference import saliency as maps
from reference.saliency import softmax
from reference.sample_audit import ball_radii, distances
from reference.word_embedding_association import associations, unit


def squares(a, b):
    return ((a[:, None] - b) ** 2).sum(axis=2)


def city_blocks(a, b):
    return np.abs(a[:, None] - b).sum(axis=2)


def largest_gaps(a, b):
    return np.abs(a[:, None] - b).max(axis=2)


def share(found):
    return float(np.mean(found))


def with_earlier(close):
    """Share of the rows of an (N, N) table that meet an earlier one."""
    return share(np.tril(close, -1).any(axis=1))


class duplicate_rate:
    @staticmethod
    def either_of_a_pair(X, tolerance):
        """You count both rows of a pair. The first of them says something new: only a row with an EARLIER row within the tolerance is a
        duplicate. See the handout, section 'Duplicates'."""
        close = distances(X, X) <= tolerance
        np.fill_diagonal(close, False)
        return share(close.any(axis=1))

    @staticmethod
    def later_row(X, tolerance):
        """You look for a later row within the tolerance. The first row of its kind is new; those after it are the duplicates. See the
        handout, section 'Duplicates'."""
        return share(np.triu(distances(X, X) <= tolerance, 1).any(axis=1))

    @staticmethod
    def pairs_counted(X, tolerance):
        """You count pairs of rows. A row with three earlier rows within the tolerance is one duplicate, not three. See the handout,
        section 'Duplicates'."""
        return float(np.tril(distances(X, X) <= tolerance, -1).sum() / len(X))

    @staticmethod
    def share_of_pairs(X, tolerance):
        """You divide the number of close pairs by the number of all pairs. Asked for is a share of the rows. See the handout, section
        'Duplicates'."""
        close = distances(X, X) <= tolerance
        return float(np.tril(close, -1).sum() / (len(X) * (len(X) - 1) / 2))

    @staticmethod
    def kept_rows_only(X, tolerance):
        """You compare each row with the rows that you kept. A duplicate counts as an earlier row too. See the handout, section
        'Duplicates'."""
        kept = []
        for row in X:
            if not any(np.linalg.norm(row - other) <= tolerance for other in kept):
                kept.append(row)
        return 1 - len(kept) / len(X)

    @staticmethod
    def previous_row_only(X, tolerance):
        """You compare each row with the one before it. Every earlier row counts. See the handout, section 'Duplicates'."""
        return float(np.sum(np.linalg.norm(X[1:] - X[:-1], axis=1) <= tolerance) / len(X))

    @staticmethod
    def first_row_only(X, tolerance):
        """You compare each row with the first one only. Every earlier row counts. See the handout, section 'Duplicates'."""
        return float(np.sum(distances(X[1:], X[:1]) <= tolerance) / len(X))

    @staticmethod
    def exact_copies_only(X, tolerance):
        """You find exact copies only. A row that is almost another one, within the tolerance, is a duplicate too. See the handout, section
        'Duplicates'."""
        return 1 - len(np.unique(X, axis=0)) / len(X)

    @staticmethod
    def squared_distance(X, tolerance):
        """You compare the squared distance with the tolerance: a square root is missing. See the handout, section 'Duplicates'."""
        return with_earlier(squares(X, X) <= tolerance)

    @staticmethod
    def root_mean_square(X, tolerance):
        """You take the mean of the squared differences before the root. The Euclidean distance takes their sum. See the handout, section
        'Duplicates'."""
        return with_earlier(distances(X, X) / np.sqrt(X.shape[1]) <= tolerance)

    @staticmethod
    def largest_coordinate(X, tolerance):
        """You ask that every coordinate be within the tolerance, as `np.allclose` does. Asked for is the Euclidean distance. See the
        handout, section 'Duplicates'."""
        return with_earlier(largest_gaps(X, X) <= tolerance)

    @staticmethod
    def city_block(X, tolerance):
        """You add up the absolute differences. Asked for is the Euclidean distance, the root of the sum of squares. See the handout,
        section 'Duplicates'."""
        return with_earlier(city_blocks(X, X) <= tolerance)

    @staticmethod
    def strictly_nearer(X, tolerance):
        """You leave out rows whose distance is exactly the tolerance. Within means at most, and with tolerance 0 exact copies still count.
        See the handout, section 'Duplicates'."""
        return with_earlier(distances(X, X) < tolerance)

    @staticmethod
    def meets_itself(X, tolerance):
        """You compare each row with itself as well, so every row is a duplicate. Earlier rows only. See the handout, section
        'Duplicates'."""
        return share(np.tril(distances(X, X) <= tolerance).any(axis=1))

    @staticmethod
    def share_of_new_rows(X, tolerance):
        """You return the share of rows that are new. Asked for is the share of duplicates. See the handout, section 'Duplicates'."""
        return 1 - sample_audit.duplicate_rate(X, tolerance)

    @staticmethod
    def number_of_duplicates(X, tolerance):
        """You return how many duplicates there are. Divide by the number of rows. See the handout, section 'Duplicates'."""
        return sample_audit.duplicate_rate(X, tolerance) * len(X)

    @staticmethod
    def out_of_the_others(X, tolerance):
        """You leave the first row out of the number of rows. It cannot be a duplicate, but it is a row. See the handout, section
        'Duplicates'."""
        return sample_audit.duplicate_rate(X, tolerance) * len(X) / (len(X) - 1)


class memorisation_rate:
    @staticmethod
    def sets_exchanged(generated, training, threshold):
        """You return the share of training rows that have a generated row near them. Ask it of each generated row. See the handout,
        section 'Memorisation'."""
        return sample_audit.memorisation_rate(training, generated, threshold)

    @staticmethod
    def same_position(generated, training, threshold):
        """You compare the first generated row with the first training row, the second with the second, and so on. Look for the nearest
        among all training rows. See the handout, section 'Memorisation'."""
        both = min(len(generated), len(training))
        return share(np.linalg.norm(generated[:both] - training[:both], axis=1) <= threshold)

    @staticmethod
    def average_row(generated, training, threshold):
        """You measure the distance to the mean of the training rows. Measure the distance to the nearest one. See the handout, section
        'Memorisation'."""
        return share(np.linalg.norm(generated - training.mean(axis=0), axis=1) <= threshold)

    @staticmethod
    def average_distance(generated, training, threshold):
        """You compare the mean distance to all training rows with the threshold. One near training row is enough: take the smallest
        distance. See the handout, section 'Memorisation'."""
        return share(distances(generated, training).mean(axis=1) <= threshold)

    @staticmethod
    def share_of_pairs(generated, training, threshold):
        """You return the share of pairs that are near. Asked for is a share of the generated rows. See the handout, section
        'Memorisation'."""
        return share(distances(generated, training) <= threshold)

    @staticmethod
    def pairs_counted(generated, training, threshold):
        """You count a generated row once for each training row that is near. It is memorised once. See the handout, section
        'Memorisation'."""
        return float((distances(generated, training) <= threshold).sum() / len(generated))

    @staticmethod
    def out_of_the_training_rows(generated, training, threshold):
        """You divide by the number of training rows. Asked for is a share of the generated rows. See the handout, section
        'Memorisation'."""
        return sample_audit.memorisation_rate(generated, training, threshold) * len(generated) / len(training)

    @staticmethod
    def squared_distance(generated, training, threshold):
        """You compare the squared distance with the threshold: a square root is missing. See the handout, section 'Memorisation'."""
        return share(squares(generated, training).min(axis=1) <= threshold)

    @staticmethod
    def city_block(generated, training, threshold):
        """You add up the absolute differences. Asked for is the Euclidean distance, the root of the sum of squares. See the handout,
        section 'Memorisation'."""
        return share(city_blocks(generated, training).min(axis=1) <= threshold)

    @staticmethod
    def largest_coordinate(generated, training, threshold):
        """You ask that every coordinate be within the threshold, as `np.allclose` does. Asked for is the Euclidean distance. See the
        handout, section 'Memorisation'."""
        return share(largest_gaps(generated, training).min(axis=1) <= threshold)

    @staticmethod
    def root_mean_square(generated, training, threshold):
        """You take the mean of the squared differences before the root. The Euclidean distance takes their sum. See the handout, section
        'Memorisation'."""
        return share(distances(generated, training).min(axis=1) / np.sqrt(generated.shape[1]) <= threshold)

    @staticmethod
    def exact_copies_only(generated, training, threshold):
        """You find exact copies only. A row that is almost a training row, within the threshold, is memorised too. See the handout, section
        'Memorisation'."""
        return share(distances(generated, training).min(axis=1) == 0)

    @staticmethod
    def nearest_left_out(generated, training, threshold):
        """You look at the second nearest training row. A generated row is not one of the training rows: the nearest one counts. See the
        handout, section 'Memorisation'."""
        return share(np.sort(distances(generated, training), axis=1)[:, 1] <= threshold)

    @staticmethod
    def farthest_row(generated, training, threshold):
        """You look at the training row that is farthest away. Look at the nearest one. See the handout, section 'Memorisation'."""
        return share(distances(generated, training).max(axis=1) <= threshold)

    @staticmethod
    def finds_itself(generated, training, threshold):
        """Your answer is always 1: every generated row finds itself. Look among the training rows only. See the handout, section
        'Memorisation'."""
        return 1.0

    @staticmethod
    def repeated_rows_once(generated, training, threshold):
        """You count generated rows that are equal as one. Every row counts. See the handout, section 'Memorisation'."""
        return sample_audit.memorisation_rate(np.unique(generated, axis=0), training, threshold)

    @staticmethod
    def strictly_nearer(generated, training, threshold):
        """You leave out rows whose distance is exactly the threshold. Within means at most, and with threshold 0 exact copies still count.
        See the handout, section 'Memorisation'."""
        return share(distances(generated, training).min(axis=1) < threshold)

    @staticmethod
    def share_of_new_rows(generated, training, threshold):
        """You return the share of rows that are new. Asked for is the share of memorised rows. See the handout, section 'Memorisation'."""
        return 1 - sample_audit.memorisation_rate(generated, training, threshold)

    @staticmethod
    def number_of_rows(generated, training, threshold):
        """You return how many rows are memorised. Divide by the number of generated rows. See the handout, section 'Memorisation'."""
        return sample_audit.memorisation_rate(generated, training, threshold) * len(generated)


def covered(points, centres, radii):
    return share((distances(points, centres) <= radii).any(axis=1))


def each_set(real, samples, precision, recall):
    """Two numbers a sample set."""
    return np.array([precision(real, one) for one in samples]), np.array([recall(real, one) for one in samples])


def both_ways(real, samples, inside):
    """inside(points, centres): the share of the points that the centres cover."""
    return each_set(real, samples, lambda real, one: inside(one, real), inside)


class quality_diversity:
    @staticmethod
    def counts_itself(real, samples, k):
        """You count a point as its own nearest neighbour. At distance 0 it is always the first: leave it out. See the handout, section
        'Quality and diversity'."""
        return both_ways(real, samples, lambda p, c: covered(p, c, np.sort(distances(c, c), axis=1)[:, k - 1]))

    @staticmethod
    def copies_left_out(real, samples, k):
        """You leave out every point at distance 0. Leave out the point itself only: its copy is a neighbour. See the handout, section
        'Quality and diversity'."""

        def radii(c):
            apart = distances(c, c)
            return np.sort(np.where(apart > 0, apart, np.inf), axis=1)[:, k - 1]

        return both_ways(real, samples, lambda p, c: covered(p, c, radii(c)))

    @staticmethod
    def one_neighbour_too_far(real, samples, k):
        """Your balls reach to neighbour k + 1. Leave a point itself out once, not twice. See the handout, section
        'Quality and diversity'."""
        return both_ways(real, samples, lambda p, c: covered(p, c, np.sort(distances(c, c), axis=1)[:, min(k + 1, len(c) - 1)]))

    @staticmethod
    def nearest_neighbour_always(real, samples, k):
        """Your balls reach to the nearest neighbour whatever k is. They reach to the k-th. See the handout, section
        'Quality and diversity'."""
        return sample_audit.quality_diversity(real, samples, 1)

    @staticmethod
    def exchanged(real, samples, k):
        """You exchange precision and recall. Precision asks the samples whether they lie among the real data. See the handout, section
        'Quality and diversity'."""
        precisions, recalls = sample_audit.quality_diversity(real, samples, k)
        return recalls, precisions

    @staticmethod
    def pairs(real, samples, k):
        """You return a pair for each set. Return all precisions, then all recalls. See the handout, section 'Quality and diversity'."""
        precisions, recalls = sample_audit.quality_diversity(real, samples, k)
        return [[p, r] for p, r in zip(precisions, recalls, strict=True)]

    @staticmethod
    def mean_over_sets(real, samples, k):
        """You return the mean over the sets. Each set has a precision and a recall of its own. See the handout, section
        'Quality and diversity'."""
        precisions, recalls = sample_audit.quality_diversity(real, samples, k)
        return float(precisions.mean()), float(recalls.mean())

    @staticmethod
    def balls_of_the_points(real, samples, k):
        """You draw the balls around the points that you ask about. Draw them round the others: for precision round the real rows, for
        recall round the samples. See the handout, section 'Quality and diversity'."""
        return both_ways(real, samples, lambda p, c: share((distances(p, c) <= ball_radii(p, k)[:, None]).any(axis=1)))

    @staticmethod
    def real_balls_for_both(real, samples, k):
        """You use the balls of the real rows for the recall too: you count real rows whose own ball holds a sample. Recall asks whether a
        real row lies in the ball of a sample. See the handout, section 'Quality and diversity'."""

        def coverage(real, one):
            return share((distances(real, one) <= ball_radii(real, k)[:, None]).any(axis=1))

        return each_set(real, samples, lambda real, one: covered(one, real, ball_radii(real, k)), coverage)

    @staticmethod
    def nearest_ball_only(real, samples, k):
        """You look at the nearest point's ball only. A larger ball further away counts too. See the handout, section
        'Quality and diversity'."""

        def inside(points, centres):
            apart = distances(points, centres)
            return share(apart.min(axis=1) <= ball_radii(centres, k)[apart.argmin(axis=1)])

        return both_ways(real, samples, inside)

    @staticmethod
    def one_radius_for_all(real, samples, k):
        """You use one radius for all balls, such as their mean. Each ball has its own. See the handout, section 'Quality and diversity'."""
        return both_ways(real, samples, lambda p, c: covered(p, c, ball_radii(c, k).mean()))

    @staticmethod
    def mean_of_the_neighbours(real, samples, k):
        """Your radius is the mean distance of the k nearest neighbours. It is the distance of the k-th one. See the handout, section
        'Quality and diversity'."""
        return both_ways(real, samples, lambda p, c: covered(p, c, np.sort(distances(c, c), axis=1)[:, 1 : k + 1].mean(axis=1)))

    @staticmethod
    def neighbours_in_the_other_set(real, samples, k):
        """You look for the k-th nearest neighbour in the other set. A ball's radius comes from its own set. See the handout, section
        'Quality and diversity'."""
        return both_ways(real, samples, lambda p, c: covered(p, c, np.sort(distances(c, p), axis=1)[:, k - 1]))

    @staticmethod
    def balls_counted(real, samples, k):
        """You count how many balls a point lies in and divide by k. It counts once, however many balls it lies in. See the handout,
        section 'Quality and diversity'."""
        return both_ways(real, samples, lambda p, c: float((distances(p, c) <= ball_radii(c, k)).sum() / (k * len(p))))

    @staticmethod
    def all_balls(real, samples, k):
        """You ask that a point lie in every ball. One is enough. See the handout, section 'Quality and diversity'."""
        return both_ways(real, samples, lambda p, c: share((distances(p, c) <= ball_radii(c, k)).all(axis=1)))

    @staticmethod
    def border_outside(real, samples, k):
        """You leave out points on the border of a ball. They are inside: a distance equal to the radius counts. See the handout, section
        'Quality and diversity'."""
        return both_ways(real, samples, lambda p, c: share((distances(p, c) < ball_radii(c, k)).any(axis=1)))


def grams(tokens, n):
    return [tuple(tokens[i : i + n].tolist()) for i in range(len(tokens) - n + 1)]


def repeats(ngrams):
    return 1 - len(set(ngrams)) / len(ngrams) if ngrams else 0.0


def times(ngrams):
    return [ngrams.count(one) for one in ngrams]


class repetition_rate:
    @staticmethod
    def distinct_share(tokens, n):
        """You return the share of distinct n-grams. Take it from 1. See the handout, section 'Repetition'."""
        ngrams = grams(tokens, n)
        return len(set(ngrams)) / len(ngrams) if ngrams else 0.0

    @staticmethod
    def blocks(tokens, n):
        """Your n-grams do not overlap. A new one begins at every token. See the handout, section 'Repetition'."""
        return repeats(grams(tokens, n)[::n])

    @staticmethod
    def divides_by_tokens(tokens, n):
        """You divide by the number of tokens. There are fewer n-grams than tokens. See the handout, section 'Repetition'."""
        ngrams = grams(tokens, n)
        return 1 - len(set(ngrams)) / len(tokens) if ngrams else 0.0

    @staticmethod
    def last_ngram_missing(tokens, n):
        """You leave out the last n-gram. There are T - n + 1. See the handout, section 'Repetition'."""
        return repeats(grams(tokens, n)[:-1])

    @staticmethod
    def counts_one_too_few(tokens, n):
        """You count one n-gram too few: T - n instead of T - n + 1. See the handout, section 'Repetition'."""
        return 1 - len(set(grams(tokens, n))) / (len(tokens) - n) if len(tokens) >= n else 0.0

    @staticmethod
    def round_the_end(tokens, n):
        """Your n-grams go on at the beginning when the tokens end. There are T - n + 1, none across the end. See the handout, section
        'Repetition'."""
        if len(tokens) < n:
            return 0.0
        return repeats(grams(np.concatenate([tokens, tokens[: n - 1]]), n))

    @staticmethod
    def order_ignored(tokens, n):
        """You ignore the order inside an n-gram. "Dog bites man" is not "man bites dog". See the handout, section 'Repetition'."""
        return repeats([tuple(sorted(one)) for one in grams(tokens, n)])

    @staticmethod
    def digits_run_together(tokens, n):
        """You join the tokens of an n-gram to one text without a gap: then 1, 12 and 11, 2 are the same. Use tuples. See the handout,
        section 'Repetition'."""
        return repeats(["".join(map(str, one)) for one in grams(tokens, n)])

    @staticmethod
    def repeated_ones_counted(tokens, n):
        """You count every occurrence of an n-gram that occurs twice or more, the first one too. The first is not a repeat. See the
        handout, section 'Repetition'."""
        ngrams = grams(tokens, n)
        return share(np.array(times(ngrams)) > 1) if ngrams else 0.0

    @staticmethod
    def share_of_distinct(tokens, n):
        """You divide the number of n-grams that occur twice or more by the number of distinct ones. See the handout, section
        'Repetition'."""
        ngrams = grams(tokens, n)
        return share([ngrams.count(one) > 1 for one in set(ngrams)]) if ngrams else 0.0

    @staticmethod
    def at_once_only(tokens, n):
        """You count an n-gram only if it follows itself at once. A repeat may come at any later place. See the handout, section
        'Repetition'."""
        ngrams = grams(tokens, n)
        found = [ngrams[i] == ngrams[i - n] for i in range(n, len(ngrams))]
        return sum(found) / len(ngrams) if ngrams else 0.0

    @staticmethod
    def one_before_only(tokens, n):
        """You compare each n-gram with the one before it only. A repeat may come at any later place. See the handout, section
        'Repetition'."""
        ngrams = grams(tokens, n)
        return sum(one == before for before, one in pairwise(ngrams)) / len(ngrams) if ngrams else 0.0

    @staticmethod
    def single_tokens(tokens, n):
        """You count single tokens, whatever n is. See the handout, section 'Repetition'."""
        return repeats(grams(tokens, 1)) if len(tokens) >= n else 0.0

    @staticmethod
    def shorter_ones_too(tokens, n):
        """You count all n-grams up to the length n. Count those of length n only. See the handout, section 'Repetition'."""
        return repeats([one for length in range(1, n + 1) for one in grams(tokens, length)]) if len(tokens) >= n else 0.0

    @staticmethod
    def never_the_same(tokens, n):
        """Your answer is always 0, as if no two n-grams were the same. Two tensors with the same value are different keys of a set or a
        dict: take Python numbers first, `tolist()` gives them. See the handout, section 'Repetition'."""
        return 0.0

    @staticmethod
    def short_is_all_repeats(tokens, n):
        """You return 1 where there are fewer than n tokens. A text without n-grams repeats nothing: return 0. See the handout, section
        'Repetition'."""
        ngrams = grams(tokens, n)
        return repeats(ngrams) if ngrams else 1.0

    @staticmethod
    def short_divides_by_zero(tokens, n):
        """You divide by zero where there are fewer than n tokens. Return 0 there. See the handout, section 'Repetition'."""
        ngrams = grams(tokens, n)
        return 1 - len(set(ngrams)) / len(ngrams)


def rows_to_one(A):
    return A / A.sum(axis=-1, keepdims=True)


def half_and_half(A):
    """A (..., T, T) -> half of it, half the identity."""
    return 0.5 * A + 0.5 * np.eye(A.shape[-1])


def product(matrices):
    """The last one on the left."""
    found = np.eye(matrices[0].shape[-1])
    for matrix in matrices:
        found = matrix @ found
    return found


class attention_rollout:
    @staticmethod
    def first_layer_on_the_left(attentions):
        """You multiply the layers in the wrong order. The first layer is next to the input: it stands on the right. See the handout,
        section 'Attention rollout'."""
        return rollout.attention_rollout(attentions[::-1])

    @staticmethod
    def no_residual(attentions):
        """You leave out the identity. The residual connection keeps half of each position where it is. See the handout, section
        'Attention rollout'."""
        return product([rows_to_one(layer.mean(axis=0)) for layer in attentions])

    @staticmethod
    def not_renormalised(attentions):
        """You do not divide the rows by their sums. After dropout, attention rows need not sum to 1. See the handout, section
        'Attention rollout'."""
        return product([half_and_half(layer.mean(axis=0)) for layer in attentions])

    @staticmethod
    def columns_renormalised(attentions):
        """You divide the columns by their sums. Each row must sum to 1. See the handout, section 'Attention rollout'."""
        mixtures = [half_and_half(layer.mean(axis=0)) for layer in attentions]
        return product([A / A.sum(axis=0) for A in mixtures])

    @staticmethod
    def renormalised_before_the_identity(attentions):
        """You divide the rows by their sums before you mix in the identity. Mix first. See the handout, section 'Attention rollout'."""
        return product([half_and_half(rows_to_one(layer.mean(axis=0))) for layer in attentions])

    @staticmethod
    def renormalised_at_the_end(attentions):
        """You divide the rows by their sums once, after the product. Do it in each layer. See the handout, section 'Attention rollout'."""
        return rows_to_one(attention_rollout.not_renormalised(attentions))

    @staticmethod
    def softmax_of_the_rows(attentions):
        """You apply softmax to make the rows sum to 1. They are weights already: divide each row by its sum. See the handout, section
        'Attention rollout'."""
        mixtures = [np.exp(half_and_half(layer.mean(axis=0))) for layer in attentions]
        return product([rows_to_one(A) for A in mixtures])

    @staticmethod
    def whole_identity(attentions):
        """You add the whole identity to half of the attention. Half of each. See the handout, section 'Attention rollout'."""
        identity = np.eye(attentions.shape[-1])
        return product([rows_to_one(0.5 * layer.mean(axis=0) + identity) for layer in attentions])

    @staticmethod
    def heads_added(attentions):
        """You add up the heads. Take their mean. See the handout, section 'Attention rollout'."""
        return product([rows_to_one(half_and_half(layer.sum(axis=0))) for layer in attentions])

    @staticmethod
    def largest_head(attentions):
        """You take the largest weight over the heads. Take their mean. See the handout, section 'Attention rollout'."""
        return product([rows_to_one(half_and_half(layer.max(axis=0))) for layer in attentions])

    @staticmethod
    def first_head_only(attentions):
        """You use the first head only. Take the mean over the heads. See the handout, section 'Attention rollout'."""
        return rollout.attention_rollout(attentions[:, :1])

    @staticmethod
    def heads_rolled_out_apart(attentions):
        """You roll out each head by itself and take the mean at the end. Take the mean over the heads in each layer: the next layer sees
        all heads together. See the handout, section 'Attention rollout'."""
        return np.mean([rollout.attention_rollout(attentions[:, h : h + 1]) for h in range(attentions.shape[1])], axis=0)

    @staticmethod
    def last_layer_only(attentions):
        """You return the last layer alone. Multiply all layers. See the handout, section 'Attention rollout'."""
        return rollout.attention_rollout(attentions[-1:])

    @staticmethod
    def first_layer_missing(attentions):
        """You leave out the first layer. Multiply all layers. See the handout, section 'Attention rollout'."""
        return product(rows_to_one(half_and_half(attentions.mean(axis=1)))[1:]) if len(attentions) > 1 else np.eye(attentions.shape[-1])

    @staticmethod
    def mean_over_layers(attentions):
        """You take the mean over the layers. What a layer mixes, the next one mixes again: multiply. See the handout, section
        'Attention rollout'."""
        return np.mean([rollout.attention_rollout(layer[None]) for layer in attentions], axis=0)

    @staticmethod
    def element_by_element(attentions):
        """You multiply element by element. Use the matrix product. See the handout, section 'Attention rollout'."""
        return np.prod([rollout.attention_rollout(layer[None]) for layer in attentions], axis=0)

    @staticmethod
    def identity_at_the_end(attentions):
        """You mix in the identity once, after the product. Every layer has a residual connection. See the handout, section
        'Attention rollout'."""
        return rows_to_one(half_and_half(product([layer.mean(axis=0) for layer in attentions])))

    @staticmethod
    def transposed(attentions):
        """Your answer is transposed. Row i belongs to the output position i, column j to the input token j. See the handout, section
        'Attention rollout'."""
        return rollout.attention_rollout(attentions).T


def overflowing_softmax(z):
    with np.errstate(over="ignore", invalid="ignore"):
        return np.exp(z) / np.exp(z).sum()


class saliency:
    @staticmethod
    def signed(x, W, b, label):
        """You return the gradient with its sign. Saliency is its absolute value. See the handout, section 'Saliency'."""
        return W[:, label] - W @ softmax(x @ W + b)

    @staticmethod
    def weights_alone(x, W, b, label):
        """You differentiate the label's score z[label]. The logarithm of the softmax depends on all scores. See the handout, section
        'Saliency'."""
        return np.abs(W[:, label])

    @staticmethod
    def gradient_of_the_probability(x, W, b, label):
        """You differentiate the probability of the label. Differentiate its logarithm. See the handout, section 'Saliency'."""
        return maps.saliency(x, W, b, label) * softmax(x @ W + b)[label]

    @staticmethod
    def times_the_input(x, W, b, label):
        """You multiply the gradient with the input. Saliency here is the gradient alone. See the handout, section 'Saliency'."""
        return maps.saliency(x, W, b, label) * np.abs(x)

    @staticmethod
    def predicted_class(x, W, b, label):
        """You explain the most probable class. Explain the label that is given. See the handout, section 'Saliency'."""
        return maps.saliency(x, W, b, int(np.argmax(x @ W + b)))

    @staticmethod
    def own_term_only(x, W, b, label):
        """You keep W[:, label] * (1 - p[label]) and drop the other classes. Each of them takes part in the softmax. See the handout,
        section 'Saliency'."""
        return np.abs(W[:, label] * (1 - softmax(x @ W + b)[label]))

    @staticmethod
    def every_class_alike(x, W, b, label):
        """You take off the plain mean of the weights. Weight each class with its probability. See the handout, section 'Saliency'."""
        return np.abs(W[:, label] - W.mean(axis=1))

    @staticmethod
    def absolute_too_early(x, W, b, label):
        """You take absolute values class by class and then add. Add first: only the gradient as a whole has its sign taken off. See the
        handout, section 'Saliency'."""
        return np.abs(W[:, [label]] - W) @ softmax(x @ W + b)

    @staticmethod
    def no_bias(x, W, b, label):
        """You leave out the bias. It changes the probabilities. See the handout, section 'Saliency'."""
        return maps.saliency(x, W, np.zeros_like(b), label)

    @staticmethod
    def squared(x, W, b, label):
        """You return the squared gradient. Return its absolute value. See the handout, section 'Saliency'."""
        return maps.saliency(x, W, b, label) ** 2

    @staticmethod
    def scaled_to_one(x, W, b, label):
        """You divide by the largest value. That is for drawing; here the values stay as they are. See the handout, section 'Saliency'."""
        found = maps.saliency(x, W, b, label)
        return found / found.max()

    @staticmethod
    def first_class_always(x, W, b, label):
        """You explain the first class whatever the label is. Explain the label that is given. See the handout, section 'Saliency'."""
        return maps.saliency(x, W, b, 0)

    @staticmethod
    def label_from_one(x, W, b, label):
        """You count labels from 1. The label 0 is the first column of W. See the handout, section 'Saliency'."""
        return maps.saliency(x, W, b, label - 1)

    @staticmethod
    def sigmoid(x, W, b, label):
        """You use a sigmoid for the label's score. With more than two classes it is a softmax over all scores. See the handout, section
        'Saliency'."""
        return np.abs(W[:, label]) / (1 + np.exp(x @ W[:, label] + b[label]))

    @staticmethod
    def exp_overflows(x, W, b, label):
        """Your softmax gives NaN or 0 / 0 for scores of many hundreds. Take the largest score off before exp. See the handout, section
        'Saliency'."""
        return np.abs(W[:, label] - W @ overflowing_softmax(x @ W + b))


class association_bias:
    @staticmethod
    def divides_by_n(X, Y, A, B):
        """You divide by n in the standard deviation, as `np.std` does by itself. Divide by n - 1. See the handout, section
        'Association bias'."""
        s, t = associations(X, A, B), associations(Y, A, B)
        return float((s.mean() - t.mean()) / np.concatenate([s, t]).std())

    @staticmethod
    def difference_alone(X, Y, A, B):
        """You return the difference of the means. Divide it by the standard deviation over X and Y together. See the handout, section
        'Association bias'."""
        return float(associations(X, A, B).mean() - associations(Y, A, B).mean())

    @staticmethod
    def variance(X, Y, A, B):
        """You divide by the variance. Divide by the standard deviation, its square root. See the handout, section 'Association bias'."""
        s, t = associations(X, A, B), associations(Y, A, B)
        return float((s.mean() - t.mean()) / np.concatenate([s, t]).var(ddof=1))

    @staticmethod
    def one_group_only(X, Y, A, B):
        """You take the standard deviation over X alone. Take it over X and Y together. See the handout, section 'Association bias'."""
        s, t = associations(X, A, B), associations(Y, A, B)
        return float((s.mean() - t.mean()) / s.std(ddof=1))

    @staticmethod
    def spread_within_groups(X, Y, A, B):
        """You use the mean of the two groups' own variances, as in Cohen's d. Put X and Y together and take one standard deviation. See
        the handout, section 'Association bias'."""
        s, t = associations(X, A, B), associations(Y, A, B)
        return float((s.mean() - t.mean()) / np.sqrt((s.var(ddof=1) + t.var(ddof=1)) / 2))

    @staticmethod
    def pooled_spread(X, Y, A, B):
        """You pool the two groups' own variances, weighted with their sizes. Put X and Y together and take one standard deviation. See the
        handout, section 'Association bias'."""
        s, t = associations(X, A, B), associations(Y, A, B)
        pooled = (((s - s.mean()) ** 2).sum() + ((t - t.mean()) ** 2).sum()) / (len(s) + len(t) - 2)
        return float((s.mean() - t.mean()) / np.sqrt(pooled))

    @staticmethod
    def dot_products(X, Y, A, B):
        """You use dot products. Use the cosine: divide by the lengths of both vectors. See the handout, section 'Association bias'."""
        s, t = (words @ A.T for words in (X, Y)), (words @ B.T for words in (X, Y))
        s, t = (a.mean(axis=1) - b.mean(axis=1) for a, b in zip(s, t, strict=True))
        return float((s.mean() - t.mean()) / np.concatenate([s, t]).std(ddof=1))

    @staticmethod
    def half_cosines(X, Y, A, B):
        """You divide by the length of the target word alone. The cosine divides by the lengths of both vectors. See the handout, section
        'Association bias'."""
        s, t = (unit(w) @ A.mean(axis=0) - unit(w) @ B.mean(axis=0) for w in (X, Y))
        return float((s.mean() - t.mean()) / np.concatenate([s, t]).std(ddof=1))

    @staticmethod
    def mean_vectors(X, Y, A, B):
        """You take the cosine with the mean vector of the attributes. Take the mean of the cosines. See the handout, section
        'Association bias'."""
        return word_embedding_association.association_bias(X, Y, A.mean(axis=0, keepdims=True), B.mean(axis=0, keepdims=True))

    @staticmethod
    def sums_over_attributes(X, Y, A, B):
        """You add up the cosines of a word. Take the mean over A and the mean over B: they may have different sizes. See the handout,
        section 'Association bias'."""
        s, t = ((unit(w) @ unit(A).T).sum(axis=1) - (unit(w) @ unit(B).T).sum(axis=1) for w in (X, Y))
        return float((s.mean() - t.mean()) / np.concatenate([s, t]).std(ddof=1))

    @staticmethod
    def sums_over_words(X, Y, A, B):
        """You add up the associations of the words. That is the test statistic; the effect size takes the means. See the handout, section
        'Association bias'."""
        s, t = associations(X, A, B), associations(Y, A, B)
        return float((s.sum() - t.sum()) / np.concatenate([s, t]).std(ddof=1))

    @staticmethod
    def groups_exchanged(X, Y, A, B):
        """Your sign is wrong: you exchange X and Y, or A and B. It is X minus Y and A minus B. See the handout, section
        'Association bias'."""
        return -word_embedding_association.association_bias(X, Y, A, B)

    @staticmethod
    def sign_taken_off(X, Y, A, B):
        """You take the sign off. A negative effect says that X goes with B. See the handout, section 'Association bias'."""
        return abs(word_embedding_association.association_bias(X, Y, A, B))

    @staticmethod
    def first_attribute_only(X, Y, A, B):
        """You leave out the second group of attributes. A word's association is how much more it is like A than like B. See the handout,
        section 'Association bias'."""
        s, t = ((unit(w) @ unit(A).T).mean(axis=1) for w in (X, Y))
        return float((s.mean() - t.mean()) / np.concatenate([s, t]).std(ddof=1))

    @staticmethod
    def standard_error(X, Y, A, B):
        """You divide by the standard error. Divide by the standard deviation, whatever the number of words. See the handout, section
        'Association bias'."""
        return word_embedding_association.association_bias(X, Y, A, B) * float(np.sqrt(len(X) + len(Y)))


def binned(confidence, correct, inside_of):
    """[(share, accuracy, mean confidence)] of every bin that is not empty. inside_of: for each bin, which rows are in it."""
    return [(inside.mean(), correct[inside].mean(), confidence[inside].mean()) for inside in inside_of if inside.any()]


def told_bins(confidence, bins):
    return [(confidence > i / bins) & (confidence <= (i + 1) / bins) for i in range(bins)]


def left_closed_bins(confidence, bins):
    return [(confidence >= i / bins) & (confidence < (i + 1) / bins) for i in range(bins)]


def sure_and_right(probabilities, labels):
    return probabilities.max(axis=1), probabilities.argmax(axis=1) == labels


def gaps_of(probabilities, labels, bins):
    confidence, correct = sure_and_right(probabilities, labels)
    return binned(confidence, correct, told_bins(confidence, bins))


def weighted(found):
    return float(sum(part * abs(accuracy - mean) for part, accuracy, mean in found))


class expected_calibration_error:
    @staticmethod
    def left_closed(probabilities, labels, bins):
        """Your bins hold their left end. They hold the right one: with four bins, 0.5 belongs to the second. See the handout, section
        'Calibration'."""
        confidence, correct = sure_and_right(probabilities, labels)
        place = np.minimum((confidence * bins).astype(int), bins - 1)
        return weighted(binned(confidence, correct, [place == i for i in range(bins)]))

    @staticmethod
    def sure_ones_dropped(probabilities, labels, bins):
        """Your last bin leaves out a confidence of 1, and the others hold their left end. Bins hold the right end: 1 belongs to the last.
        See the handout, section 'Calibration'."""
        confidence, correct = sure_and_right(probabilities, labels)
        return weighted(binned(confidence, correct, left_closed_bins(confidence, bins)))

    @staticmethod
    def ends_in_no_bin(probabilities, labels, bins):
        """A confidence on the end of a bin is in none of yours. The right end belongs to the bin. See the handout, section
        'Calibration'."""
        confidence, correct = sure_and_right(probabilities, labels)
        inside = [(confidence > i / bins) & (confidence < (i + 1) / bins) for i in range(bins)]
        return weighted(binned(confidence, correct, inside))

    @staticmethod
    def one_bin_too_few(probabilities, labels, bins):
        """You have one bin fewer than is asked for, as `np.linspace(0, 1, bins)` gives. So many bins have bins + 1 ends. See the handout,
        section 'Calibration'."""
        return calibration.expected_calibration_error(probabilities, labels, bins - 1)

    @staticmethod
    def bins_not_weighted(probabilities, labels, bins):
        """You take the plain mean over the bins that are not empty. Weight each bin with its share of the rows. See the handout, section
        'Calibration'."""
        return float(np.mean([abs(accuracy - mean) for _, accuracy, mean in gaps_of(probabilities, labels, bins)]))

    @staticmethod
    def divides_by_bins(probabilities, labels, bins):
        """You divide by the number of bins. Weight each bin with its share of the rows. See the handout, section 'Calibration'."""
        return float(np.sum([abs(accuracy - mean) for _, accuracy, mean in gaps_of(probabilities, labels, bins)]) / bins)

    @staticmethod
    def largest_gap(probabilities, labels, bins):
        """You return the largest gap. That is the maximum calibration error; the expected one is the weighted sum. See the handout,
        section 'Calibration'."""
        return float(np.max([abs(accuracy - mean) for _, accuracy, mean in gaps_of(probabilities, labels, bins)]))

    @staticmethod
    def root_of_squares(probabilities, labels, bins):
        """You square the gaps. Take their absolute values. See the handout, section 'Calibration'."""
        return float(np.sqrt(sum(part * (accuracy - mean) ** 2 for part, accuracy, mean in gaps_of(probabilities, labels, bins))))

    @staticmethod
    def gaps_cancel(probabilities, labels, bins):
        """Your gaps cancel each other. Take the absolute value in each bin, before you add. See the handout, section 'Calibration'."""
        return float(abs(sum(part * (accuracy - mean) for part, accuracy, mean in gaps_of(probabilities, labels, bins))))

    @staticmethod
    def row_by_row(probabilities, labels, bins):
        """You take the gap of each row by itself. Inside a bin compare the accuracy with the mean confidence. See the handout, section
        'Calibration'."""
        confidence, correct = sure_and_right(probabilities, labels)
        return float(np.abs(correct - confidence).mean())

    @staticmethod
    def middle_of_the_bin(probabilities, labels, bins):
        """You compare the accuracy with the middle of the bin. Compare it with the mean confidence of the rows in it. See the handout,
        section 'Calibration'."""
        confidence, correct = sure_and_right(probabilities, labels)
        inside = told_bins(confidence, bins)
        gaps = [one.mean() * abs(correct[one].mean() - (i + 0.5) / bins) for i, one in enumerate(inside) if one.any()]
        return float(sum(gaps))

    @staticmethod
    def probability_of_the_label(probabilities, labels, bins):
        """You take the probability of the true label for the confidence. Confidence is the largest probability of the row. See the
        handout, section 'Calibration'."""
        correct = probabilities.argmax(axis=1) == labels
        confidence = probabilities[np.arange(len(labels)), labels]
        return weighted(binned(confidence, correct, told_bins(confidence, bins)))

    @staticmethod
    def every_class(probabilities, labels, bins):
        """You put every probability of every class into the bins. Use the largest of each row only. See the handout, section
        'Calibration'."""
        hit = (labels[:, None] == np.arange(probabilities.shape[1])).ravel()
        return weighted(binned(probabilities.ravel(), hit, told_bins(probabilities.ravel(), bins)))

    @staticmethod
    def bins_of_equal_size(probabilities, labels, bins):
        """Your bins hold the same number of rows each. They have the same width instead. See the handout, section 'Calibration'."""
        confidence, correct = sure_and_right(probabilities, labels)
        parts = np.array_split(np.argsort(confidence, kind="stable"), bins)
        return weighted(binned(confidence, correct, [np.isin(np.arange(len(labels)), part) for part in parts]))

    @staticmethod
    def bins_over_what_is_seen(probabilities, labels, bins):
        """Your bins lie between the smallest and the largest confidence, as `np.histogram` has them. They lie between 0 and 1. See the
        handout, section 'Calibration'."""
        confidence, correct = sure_and_right(probabilities, labels)
        scaled = (confidence - confidence.min()) / (np.ptp(confidence) or 1.0)
        place = np.minimum((scaled * bins).astype(int), bins - 1)
        return weighted(binned(confidence, correct, [place == i for i in range(bins)]))

    @staticmethod
    def ten_bins(probabilities, labels, bins):
        """You use ten bins whatever is asked. See the handout, section 'Calibration'."""
        return calibration.expected_calibration_error(probabilities, labels, 10)

    @staticmethod
    def empty_bins(probabilities, labels, bins):
        """Your answer is NaN, because you take the mean of an empty bin. An empty bin adds nothing. See the handout, section
        'Calibration'."""
        if all(inside.any() for inside in told_bins(probabilities.max(axis=1), bins)):
            return calibration.expected_calibration_error(probabilities, labels, bins)
        return float("nan")


def lengths(rows):
    return np.linalg.norm(rows, axis=1, keepdims=True)


def clipped(rows, clip):
    return rows * (clip / np.maximum(lengths(rows), clip))


def with_noise(rows, clip, sigma, noise):
    """From clipped rows to the answer."""
    return (rows.sum(axis=0) + sigma * clip * noise) / len(rows)


class private_gradient:
    @staticmethod
    def not_clipped(per_example, clip, sigma, noise):
        """You do not clip. One example with a long gradient then moves the model as far as it likes. See the handout, section
        'Private gradients'."""
        return with_noise(per_example, clip, sigma, noise)

    @staticmethod
    def each_entry_clipped(per_example, clip, sigma, noise):
        """You clip each entry by itself, as `np.clip` does. Clip the length of each row: shorten it, and keep its direction. See the
        handout, section 'Private gradients'."""
        return with_noise(np.clip(per_example, -clip, clip), clip, sigma, noise)

    @staticmethod
    def mean_clipped(per_example, clip, sigma, noise):
        """You clip the mean gradient. Clip each example's gradient before you add them up. See the handout, section
        'Private gradients'."""
        return clipped(per_example.mean(axis=0, keepdims=True), clip)[0] + sigma * clip * noise / len(per_example)

    @staticmethod
    def sum_clipped(per_example, clip, sigma, noise):
        """You clip the sum of the gradients. Clip each example's gradient before you add them up. See the handout, section
        'Private gradients'."""
        return (clipped(per_example.sum(axis=0, keepdims=True), clip)[0] + sigma * clip * noise) / len(per_example)

    @staticmethod
    def one_length_for_all(per_example, clip, sigma, noise):
        """You clip by the length of the whole array. Each row has its own length. See the handout, section 'Private gradients'."""
        whole = np.linalg.norm(per_example)
        return with_noise(per_example * (clip / max(whole, clip)), clip, sigma, noise)

    @staticmethod
    def columns_clipped(per_example, clip, sigma, noise):
        """You clip the columns. A row is one example: take the lengths along the last axis. See the handout, section
        'Private gradients'."""
        return with_noise(clipped(per_example.T, clip).T, clip, sigma, noise)

    @staticmethod
    def short_rows_lengthened(per_example, clip, sigma, noise):
        """You bring every row to the length clip. Rows that are shorter stay as they are. See the handout, section
        'Private gradients'."""
        long = lengths(per_example)
        return with_noise(per_example * clip / np.where(long == 0, 1, long), clip, sigma, noise)

    @staticmethod
    def long_rows_dropped(per_example, clip, sigma, noise):
        """You leave out the rows that are longer than clip. Shorten them. See the handout, section 'Private gradients'."""
        return with_noise(np.where(lengths(per_example) <= clip, per_example, 0), clip, sigma, noise)

    @staticmethod
    def squared_length(per_example, clip, sigma, noise):
        """You clip by the squared length: a square root is missing. See the handout, section 'Private gradients'."""
        return with_noise(per_example * (clip / np.maximum(lengths(per_example) ** 2, clip)), clip, sigma, noise)

    @staticmethod
    def city_block_length(per_example, clip, sigma, noise):
        """You measure a row by the sum of its absolute values. Measure its Euclidean length. See the handout, section
        'Private gradients'."""
        long = np.abs(per_example).sum(axis=1, keepdims=True)
        return with_noise(per_example * (clip / np.maximum(long, clip)), clip, sigma, noise)

    @staticmethod
    def shortened_to_one(per_example, clip, sigma, noise):
        """You shorten long rows to the length 1. Shorten them to the length clip. See the handout, section 'Private gradients'."""
        long = lengths(per_example)
        return with_noise(np.where(long > clip, per_example / np.where(long == 0, 1, long), per_example), clip, sigma, noise)

    @staticmethod
    def noise_not_divided(per_example, clip, sigma, noise):
        """You add the noise to every row, or after dividing by the number of examples. Add it once, to the sum, before you divide. See the
        handout, section 'Private gradients'."""
        return clipped(per_example, clip).mean(axis=0) + sigma * clip * noise

    @staticmethod
    def noise_without_clip(per_example, clip, sigma, noise):
        """You scale the noise with sigma alone. It is measured in units of clip: sigma * clip * noise. See the handout, section
        'Private gradients'."""
        return with_noise(clipped(per_example, clip), 1, sigma, noise)

    @staticmethod
    def noise_without_sigma(per_example, clip, sigma, noise):
        """You do not scale the noise with sigma. See the handout, section 'Private gradients'."""
        return with_noise(clipped(per_example, clip), clip, 1, noise)

    @staticmethod
    def variance_for_deviation(per_example, clip, sigma, noise):
        """You scale the noise with sigma squared. Sigma is a standard deviation. See the handout, section 'Private gradients'."""
        return with_noise(clipped(per_example, clip), clip, sigma**2, noise)

    @staticmethod
    def no_noise(per_example, clip, sigma, noise):
        """You leave out the noise. Clipping alone hides nobody. See the handout, section 'Private gradients'."""
        return clipped(per_example, clip).mean(axis=0)

    @staticmethod
    def clipped_after_the_noise(per_example, clip, sigma, noise):
        """You shorten the sum once more after the noise is added. Only the rows are clipped. See the handout, section
        'Private gradients'."""
        noisy = clipped(per_example, clip).sum(axis=0) + sigma * clip * noise
        return noisy * min(1, clip * len(per_example) / np.linalg.norm(noisy)) / len(per_example)

    @staticmethod
    def sum_returned(per_example, clip, sigma, noise):
        """You return the sum. Divide it by the number of examples. See the handout, section 'Private gradients'."""
        return with_noise(clipped(per_example, clip), clip, sigma, noise) * len(per_example)

    @staticmethod
    def zero_over_zero(per_example, clip, sigma, noise):
        """Your answer is NaN where a row is all zeros: you divide by its length, 0. Such a row stays as it is. See the handout, section
        'Private gradients'."""
        with np.errstate(invalid="ignore"):
            rows = per_example / lengths(per_example) * np.minimum(lengths(per_example), clip)
        return with_noise(rows, clip, sigma, noise)
