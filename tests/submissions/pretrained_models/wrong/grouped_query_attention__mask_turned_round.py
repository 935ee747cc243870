"""Wrong: grouped_query_attention -- True hides."""

# The rest is right/numpy_loops.py.


def grouped_query_attention(q, k, v, mask=None):
    share = len(q[0]) // len(k[0])
    out = []
    for n in range(len(q)):
        heads = []
        for h in range(len(q[n])):
            rows = []
            for s, query in enumerate(q[n][h]):
                scores = [dot(query, key) / math.sqrt(len(query)) for key in k[n][h // share]]
                if mask is not None:
                    scores = [-1e9 if mask[s][t] else score for t, score in enumerate(scores)]
                weights = softmax(scores)
                rows.append([total(w * float(a) for w, a in zip(weights, column)) for column in zip(*v[n][h // share])])
            heads.append(rows)
        out.append(heads)
    return out
