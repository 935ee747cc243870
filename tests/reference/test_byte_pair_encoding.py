"""Witnesses for reference/byte_pair_encoding.py: published merges, Hugging Face's tokenizers where no ties matter, and brute force."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import BPE
from tokenizers.pre_tokenizers import WhitespaceSplit
from tokenizers.trainers import BpeTrainer

from reference.byte_pair_encoding import bpe_encode, bpe_train

END = "\ue000"  # stands for "</w>" where a library wants one character
LOWEST = {"low": 5, "lower": 2, "newest": 6, "widest": 3}

# Without ties for six merges, and with words in which a pair overlaps itself.
RINGS = {"ate": 10, "there": 8, "baa": 6, "rings": 9, "aaa": 15, "are": 11, "eat": 8, "were": 9, "where": 15}


def by_hugging_face(word_counts: dict[str, int], num_merges: int) -> list[tuple[str, str]]:
    tokenizer = Tokenizer(BPE())
    tokenizer.pre_tokenizer = WhitespaceSplit()
    letters = set("".join(word_counts) + END)
    trainer = BpeTrainer(vocab_size=len(letters) + num_merges, show_progress=False)
    tokenizer.train_from_iterator([f"{word}{END}" for word, count in word_counts.items() for _ in range(count)], trainer)
    learned = re.findall(r'\[\s*"(\S+)",\s*"(\S+)"\s*\]', tokenizer.to_str(pretty=True))
    return [(left.replace(END, "</w>"), right.replace(END, "</w>")) for left, right in learned]


def encoded_by_hugging_face(word: str, merges: list[tuple[str, str]]) -> list[str]:
    given = [(left.replace("</w>", END), right.replace("</w>", END)) for left, right in merges]
    symbols = dict.fromkeys([*word, END, *(part for pair in given for part in (*pair, "".join(pair)))])
    model = Tokenizer(BPE(vocab={symbol: i for i, symbol in enumerate(symbols)}, merges=given))
    return [symbol.replace(END, "</w>") for symbol in model.encode(word + END).tokens]


def by_brute_force(word_counts: dict[str, int], num_merges: int) -> list[tuple[str, str]]:
    """Training on code points: one long row of symbols with every word as often as it occurs, joined by hand at every place."""
    rows = [[*word, "</w>"] for word, count in word_counts.items() for _ in range(count)]
    merges: list[tuple[str, str]] = []
    while len(merges) < num_merges and any(len(row) > 1 for row in rows):
        counts = Counter((row[i], row[i + 1]) for row in rows for i in range(len(row) - 1))
        most = max(counts.values())
        ties = [pair for pair, count in counts.items() if count == most]
        left, right = sorted(ties, key=lambda pair: tuple([ord(letter) for letter in symbol] for symbol in pair))[0]
        merges.append((left, right))
        for row in rows:
            i = 0
            while i < len(row) - 1:
                if row[i] == left and row[i + 1] == right:
                    row[i : i + 2] = [left + right]
                i += 1
    return merges


def drawn_words(seed: int, letters: str, words: int = 9) -> dict[str, int]:
    rng = np.random.default_rng(seed)
    return {"".join(rng.choice([*letters], size=rng.integers(1, 7))): int(rng.integers(1, 30)) for _ in range(words)}


# ---- published ----


def test_the_first_merges_of_sennrich_haddow_and_birch():
    """What their program prints. After these five, ties decide, and programs differ."""
    assert bpe_train(LOWEST, 5) == [("e", "s"), ("es", "t"), ("est", "</w>"), ("l", "o"), ("lo", "w")]


def test_the_symbols_of_jurafsky_and_martin():
    """They print er, er_, ne, new, lo, low, newer_, low_. Where they take n e, e w is as frequent, and the smaller tuple."""
    merges = bpe_train({"low": 5, "lowest": 2, "newer": 6, "wider": 3, "new": 2}, 8)
    symbols = ["".join(pair) for pair in merges]
    assert symbols == ["er", "er</w>", "ew", "new", "lo", "low", "newer</w>", "low</w>"]


def test_the_example_of_wikipedia():
    """aaabdaaabac: Z = aa, Y = ab, X = ZY, and then XdXac."""
    merges = bpe_train({"aaabdaaabac": 1}, 3)
    assert merges == [("a", "a"), ("a", "b"), ("aa", "ab")]
    assert bpe_encode("aaabdaaabac", merges) == ["aaab", "d", "aaab", "a", "c", "</w>"]


# ---- a library ----


def test_merges_are_those_of_hugging_face_where_there_are_no_ties():
    merges = [("e", "</w>"), ("r", "e</w>"), ("a", "a"), ("e", "re</w>"), ("h", "ere</w>"), ("a", "t")]
    assert bpe_train(RINGS, 6) == by_hugging_face(RINGS, 6) == merges


@pytest.mark.parametrize("word", ["where", "aaaa", "rates", "eater", "baaaaat", "here", "ringsare", "a"])
def test_pieces_are_those_of_hugging_face(word):
    merges = bpe_train(RINGS, 6)
    assert bpe_encode(word, merges) == encoded_by_hugging_face(word, merges)


@pytest.mark.parametrize("seed", range(4))
def test_pieces_of_drawn_words_are_those_of_hugging_face(seed):
    merges = bpe_train(drawn_words(seed, "aabcd"), 8)
    assert len({left + right for left, right in merges}) == 8  # no symbol is made in two ways: the order of the merges is clear
    for word in drawn_words(seed + 100, "aabcde"):
        assert bpe_encode(word, merges) == encoded_by_hugging_face(word, merges)


# ---- brute force ----


@pytest.mark.parametrize("letters", ["ab", "abcd", "a2-B", "éß日🙂"])
@pytest.mark.parametrize("seed", range(3))
def test_training_agrees_with_brute_force(letters, seed):
    words = drawn_words(seed, letters)
    assert bpe_train(words, 12) == by_brute_force(words, 12)


def test_the_four_words_agree_with_brute_force_to_the_end():
    merges = bpe_train(LOWEST, 99)
    assert merges == by_brute_force(LOWEST, 99)
    assert merges[5:10] == [("e", "w"), ("ew", "est</w>"), ("n", "ewest</w>"), ("low", "</w>"), ("d", "est</w>")]
    assert len(merges) < 20


@pytest.mark.parametrize("word", LOWEST)
def test_words_are_whole_when_nothing_is_left(word):
    assert bpe_encode(word, bpe_train(LOWEST, 99)) == [word + "</w>"]


# ---- what the handout says ----


def test_a_pair_that_overlaps_itself_counts_at_every_place_and_is_joined_from_the_left():
    assert bpe_train({"aaa": 4, "bab": 5}, 3) == [("a", "a"), ("a", "b"), ("ab", "</w>")]
    assert bpe_encode("aaa", [("a", "a")]) == ["aa", "a", "</w>"]


def test_ties_go_to_the_smallest_tuple_by_code_point():
    assert bpe_train({"b": 1, "a": 1}, 1) == [("a", "</w>")]
    assert bpe_train({"a": 1, "ab": 1}, 1) == [("a", "</w>")]  # "<" comes before the letters
    assert bpe_train({"a1": 1, "1a": 1}, 1) == [("1", "</w>")]  # and after the digits; of ("1", "</w>") and ("1", "a") the first
    assert bpe_train({"Zz": 1}, 1) == [("Z", "z")]
    assert bpe_train({"zé": 1}, 1) == [("z", "é")]


def test_the_text_of_the_pieces_is_the_word():
    merges = bpe_train(RINGS, 40)
    for word in [*RINGS, "naïve", "日本", "street"]:
        assert "".join(bpe_encode(word, merges)) == word + "</w>"


def test_arguments_stay_as_they_were():
    words = dict(LOWEST)
    merges = bpe_train(words, 10)
    before = [*merges]
    bpe_encode("slowest", merges)
    assert words == LOWEST
    assert merges == before
