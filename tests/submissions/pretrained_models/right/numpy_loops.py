"""BERT, LLaMA, PaLM and DALL-E pieces with plain loops and lists. math for the functions, no NumPy in the computations."""
import math


def total(values):
    return math.fsum(float(v) for v in values)


def dot(u, v):
    return total(float(a) * float(b) for a, b in zip(u, v))


def times(rows, W):
    """Matrix product of nested lists (anything that can be indexed)."""
    columns = [[float(W[i][j]) for i in range(len(W))] for j in range(len(W[0]))]
    return [[dot(row, column) for column in columns] for row in rows]


def plus(A, B):
    return [[float(a) + float(b) for a, b in zip(r, s)] for r, s in zip(A, B)]


def softmax(row):
    top = max(float(v) for v in row)
    e = [math.exp(float(v) - top) for v in row]
    z = sum(e)
    return [v / z for v in e]


def cross_entropy(row, k):
    top = max(float(v) for v in row)
    return math.log(sum(math.exp(float(v) - top) for v in row)) + top - float(row[k])


def layer_norm(row, gamma, beta, eps):
    n = len(row)
    m = total(row) / n
    var = total((float(v) - m) ** 2 for v in row) / n
    return [float(g) * (float(v) - m) / math.sqrt(var + eps) + float(b) for v, g, b in zip(row, gamma, beta)]


# ---- BERT

def bert_embedding(tokens, segments, params, eps=1e-12):
    answer = []
    for words, sentences in zip(tokens, segments):
        rows = []
        for t, (w, s) in enumerate(zip(words, sentences)):
            parts = (params["token"][w], params["position"][t], params["segment"][s])
            summed = [float(a) + float(b) + float(c) for a, b, c in zip(*parts)]
            rows.append(layer_norm(summed, params["gamma"], params["beta"], eps))
        answer.append(rows)
    return answer


def bert_mask(tokens, u_select, u_action, random_tokens, mask_id, special_ids):
    specials = set(int(i) for i in special_ids)
    inputs, labels = tokens.copy(), tokens.copy()
    flat_in, flat_out = inputs.reshape(-1), labels.reshape(-1)
    us, ua, rt = u_select.reshape(-1), u_action.reshape(-1), random_tokens.reshape(-1)
    for i in range(flat_in.size):
        word = int(flat_in[i])
        if word in specials or us[i] >= 0.15:
            flat_out[i] = -100
        elif ua[i] < 0.8:
            flat_in[i] = mask_id
        elif ua[i] < 0.9:
            flat_in[i] = rt[i]
    return [inputs, labels]


def masked_lm_loss(logits, labels):
    losses = []
    for rows, words in zip(logits, labels):
        for row, word in zip(rows, words):
            if word != -100:
                losses.append(cross_entropy(row, int(word)))
    return sum(losses) / len(losses) if losses else 0.0


# ---- LLaMA

def rms_norm(x, gamma, eps=1e-6):
    if getattr(x, "ndim", 0) > 1 or isinstance(x[0], list):
        return [rms_norm(part, gamma, eps) for part in x]
    scale = math.sqrt(total(float(v) ** 2 for v in x) / len(x) + eps)
    return [float(g) * float(v) / scale for v, g in zip(x, gamma)]


def turn(row, t, base):
    d = len(row)
    if d % 2 == 1:
        raise ValueError("odd number of columns")
    out = [0.0] * d
    for i in range(d // 2):
        w = t / base ** (2 * i / d)
        a, b = float(row[2 * i]), float(row[2 * i + 1])
        out[2 * i] = a * math.cos(w) - b * math.sin(w)
        out[2 * i + 1] = a * math.sin(w) + b * math.cos(w)
    return out


def rotary_embedding(x, base=10000.0):
    return [[[turn(row, t, base) for t, row in enumerate(head)] for head in text] for text in x]


def silu(a):
    return a / (1 + math.exp(-a)) if a >= 0 else a * math.exp(a) / (1 + math.exp(a))


def swiglu(x, params):
    if getattr(x, "ndim", 0) == 3:
        return [swiglu(text, params) for text in x]
    gate, value = times(x, params["W1"]), times(x, params["W3"])
    hidden = [[silu(g) * v for g, v in zip(r, s)] for r, s in zip(gate, value)]
    return times(hidden, params["W2"])


def attend(q, k, v, allowed):
    """One head: q, k, v are lists of T rows."""
    d = len(q[0])
    out = []
    for s, query in enumerate(q):
        seen = [t for t in range(len(k)) if allowed is None or allowed[s][t]]
        weights = softmax([dot(query, k[t]) / math.sqrt(d) for t in seen])
        out.append([total(w * float(v[t][j]) for w, t in zip(weights, seen)) for j in range(len(v[0]))])
    return out


def grouped_query_attention(q, k, v, mask=None):
    share = len(q[0]) // len(k[0])
    return [[attend(q[n][h], k[n][h // share], v[n][h // share], mask) for h in range(len(q[n]))] for n in range(len(q))]


def heads_of(rows, count):
    d = len(rows[0]) // count
    return [[row[h * d:(h + 1) * d] for row in rows] for h in range(count)]


def attention(rows, params, num_heads, num_kv_heads):
    q = heads_of(times(rows, params["Wq"]), num_heads)
    k = heads_of(times(rows, params["Wk"]), num_kv_heads)
    v = heads_of(times(rows, params["Wv"]), num_kv_heads)
    q = [[turn(row, t, 10000.0) for t, row in enumerate(head)] for head in q]
    k = [[turn(row, t, 10000.0) for t, row in enumerate(head)] for head in k]
    causal = [[t <= s for t in range(len(rows))] for s in range(len(rows))]
    heads = [attend(q[h], k[h * num_kv_heads // num_heads], v[h * num_kv_heads // num_heads], causal) for h in range(num_heads)]
    joined = [sum((head[t] for head in heads), []) for t in range(len(rows))]
    return times(joined, params["Wo"])


def llama_block(x, params, num_heads, num_kv_heads):
    answer = []
    for rows in x:
        rows = [[float(a) for a in row] for row in rows]
        rows = plus(rows, attention([rms_norm(r, params["norm1"]) for r in rows], params, num_heads, num_kv_heads))
        answer.append(plus(rows, swiglu([rms_norm(r, params["norm2"]) for r in rows], params)))
    return answer


# ---- PaLM

def palm_block(x, params, num_heads):
    answer = []
    for rows in x:
        n = [layer_norm(r, params["norm"], [0.0] * len(r), 1e-5) for r in rows]
        answer.append(plus(plus(rows, attention(n, params, num_heads, 1)), swiglu(n, params)))
    return answer


# ---- DALL-E

def gumbel_softmax(logits, gumbel, temperature):
    if logits.ndim > 1:
        return [gumbel_softmax(a, b, temperature) for a, b in zip(logits, gumbel)]
    return softmax([(float(a) + float(g)) / temperature for a, g in zip(logits, gumbel)])


def vector_quantize(z, codebook):
    indices, quantised = [], []
    for vector in z:
        best, best_distance = None, None
        for i, entry in enumerate(codebook):
            distance = math.dist([float(a) for a in vector], [float(a) for a in entry])
            if best is None or distance < best_distance:
                best, best_distance = i, distance
        indices.append(best)
        quantised.append([float(a) for a in codebook[best]])
    return indices, quantised


def dalle_sequence(text, image, text_vocab, text_length):
    if len(text) > text_length:
        raise ValueError("%d words, but room for %d" % (len(text), text_length))
    ids = [int(i) for i in text]
    while len(ids) < text_length:
        ids.append(text_vocab + len(ids))
    return ids + [int(i) + text_vocab + text_length for i in image]


def dalle_loss(logits, sequence, text_length):
    text, image = [], []
    for p in range(1, len(sequence)):
        (text if p < text_length else image).append(cross_entropy(logits[p - 1], int(sequence[p])))
    return (sum(text) / len(text) + 7 * sum(image) / len(image)) / 8
