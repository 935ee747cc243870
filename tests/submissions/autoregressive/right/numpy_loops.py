"""Autoregressive models, written with plain Python numbers and loops. Only the linear systems are solved by hand-made elimination."""
import math


def floats(values):
    return [float(v) for v in values]


def predict(history, c, phi):
    """history: oldest first."""
    total = float(c)
    for i in range(len(phi)):
        total += float(phi[i]) * history[len(history) - 1 - i]
    return total


def solve(matrix, right):
    """Gauss-Jordan with pivoting; right may have several columns."""
    rows = [list(a) + list(b) for a, b in zip(matrix, right)]
    n = len(rows)
    for k in range(n):
        pivot = max(range(k, n), key=lambda r: abs(rows[r][k]))
        rows[k], rows[pivot] = rows[pivot], rows[k]
        rows[k] = [v / rows[k][k] for v in rows[k]]
        for r in range(n):
            if r != k and rows[r][k] != 0:
                factor = rows[r][k]
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[k])]
    return [row[n:] for row in rows]


def least_squares(design, goal):
    """Normal equations. design: list of rows; goal: list of rows."""
    m, k = len(design[0]), len(goal[0])
    gram = [[sum(row[i] * row[j] for row in design) for j in range(m)] for i in range(m)]
    moment = [[sum(row[i] * g[j] for row, g in zip(design, goal)) for j in range(k)] for i in range(m)]
    return solve(gram, moment)


def simulate_ar(c, phi, noise, initial):
    history = floats(initial)
    new = []
    for e in floats(noise):
        value = predict(history, c, phi) + e
        history.append(value)
        new.append(value)
    return new


def ar_residuals(x, c, phi):
    x, p = floats(x), len(phi)
    return [x[t] - predict(x[:t], c, phi) for t in range(p, len(x))]


def fit_ar(x, order):
    x = floats(x)
    n = len(x)
    if n - order < order + 1:
        raise ValueError(f"{n} values are not enough for {order} lags")
    # centred columns: better numbers, and the intercept comes afterwards
    y = x[order:]
    columns = [x[order - i:n - i] for i in range(1, order + 1)]
    mean_y = sum(y) / len(y)
    means = [sum(column) / len(y) for column in columns]
    phi = []
    if order > 0:
        design = [[columns[i][t] - means[i] for i in range(order)] for t in range(len(y))]
        phi = [row[0] for row in least_squares(design, [[v - mean_y] for v in y])]
    c = mean_y - sum(a * b for a, b in zip(phi, means))
    errors = ar_residuals(x, c, phi)
    return c, phi, sum(e * e for e in errors) / len(errors)


def forecast_ar(x, c, phi, steps):
    history = floats(x)
    for _ in range(steps):
        history.append(predict(history, c, phi))
    return history[len(history) - steps:]


def autocorrelation(x, max_lag):
    x = floats(x)
    mean = sum(x) / len(x)
    total = sum((v - mean) ** 2 for v in x)
    r = []
    for k in range(max_lag + 1):
        s = 0.0
        for t in range(k, len(x)):
            s += (x[t] - mean) * (x[t - k] - mean)
        r.append(s / total)
    return r


def is_stationary(phi):
    """Step-down recursion (Levinson backwards): all partial autocorrelations between -1 and 1."""
    a = floats(phi)
    while a:
        last = a.pop()
        if abs(last) >= 1:
            return False
        a = [(a[i] + last * a[len(a) - 1 - i]) / (1 - last * last) for i in range(len(a))]
    return True


def ar_log_likelihood(x, c, phi, sigma2):
    total = 0.0
    for e in ar_residuals(x, c, phi):
        total += -0.5 * math.log(2 * math.pi * sigma2) - e * e / (2 * sigma2)
    return total


def fit_var(X, order):
    X = [floats(row) for row in X]
    n, K = len(X), len(X[0])
    design = []
    for t in range(order, n):
        row = [1.0]
        for i in range(1, order + 1):
            row.extend(X[t - i])
        design.append(row)
    solution = least_squares(design, X[order:])
    A = [[[solution[1 + i * K + k][j] for k in range(K)] for j in range(K)] for i in range(order)]
    return solution[0], A


def forecast_var(X, c, A, steps):
    history = [floats(row) for row in X]
    K = len(history[0])
    for _ in range(steps):
        row = []
        for j in range(K):
            value = float(c[j])
            for i in range(len(A)):
                for k in range(K):
                    value += float(A[i][j][k]) * history[-1 - i][k]
            row.append(value)
        history.append(row)
    return history[-steps:]
