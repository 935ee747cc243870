"""Wrong: bpe_train -- stops where every pair occurs only once."""

# The rest is right/numpy_loops.py.


def bpe_train(word_counts, num_merges):
    corpus = {word: list(word) + ["</w>"] for word in word_counts}
    merges = []
    while len(merges) < num_merges:
        counts = {}
        for word, symbols in corpus.items():
            for pair in zip(symbols, symbols[1:]):
                counts[pair] = counts.get(pair, 0) + word_counts[word]
        if not counts or max(counts.values()) < 2:
            break
        best = min(counts, key=lambda pair: (-counts[pair], pair))
        merges.append(best)
        corpus = {word: join(symbols, best) for word, symbols in corpus.items()}
    return merges
