"""Byte pair encoding: pieces of words, learned by joining the two neighbours that occur together most often, again and again.

    newest   ->   n e w e s t </w>   ->   n e w es t </w>   ->   n e w est </w>   ->   n e w est</w>

A word begins as its characters and the mark "</w>" where it ends. Training writes down the pairs in the order in which they are joined;
splitting a new word joins the same pairs in the same order. So a frequent word ends up whole, and a word never seen falls into pieces.

Source: lecture slides "Language Models"; Sennrich, Haddow and Birch, "Neural Machine Translation of Rare Words with Subword Units"
(2016), section 3.2.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

END_OF_WORD = "</w>"
Pair = tuple[str, str]


def _pair_counts(words: Mapping[str, list[str]], word_counts: Mapping[str, int]) -> Counter[Pair]:
    """How often each pair of neighbours occurs. Every place counts, also where two of them overlap: a a a holds (a, a) twice."""
    counts: Counter[Pair] = Counter()
    for word, symbols in words.items():
        for pair in pairwise(symbols):
            counts[pair] += word_counts[word]
    return counts


def _merged(symbols: Sequence[str], left: str, right: str) -> list[str]:
    """The symbols with left and right joined wherever they are neighbours, from left to right: a a a becomes aa a."""
    merged: list[str] = []
    for symbol in symbols:
        if merged and (merged[-1], symbol) == (left, right):
            merged[-1] += symbol  # now longer than left, so that it cannot be joined a second time
        else:
            merged.append(symbol)
    return merged


def bpe_train(word_counts: Mapping[str, int], num_merges: int) -> list[Pair]:
    """The first num_merges pairs to join, fewer where nothing is left to join.

    word_counts: word -> how often it occurs. Each pair is the most frequent one when its turn comes; of several the smallest tuple,
    compared character by character, by code point.
    """
    words = {word: [*word, END_OF_WORD] for word in word_counts}
    merges: list[Pair] = []
    for _ in range(num_merges):
        counts = _pair_counts(words, word_counts)
        if not counts:
            break
        best = min(counts, key=lambda pair: (-counts[pair], pair))
        merges.append(best)
        words = {word: _merged(symbols, *best) for word, symbols in words.items()}
    return merges


def bpe_encode(word: str, merges: Sequence[Pair]) -> list[str]:
    """The pieces of a word, "</w>" at the end of the last one. merges: as bpe_train gives them."""
    symbols = [*word, END_OF_WORD]
    for left, right in merges:
        symbols = _merged(symbols, left, right)
    return symbols
