"""Wrong: bpe_train -- of equally frequent pairs takes the first one it saw."""

# The rest is right/torch_idiom.py.


def bpe_train(word_counts, num_merges):
    words = [(list(w) + ["</w>"], c) for w, c in word_counts.items()]
    merges = []
    for _ in range(num_merges):
        stats = Counter()
        for symbols, c in words:
            for a, b in zip(symbols[:-1], symbols[1:]):
                stats[a, b] += c
        if len(stats) == 0:
            break
        best = max(stats, key=stats.get)
        merges.append(best)
        words = [(merge_pair(s, best), c) for s, c in words]
    return merges
