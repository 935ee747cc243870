"""Witnesses of reference/vector_autoregression.py: statsmodels, Stata's figures for American data, one equation at a time."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from statsmodels.datasets import macrodata
from statsmodels.tsa.api import VAR
from statsmodels.tsa.ar_model import AutoReg

from reference import autoregressive_model as ar
from reference import vector_autoregression as var

# Stata's `var` with two lags on the growth of real GDP, consumption and investment, 1959 to 2009, from data in single precision. A row is
# one equation: the coefficients of GDP at lags 1 and 2, of consumption at lags 1 and 2, of investment at lags 1 and 2, and the intercept.
STATA = np.array(
    [
        [-0.2794863875, 0.0082427826, 0.6750534746, 0.2904420695, 0.0332267098, -0.0073250059, 0.0015269951],
        [-0.1004938623, -0.1231841792, 0.2686635768, 0.2325045441, 0.0257430635, 0.0235035714, 0.0054596064],
        [-1.97116, 0.3809752365, 4.4143364022, 0.8001168377, 0.2255078864, -0.1241109271, -0.0239026118],
    ]
)


@pytest.fixture(scope="module")
def growth() -> np.ndarray:
    levels = macrodata.load_pandas().data[["realgdp", "realcons", "realinv"]].to_numpy()
    return np.diff(np.log(levels), axis=0)


def drawn(K: int, n: int = 50) -> np.ndarray:
    """Series with means of their own that act on each other."""
    rng = np.random.default_rng(K)
    effects = rng.uniform(-0.5, 0.5, (K, K))
    X = [rng.normal(size=K)]
    for noise in rng.normal(size=(n - 1, K)):
        X.append(1.5 + effects @ X[-1] + noise)
    return np.array(X) + np.arange(K)


def test_growth_is_fitted_as_by_stata(growth):
    c, A = var.fit_var(growth, 2)
    assert c == pytest.approx(STATA[:, 6], abs=2e-6)
    assert A[0] == pytest.approx(STATA[:, 0:6:2], abs=3e-4)
    assert A[1] == pytest.approx(STATA[:, 1:6:2], abs=3e-4)
    assert np.max(np.abs(A[0] - STATA[:, 0:6:2].T)) > 1  # the other way round it is far off


@pytest.mark.parametrize("order", [1, 2, 3])
@pytest.mark.parametrize("K", [2, 3, 4])
def test_fit_and_forecast_are_statsmodels(K, order):
    X = drawn(K)
    theirs = VAR(X).fit(order, trend="c")
    c, A = var.fit_var(X, order)
    assert c == pytest.approx(theirs.intercept, rel=1e-9)
    assert pytest.approx(theirs.coefs, abs=1e-11) == A
    assert var.forecast_var(X, c, A, 6) == pytest.approx(theirs.forecast(X[-order:], 6), rel=1e-10)


def test_every_equation_is_a_regression_of_its_own():
    """AutoReg with the other series' lags as further regressors: one equation of the VAR."""
    X = drawn(3)
    c, A = var.fit_var(X, 2)
    for j in range(3):
        others = [k for k in range(3) if k != j]
        lagged = np.concatenate([X[1:-1, others], X[:-2, others]], axis=1)
        model = AutoReg(X[:, j], 2, trend="c", exog=np.concatenate([np.zeros((2, 4)), lagged])).fit()
        intercept, own, cross = model.params[0], model.params[1:3], model.params[3:]
        assert c[j] == pytest.approx(intercept, rel=1e-9)
        assert A[:, j, j] == pytest.approx(own, abs=1e-11)
        assert A[:, j, others].ravel() == pytest.approx(cross, abs=1e-11)


def test_one_series_is_an_autoregression():
    x = drawn(2)[:, 1]
    c, A = var.fit_var(x[:, None], 3)
    alone_c, alone_phi, _ = ar.fit_ar(x, 3)
    assert (c.shape, A.shape) == ((1,), (3, 1, 1))
    assert c[0] == pytest.approx(alone_c, rel=1e-10)
    assert A[:, 0, 0] == pytest.approx(alone_phi, rel=1e-10)
    assert var.forecast_var(x[:, None], c, A, 5)[:, 0] == pytest.approx(ar.forecast_ar(x, alone_c, alone_phi, 5), rel=1e-10)


def test_the_handouts_series_give_their_model_back():
    X = np.array([[0.0, 4.0], [0.0, 0.0], [2.0, -1.0], [3.5, 0.75], [3.375, 2.6875]])
    c, A = var.fit_var(X, 1)
    assert c == pytest.approx([2, -1], rel=1e-12)
    assert A[0] == pytest.approx(np.array([[0.5, -0.5], [1, 0.25]]), rel=1e-12)
    for now, after in itertools.pairwise(X):
        assert var.forecast_var(now[None], c, A, 1)[0] == pytest.approx(after, abs=1e-12)


def test_float32_stays_float32():
    X = drawn(3).astype(np.float32)
    c, A = var.fit_var(X, 2)
    assert {c.dtype, A.dtype, var.forecast_var(X, c, A, 3).dtype} == {np.dtype(np.float32)}
