"""Wrong: bpe_train -- joins by replacing text, across the borders of symbols."""

# The rest is right/tensorflow_idiom.py.


def bpe_train(word_counts, num_merges):
    texts = {word: " ".join([*word, "</w>"]) for word in word_counts}
    merges = []
    for _ in range(num_merges):
        pairs = collections.Counter()
        for word, text in texts.items():
            symbols = text.split()
            for pair in zip(symbols, symbols[1:]):
                pairs[pair] += word_counts[word]
        if not pairs:
            break
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        merges.append(best)
        texts = {word: text.replace(" ".join(best), "".join(best)) for word, text in texts.items()}
    return merges
