"""Wrong: bpe_train -- does not count pairs that overlap."""

# The rest is right/numpy_loops.py.


def bpe_train(word_counts, num_merges):
    corpus = {word: list(word) + ["</w>"] for word in word_counts}
    merges = []
    while len(merges) < num_merges:
        counts = {}
        for word, symbols in corpus.items():
            for pair in set(zip(symbols, symbols[1:])):
                joined = join(symbols, pair)
                counts[pair] = counts.get(pair, 0) + word_counts[word] * (len(symbols) - len(joined))
        if not counts:
            break
        best = min(counts, key=lambda pair: (-counts[pair], pair))
        merges.append(best)
        corpus = {word: join(symbols, best) for word, symbols in corpus.items()}
    return merges
