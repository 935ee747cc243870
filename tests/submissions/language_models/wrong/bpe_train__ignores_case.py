"""Wrong: bpe_train -- of equally frequent pairs takes the first one of a dictionary, where capital letters stand among the small ones."""

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
        best = min(stats, key=lambda pair: (-stats[pair], pair[0].lower(), pair[1].lower(), pair))
        merges.append(best)
        words = [(merge_pair(s, best), c) for s, c in words]
    return merges
