"""Wrong: bpe_train -- takes words out of the dict as soon as they are whole (its values are right)."""

# The rest is right/numpy_loops.py.


def bpe_train(word_counts, num_merges):
    corpus = {word: list(word) + ["</w>"] for word in word_counts}
    merges = []
    while len(merges) < num_merges:
        for word in list(word_counts):
            if len(corpus[word]) == 1:
                del word_counts[word]
        counts = {}
        for word, count in word_counts.items():
            for pair in zip(corpus[word], corpus[word][1:]):
                counts[pair] = counts.get(pair, 0) + count
        if not counts:
            break
        best = min(counts, key=lambda pair: (-counts[pair], pair))
        merges.append(best)
        corpus = {word: join(symbols, best) for word, symbols in corpus.items()}
    return merges
