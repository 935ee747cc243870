"""Wrong: bpe_train -- counts new pairs, but keeps those that a merge has taken apart."""

# The rest is right/numpy_loops.py.


def bpe_train(word_counts, num_merges):
    corpus = {word: list(word) + ["</w>"] for word in word_counts}
    counts = {}
    for word, symbols in corpus.items():
        for pair in zip(symbols, symbols[1:]):
            counts[pair] = counts.get(pair, 0) + word_counts[word]
    merges = []
    while counts and len(merges) < num_merges:
        best = min(counts, key=lambda pair: (-counts[pair], pair))
        del counts[best]
        merges.append(best)
        for word in corpus:
            corpus[word] = join(corpus[word], best)
            for pair in zip(corpus[word], corpus[word][1:]):
                if best[0] + best[1] in pair:
                    counts[pair] = counts.get(pair, 0) + word_counts[word]
    return merges
