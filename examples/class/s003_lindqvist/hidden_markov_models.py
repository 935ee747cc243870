"""Hidden Markov models in TensorFlow. Eager mode, one step of the recursion at a time, scaled so that nothing underflows."""
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


def scaled_forward(A, B, pi, observations):
    seen = tf.unstack(tf.gather(tf.transpose(B), observations))
    alphas, scales = [], []
    predicted = pi
    for likelihood in seen:
        joint = predicted * likelihood
        scale = tf.reduce_sum(joint)
        alpha = tf.math.divide_no_nan(joint, scale)
        predicted = tf.linalg.matvec(A, alpha, transpose_a=True)
        alphas.append(alpha)
        scales.append(scale)
    return tf.stack(alphas), tf.math.log(tf.stack(scales))


def scaled_backward(A, B, observations):
    seen = tf.unstack(tf.gather(tf.transpose(B), observations))
    beta = tf.ones_like(A[0])
    betas, scales = [beta], [tf.ones(())]
    for likelihood in reversed(seen[1:]):
        beta = tf.linalg.matvec(A, likelihood * beta)
        scale = tf.reduce_max(beta)
        beta = tf.math.divide_no_nan(beta, scale)
        betas.append(beta)
        scales.append(scale)
    logs = tf.cumsum(tf.math.log(tf.stack(scales)))
    return tf.reverse(tf.stack(betas), [0]), tf.reverse(logs, [0])


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


def viterbi(A, B, pi, observations):
    A, B, pi = (tf.math.log(tf.cast(v, tf.float64)) for v in (A, B, pi))
    seen = tf.unstack(tf.gather(tf.transpose(B), observations))
    delta = pi + seen[0]
    back = []
    for e in seen[1:]:
        scores = delta[:, None] + A
        back.append(tf.argmax(scores, axis=0))
        delta = tf.reduce_max(scores, axis=0) + e
    state = int(tf.argmax(delta))
    path = [state]
    if back:
        for row in tf.stack(back).numpy()[::-1]:
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
