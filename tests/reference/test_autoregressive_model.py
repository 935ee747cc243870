"""Witnesses of reference/autoregressive_model.py: statsmodels, SciPy, Stata's figures, impulse responses, exact fractions."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from scipy import signal, stats
from statsmodels.datasets import macrodata, sunspots
from statsmodels.tsa.ar_model import AutoReg
from statsmodels.tsa.arima_process import ArmaProcess
from statsmodels.tsa.stattools import acf

from assignments.autoregressive.cases import SUNSPOTS
from reference import autoregressive_model as ar

MODELS = [np.array(phi) for phi in ([0.6], [-0.8], [1.25, -0.5], [0.5, 0.3], [0.4, -0.3, 0.25], [-0.2, 0.1, 0.3, -0.4])]

# Stata's `var` on all 309 sunspot numbers, with nine lags; forecasts by gretl and Stata.
STATA_AR9 = {
    "c": 6.7430535917332,
    "phi": [
        *(1.1649421971129, -0.40535742259304, -0.16653934246587, 0.14980629416032, -0.09462417064796),
        *(0.00491001240749, 0.0504665930841, -0.08635349190816, 0.25349103194757),
    ],
    "rmse": 15.1279294937327,  # with 300 - 10 degrees of freedom
    "log_likelihood": -1235.559128419549,
    "forecasts": [31.484802, 63.023529, 89.649039, 94.350479, 82.733940, 63.043849, 41.908407, 25.430642],
}


@pytest.fixture(scope="module")
def all_years() -> np.ndarray:
    return sunspots.load_pandas().data.SUNACTIVITY.to_numpy()


def drawn(phi: np.ndarray, n: int = 40) -> np.ndarray:
    """A series of a model with c = 3, from far away."""
    rng = np.random.default_rng(len(phi))
    return ar.simulate_ar(3.0, phi, rng.normal(size=n), rng.normal(size=len(phi)) + 5)


def fitted(x: np.ndarray, order: int):
    return AutoReg(x, order, trend="c").fit()


# ---- published numbers ----


def test_nine_lags_on_the_sunspots_are_statas(all_years):
    c, phi, sigma2 = ar.fit_ar(all_years, 9)
    assert c == pytest.approx(STATA_AR9["c"], rel=1e-9)
    assert phi == pytest.approx(STATA_AR9["phi"], rel=1e-9)
    assert math.sqrt(sigma2 * 300 / 290) == pytest.approx(STATA_AR9["rmse"], rel=1e-12)
    assert ar.ar_log_likelihood(all_years, c, phi, sigma2) == pytest.approx(STATA_AR9["log_likelihood"], rel=1e-12)
    assert ar.forecast_ar(all_years, c, phi, 8) == pytest.approx(STATA_AR9["forecasts"], abs=1e-6)


def test_autocorrelations_of_the_gdp_are_statas():
    gdp = macrodata.load_pandas().data.realgdp.to_numpy()
    assert ar.autocorrelation(gdp, 4) == pytest.approx([1, 0.98685781, 0.97371846, 0.96014366, 0.94568545], abs=1e-8)


def test_the_cases_hold_the_sunspots_of_eighty_years(all_years):
    assert np.array_equal(all_years[70:150], SUNSPOTS)


# ---- statsmodels and SciPy ----


@pytest.mark.parametrize("phi", MODELS, ids=str)
def test_simulating_is_scipys_recursive_filter(phi):
    rng = np.random.default_rng(7)
    noise, initial = rng.normal(size=25), rng.normal(size=len(phi))
    one, denominator = np.array([1.0]), np.concatenate([[1.0], -phi])
    state = signal.lfiltic(one, denominator, initial[::-1])
    theirs, _ = signal.lfilter(one, denominator, 2.5 + noise, zi=state)
    assert ar.simulate_ar(2.5, phi, noise, initial) == pytest.approx(theirs, rel=1e-12)


@pytest.mark.parametrize("phi", MODELS, ids=str)
@pytest.mark.parametrize("order", [1, 2, 3, 5])
def test_fitting_residuals_forecasts_and_likelihood_are_statsmodels(phi, order):
    x = drawn(phi)
    theirs = fitted(x, order)
    c, coefficients, sigma2 = ar.fit_ar(x, order)
    assert np.concatenate([[c], coefficients]) == pytest.approx(theirs.params, rel=1e-9)
    assert sigma2 == pytest.approx(theirs.sigma2, rel=1e-12)
    assert ar.ar_residuals(x, c, coefficients) == pytest.approx(theirs.resid, abs=1e-11)
    assert ar.forecast_ar(x, c, coefficients, 12) == pytest.approx(theirs.predict(len(x), len(x) + 11), rel=1e-10)
    assert ar.ar_log_likelihood(x, c, coefficients, sigma2) == pytest.approx(theirs.llf, rel=1e-12)


@pytest.mark.parametrize("order", [2, 3])
def test_the_eighty_years_are_fitted_as_by_statsmodels(order):
    c, phi, sigma2 = ar.fit_ar(SUNSPOTS, order)
    assert np.concatenate([[c], phi]) == pytest.approx(fitted(SUNSPOTS, order).params, rel=1e-11)
    assert sigma2 == pytest.approx(fitted(SUNSPOTS, order).sigma2, rel=1e-12)


@pytest.mark.parametrize("phi", MODELS, ids=str)
def test_autocorrelations_are_statsmodels(phi):
    x = drawn(phi)
    for fft in (False, True):
        assert ar.autocorrelation(x, 39) == pytest.approx(acf(x, nlags=39, adjusted=False, fft=fft), abs=1e-13)


@pytest.mark.parametrize("phi", MODELS, ids=str)
def test_the_likelihood_is_a_sum_of_scipys_densities(phi):
    x, p = drawn(phi), len(phi)
    predicted = [2.0 + sum(phi[i] * x[t - 1 - i] for i in range(p)) for t in range(p, len(x))]
    theirs = stats.norm.logpdf(x[p:], loc=predicted, scale=math.sqrt(1.75)).sum()
    assert ar.ar_log_likelihood(x, 2.0, phi, 1.75) == pytest.approx(theirs, rel=1e-12)


def test_the_likelihood_is_the_joint_density_over_that_of_the_first_values():
    """A stationary AR(1) is one large Gaussian: its density, less that of its first value, is the conditional one."""
    x, c, phi, sigma2 = drawn(np.array([0.6]), 9), 3.0, 0.6, 0.8
    mean, spread = c / (1 - phi), sigma2 / (1 - phi**2)
    covariance = spread * phi ** np.abs(np.subtract.outer(np.arange(9), np.arange(9)))
    joint = stats.multivariate_normal.logpdf(x, np.full(9, mean), covariance)
    first = stats.norm.logpdf(x[0], mean, math.sqrt(spread))
    assert ar.ar_log_likelihood(x, c, np.array([phi]), sigma2) == pytest.approx(joint - first, rel=1e-12)


# ---- stationarity ----


def drawn_coefficients(count: int) -> list[np.ndarray]:
    rng = np.random.default_rng(3)
    return [rng.uniform(-1.5, 1.5, 1 + i % 4) for i in range(count)]


def test_stationary_is_what_statsmodels_and_the_companion_matrix_say():
    said = []
    for phi in drawn_coefficients(400):
        companion = np.eye(len(phi), k=-1)
        companion[0] = phi
        said.append(ar.is_stationary(phi))
        assert said[-1] == bool(ArmaProcess.from_coeffs(phi).isstationary)
        assert said[-1] == bool(np.max(np.abs(np.linalg.eigvals(companion))) < 1)
    assert 100 < sum(said) < 300


def test_in_a_stationary_model_and_in_no_other_a_shock_fades():
    for phi in drawn_coefficients(60):
        roots = np.roots(np.concatenate([[1.0], -phi]))
        if abs(np.max(np.abs(roots)) - 1) > 0.05:
            shock = np.zeros(600)
            shock[0] = 1.0
            effect = ar.simulate_ar(0.0, phi, shock, np.zeros(len(phi)))
            assert (np.max(np.abs(effect[-20:])) < 1e-3) == ar.is_stationary(phi)


def test_the_triangle_of_two_lags():
    """Box and Jenkins, section 3.2.4: phi_1 + phi_2 < 1, phi_2 - phi_1 < 1 and -1 < phi_2 < 1."""
    for one in np.arange(-2.45, 2.5, 0.2):
        for two in np.arange(-1.43, 1.5, 0.17):
            inside = one + two < 1 and two - one < 1 and abs(two) < 1
            assert ar.is_stationary(np.array([one, two])) == inside


@pytest.mark.parametrize("phi", [[1.0], [-1.0]])
def test_a_root_on_the_circle_is_not_outside(phi):
    assert ar.is_stationary(np.array(phi)) is False
    assert ar.is_stationary(np.array(phi, dtype=np.float32)) is False


# ---- by hand ----


def test_the_handouts_line_in_exact_fractions():
    x = [Fraction(value) for value in (1, 3, 4, 3, 5, 7)]
    before, after = x[:-1], x[1:]
    middle = [sum(part, Fraction(0)) / 5 for part in (before, after)]
    slope = sum((a - middle[0]) * (b - middle[1]) for a, b in zip(before, after, strict=True)) / sum((a - middle[0]) ** 2 for a in before)
    c = middle[1] - slope * middle[0]
    sigma2 = sum((b - c - slope * a) ** 2 for a, b in zip(before, after, strict=True)) / 5
    assert (c, slope, sigma2) == (2, Fraction(3, 4), Fraction(5, 4))
    ours = ar.fit_ar(np.array([1.0, 3.0, 4.0, 3.0, 5.0, 7.0]), 1)
    assert (ours[0], ours[1][0], ours[2]) == pytest.approx((2, 0.75, 1.25), rel=1e-12)


def test_order_zero_is_mean_and_variance():
    x = drawn(MODELS[2])
    c, phi, sigma2 = ar.fit_ar(x, 0)
    assert c == pytest.approx(x.mean(), rel=1e-13)
    assert phi.shape == (0,)
    assert sigma2 == pytest.approx(x.var(), rel=1e-13)


@pytest.mark.parametrize("order", [1, 2, 3])
def test_as_many_equations_as_unknowns_will_do_and_fewer_will_not(order):
    x = drawn(MODELS[2])[: 2 * order + 1]
    c, phi, sigma2 = ar.fit_ar(x, order)
    assert sigma2 == pytest.approx(0, abs=1e-20)
    assert ar.forecast_ar(x[:-1], c, phi, 1)[0] == pytest.approx(x[-1], rel=1e-10)
    with pytest.raises(ValueError, match="too short"):
        ar.fit_ar(x[:-1], order)


def test_the_residuals_are_the_noise_that_made_the_series():
    rng = np.random.default_rng(5)
    phi, noise, initial = np.array([0.5, -0.25, 0.125]), rng.normal(size=30), rng.normal(size=3)
    x = ar.simulate_ar(1.5, phi, noise, initial)
    assert ar.ar_residuals(np.concatenate([initial, x]), 1.5, phi) == pytest.approx(noise, abs=1e-13)


def test_forecasts_are_powers_of_the_companion_matrix():
    phi, x = np.array([0.5, -0.25, 0.125]), drawn(MODELS[4])
    step = np.zeros((4, 4))  # acts on (x_t, x_(t-1), x_(t-2), 1)
    step[0], step[1, 0], step[2, 1], step[3, 3] = [*phi, 1.5], 1, 1, 1
    now = np.array([x[-1], x[-2], x[-3], 1.0])
    theirs = [(np.linalg.matrix_power(step, ahead) @ now)[0] for ahead in range(1, 8)]
    assert ar.forecast_ar(x, 1.5, phi, 7) == pytest.approx(theirs, rel=1e-12)
    assert ar.forecast_ar(x, 1.5, phi, 200)[-1] == pytest.approx(1.5 / (1 - phi.sum()), rel=1e-12)


def test_the_slides_model_goes_to_its_mean():
    """X_t = 2 + 0.6 X_(t-1) from 10: 8, 6.8, 6.08, 5.648, 5.3888, in the end 5; with 1.05 it grows."""
    assert ar.forecast_ar(np.array([10.0]), 2.0, np.array([0.6]), 5) == pytest.approx([8, 6.8, 6.08, 5.648, 5.3888], rel=1e-14)
    assert ar.simulate_ar(0.0, np.array([1.05]), np.zeros(100), np.array([1.0]))[-1] == pytest.approx(1.05**100, rel=1e-12)


def test_float32_stays_float32_and_near():
    x, phi = SUNSPOTS.astype(np.float32), np.array([1.4, -0.7], dtype=np.float32)
    c, coefficients, sigma2 = ar.fit_ar(x, 2)
    assert {np.asarray(part).dtype for part in (c, coefficients, sigma2)} == {np.dtype(np.float32)}
    assert coefficients == pytest.approx(ar.fit_ar(SUNSPOTS, 2)[1], rel=1e-5)
    answers = (ar.ar_residuals(x, 14.0, phi), ar.forecast_ar(x, 14.0, phi, 3), ar.autocorrelation(x, 5), ar.simulate_ar(1.0, phi, x, x[:2]))
    assert {answer.dtype for answer in answers} == {np.dtype(np.float32)}
