"""Hidden Markov models in TensorFlow. One step of the recursion at a time in a graph loop, scaled so that nothing underflows."""
import tensorflow as tf

FRAMEWORK = "tensorflow"


def markov_distribution(P, p0, steps):
    off = tf.reduce_max(tf.abs(tf.reduce_sum(P, axis=0) - 1))
    if off > 1e-4:
        raise ValueError(f"a column of P is off by {float(off)}")
    p = p0
    for _ in range(steps):
        p = tf.linalg.matvec(P, p)
    return p


def stationary_distribution(P):
    n = P.shape[0]
    # solve (I - P + E) p = 1, where E is all ones: then sum(p) = 1 and P p = p
    system = tf.eye(n) - P + tf.ones((n, n))
    return tf.linalg.solve(system, tf.ones((n, 1)))[:, 0]


def joint_log_probability(A, B, pi, states, observations):
    s, o = states.numpy(), observations.numpy()
    total = tf.math.log(pi[s[0]]) + tf.math.log(B[s[0], o[0]])
    for t in range(1, len(s)):
        total += tf.math.log(A[s[t - 1], s[t]]) + tf.math.log(B[s[t], o[t]])
    return total


@tf.function(reduce_retracing=True)
def scaled_forward(A, B, pi, observations):
    seen = tf.gather(tf.transpose(B), observations)              # (T, S)
    T = tf.shape(seen)[0]
    alphas = tf.TensorArray(B.dtype, size=T)
    scales = tf.TensorArray(B.dtype, size=T)
    predicted = pi
    for t in tf.range(T):
        joint = predicted * seen[t]
        scale = tf.reduce_sum(joint)
        alpha = tf.math.divide_no_nan(joint, scale)
        predicted = tf.linalg.matvec(A, alpha, transpose_a=True)
        alphas = alphas.write(t, alpha)
        scales = scales.write(t, scale)
    return alphas.stack(), tf.math.log(scales.stack())


@tf.function(reduce_retracing=True)
def scaled_backward(A, B, observations):
    seen = tf.gather(tf.transpose(B), observations)
    T = tf.shape(seen)[0]
    beta = tf.ones_like(A[0])
    betas = tf.TensorArray(B.dtype, size=T).write(T - 1, beta)
    scales = tf.TensorArray(B.dtype, size=T).write(T - 1, 1.0)
    for t in tf.range(T - 2, -1, -1):
        beta = tf.linalg.matvec(A, seen[t + 1] * beta)
        scale = tf.reduce_max(beta)
        beta = tf.math.divide_no_nan(beta, scale)
        betas = betas.write(t, beta)
        scales = scales.write(t, scale)
    logs = tf.cumsum(tf.math.log(scales.stack()), reverse=True)
    return betas.stack(), logs


def forward(A, B, pi, observations):
    alpha, logs = scaled_forward(A, B, pi, observations)
    total = tf.cumsum(tf.cast(logs, tf.float64))        # 5,000 small steps: add them up in float64
    return tf.math.log(tf.cast(alpha, tf.float64)) + total[:, None], total[-1]


def backward(A, B, observations):
    beta, logs = scaled_backward(A, B, observations)
    return tf.math.log(beta) + logs[:, None]


def posterior(A, B, pi, observations):
    alpha, _ = scaled_forward(A, B, pi, observations)
    beta, _ = scaled_backward(A, B, observations)
    gamma = alpha * beta
    return tf.math.divide_no_nan(gamma, tf.reduce_sum(gamma, axis=1, keepdims=True))


@tf.function(reduce_retracing=True)
def best_scores(A, seen, delta):
    T = tf.shape(seen)[0]
    back = tf.TensorArray(tf.int64, size=T).write(0, tf.zeros_like(delta, dtype=tf.int64))
    for t in tf.range(1, T):
        scores = delta[:, None] + A
        back = back.write(t, tf.argmax(scores, axis=0))
        delta = tf.reduce_max(scores, axis=0) + seen[t]
    return delta, back.stack()


def viterbi(A, B, pi, observations):
    A, B, pi = (tf.math.log(tf.cast(v, tf.float64)) for v in (A, B, pi))
    seen = tf.gather(tf.transpose(B), observations)
    delta, back = best_scores(A, seen, pi + seen[0])
    state = int(tf.argmax(delta))
    path = [state]
    for row in back.numpy()[:0:-1]:
        state = int(row[state])
        path.append(state)
    return path[::-1], tf.reduce_max(delta)


def baum_welch_step(A, B, pi, observations):
    alpha, _ = scaled_forward(A, B, pi, observations)
    beta, _ = scaled_backward(A, B, observations)
    gamma = posterior(A, B, pi, observations)
    likelihood = tf.gather(tf.transpose(B), observations)
    xi = alpha[:-1, :, None] * A[None] * (likelihood * beta)[1:, None, :]
    xi = tf.math.divide_no_nan(xi, tf.reduce_sum(xi, axis=[1, 2], keepdims=True))
    return (
        normalise(tf.reduce_sum(xi, axis=0), A),
        normalise(tf.transpose(gamma) @ tf.one_hot(observations, B.shape[1]), B),
        gamma[0],
    )


def normalise(counts, old):
    total = tf.reduce_sum(counts, axis=1, keepdims=True)
    return tf.where(total > 0, tf.math.divide_no_nan(counts, total), old)


def baum_welch(A, B, pi, observations, iterations):
    history = [forward(A, B, pi, observations)[1]]
    for _ in range(iterations):
        A, B, pi = baum_welch_step(A, B, pi, observations)
        history.append(forward(A, B, pi, observations)[1])
    return A, B, pi, history


def hmm_sample(A, B, pi, u):
    A, B, p, u = A.numpy(), B.numpy(), pi.numpy(), u.numpy()

    def choose(p, u):
        total, last = 0.0, None
        for i, q in enumerate(p):
            total += q
            if q > 0:
                last = i
            if total > u:
                return i
        return last

    states, observations = [], []
    for a, b in u:
        s = choose(p, a)
        states.append(s)
        observations.append(choose(B[s], b))
        p = A[s]
    return states, observations
