"""Wrong: bpe_train -- counts every word once."""

# The rest is right/numpy_loops.py.


def bpe_train(word_counts, num_merges):
    corpus = [list(word) + ["</w>"] for word in word_counts]
    merges = []
    while len(merges) < num_merges:
        counts = {}
        for symbols in corpus:
            for pair in zip(symbols, symbols[1:]):
                counts[pair] = counts.get(pair, 0) + 1
        if not counts:
            break
        best = min(counts, key=lambda pair: (-counts[pair], pair))
        merges.append(best)
        corpus = [join(symbols, best) for symbols in corpus]
    return merges
