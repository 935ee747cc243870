"""Wrong: markov_distribution -- raises every entry of P to the power, not the matrix."""
import tensorflow as tf

FRAMEWORK = "tensorflow"


def log(p):
    return tf.math.log(p)           # log(0) is -inf in TensorFlow


@tf.function(reduce_retracing=True)
def alphas(log_A, emission, first):
    def step(previous, e):
        return tf.reduce_logsumexp(previous[:, None] + log_A, axis=0) + e

    rest = tf.scan(step, emission[1:], initializer=first)
    return tf.concat([first[None], rest], axis=0)


@tf.function(reduce_retracing=True)
def betas(log_A, emission):
    last = tf.zeros_like(log_A[0])

    def step(following, e):
        return tf.reduce_logsumexp(log_A + (e + following)[None, :], axis=1)

    rest = tf.scan(step, emission[1:], initializer=last, reverse=True)
    return tf.concat([rest, last[None]], axis=0)


@tf.function(reduce_retracing=True)
def deltas(log_A, emission, first):
    def step(previous, e):
        scores = previous[0][:, None] + log_A
        return tf.reduce_max(scores, axis=0) + e, tf.argmax(scores, axis=0)

    return tf.scan(step, emission[1:], initializer=(first, tf.zeros_like(first, dtype=tf.int64)))


def emissions(B, observations):
    return tf.gather(log(tf.transpose(B)), observations)      # (T, S)


def markov_distribution(P, p0, steps):
    if tf.reduce_any(tf.abs(tf.reduce_sum(P, axis=0) - 1.0) > 1e-4):
        raise ValueError("columns of P must sum to one")
    return tf.linalg.matvec(P ** steps, p0)


def stationary_distribution(P):
    P = tf.cast(P, tf.float64)
    n = P.shape[0]
    balance = (P - tf.eye(n, dtype=tf.float64))[:-1]
    system = tf.concat([balance, tf.ones((1, n), tf.float64)], axis=0)
    p = tf.linalg.solve(system, tf.one_hot([n - 1], n, dtype=tf.float64, axis=0))
    return p[:, 0]


def joint_log_probability(A, B, pi, states, observations):
    start = log(pi[states[0]])
    moves = tf.gather_nd(A, tf.stack([states[:-1], states[1:]], axis=1))
    shows = tf.gather_nd(B, tf.stack([states, observations], axis=1))
    return start + tf.reduce_sum(log(moves)) + tf.reduce_sum(log(shows))


def forward(A, B, pi, observations):
    e = emissions(B, observations)
    first = log(pi) + e[0]
    # tf.scan wants at least one element
    log_alpha = alphas(log(A), e, first) if len(e) > 1 else first[None]
    return log_alpha, tf.reduce_logsumexp(log_alpha[-1])


def backward(A, B, observations):
    if len(observations) == 1:
        return tf.zeros((1, len(A)), A.dtype)
    return betas(log(A), emissions(B, observations))


def posterior(A, B, pi, observations):
    log_alpha, log_likelihood = forward(A, B, pi, observations)
    return tf.exp(log_alpha + backward(A, B, observations) - log_likelihood)


def viterbi(A, B, pi, observations):
    A, B, pi = (tf.cast(v, tf.float64) for v in (A, B, pi))
    e = emissions(B, observations)
    first = log(pi) + e[0]
    delta, back = first.numpy(), []
    if len(e) > 1:
        rest, pointers = deltas(log(A), e, first)
        delta, back = rest[-1].numpy(), pointers.numpy()
    state = int(delta.argmax())
    path = [state]
    for row in back[::-1]:
        state = int(row[state])
        path.insert(0, state)
    return tf.constant(path), tf.constant(delta.max())


def update(A, B, pi, observations):
    log_alpha, log_likelihood = forward(A, B, pi, observations)
    log_beta = backward(A, B, observations)
    gamma = tf.nn.softmax(log_alpha + log_beta, axis=1)
    later = emissions(B, observations)[1:] + log_beta[1:]
    xi = tf.exp(log_alpha[:-1, :, None] + log(A)[None] + later[:, None, :] - log_likelihood)
    moves = tf.reduce_sum(xi, axis=0)
    shows = tf.matmul(gamma, tf.one_hot(observations, B.shape[1], dtype=B.dtype), transpose_a=True)

    def rows(counts, old):
        total = tf.reduce_sum(counts, axis=1, keepdims=True)
        return tf.where(total > 0, tf.math.divide_no_nan(counts, total), old)

    return rows(moves, A), rows(shows, B), gamma[0], log_likelihood


def baum_welch_step(A, B, pi, observations):
    A, B, pi, _ = update(A, B, pi, observations)
    return A, B, pi


def baum_welch(A, B, pi, observations, iterations):
    history = []
    for _ in range(iterations):
        A, B, pi, log_likelihood = update(A, B, pi, observations)
        history.append(log_likelihood)
    history.append(forward(A, B, pi, observations)[1])
    return A, B, pi, tf.stack(history)


def draw(p, u):
    above = tf.where(tf.cumsum(p) > u)[:, 0]
    if len(above) > 0:
        return above[0]
    return tf.where(p > 0)[-1, 0]


def hmm_sample(A, B, pi, u):
    states, shown = [], []
    p = pi
    for t in range(u.shape[0]):
        states.append(draw(p, u[t, 0]))
        shown.append(draw(B[states[-1]], u[t, 1]))
        p = A[states[-1]]
    return tf.stack(states), tf.stack(shown)
