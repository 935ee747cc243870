"""Wrong: bert_embedding -- normalises the words, then adds the rest."""

# The rest is right/numpy_loops.py.


def bert_embedding(tokens, segments, params, eps=1e-12):
    answer = []
    for words, sentences in zip(tokens, segments):
        rows = []
        for t, (w, s) in enumerate(zip(words, sentences)):
            word = layer_norm(params["token"][w], params["gamma"], params["beta"], eps)
            rows.append([a + float(b) + float(c) for a, b, c in zip(word, params["position"][t], params["segment"][s])])
        answer.append(rows)
    return answer
