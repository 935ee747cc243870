"""Wrong answers that students of this assignment give. One class a task; each docstring is the hint that the student reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from reference import autoregressive_model as ar
from reference import vector_autoregression as var


def _predictions(x, c, phi) -> np.ndarray:
    """(n - p,): right predictions of x[p:]."""
    return x[len(phi) :] - ar.ar_residuals(x, c, phi)


def _lagged(x: np.ndarray, order: int) -> np.ndarray:
    """(n - order, order): the values before x[order:], latest first."""
    return np.column_stack([x[order - lag : len(x) - lag] for lag in range(1, order + 1)])


def _least_squares(design: np.ndarray, goal: np.ndarray) -> np.ndarray:
    return np.linalg.lstsq(design, goal, rcond=None)[0]


def _with_sigma2(x: np.ndarray, order: int, change: Callable[[np.ndarray], Any]):
    """A right fit whose sigma2 is computed from the residuals in another way."""
    c, phi, _ = ar.fit_ar(x, order)
    with np.errstate(divide="ignore", invalid="ignore"):
        return c, phi, change(ar.ar_residuals(x, c, phi))


def _unchecked(x: np.ndarray, order: int):
    """A fit that does not look whether the series is long enough. With fewer equations than unknowns it takes the shortest solution."""
    rows = len(x) - order
    design = np.column_stack([np.ones(rows), *(x[order - lag : len(x) - lag] for lag in range(1, order + 1))])
    coefficients = _least_squares(design, x[order:])
    return coefficients[0], coefficients[1:], np.mean((x[order:] - design @ coefficients) ** 2)


def _products(x: np.ndarray, max_lag: int) -> np.ndarray:
    """(max_lag + 1,): sum over t of x_t x_(t-k)."""
    return np.array([x[lag:] @ x[: len(x) - lag] for lag in range(max_lag + 1)])


def _reciprocal_roots(phi: np.ndarray) -> np.ndarray:
    """1 / z for every root z of 1 - phi_1 z - ... - phi_p z^p."""
    return np.roots(np.concatenate([[1.0], -phi]))


def _log_density(residuals: np.ndarray, variance: float) -> np.ndarray:
    return -0.5 * (np.log(2 * np.pi * variance) + residuals**2 / variance)


def _mean_form(c, A):
    """The intercept of a student who takes c for the mean."""
    return c - A.sum(axis=0) @ c


class simulate_ar:
    @staticmethod
    def lags_reversed(c, phi, noise, initial):
        """You give phi[0] to the oldest value. It belongs to the latest one: values run from old to new, coefficients from the latest back.
        See the handout, section 'Letting the model run'."""
        return ar.simulate_ar(c, phi[::-1], noise, initial)

    @staticmethod
    def initial_newest_first(c, phi, noise, initial):
        """You read `initial` from its newest value to its oldest. Its last entry is the one just before the first step.
        See the handout, section 'Letting the model run'."""
        return ar.simulate_ar(c, phi, noise, initial[::-1])

    @staticmethod
    def no_intercept(c, phi, noise, initial):
        """You leave out the intercept c. It is added at every step.
        See the handout, section 'Letting the model run'."""
        return ar.simulate_ar(0.0, phi, noise, initial)

    @staticmethod
    def intercept_as_mean(c, phi, noise, initial):
        """You take c for the mean of the series and weigh deviations from it. Here c is the intercept: it is added as it is.
        See the handout, section 'Letting the model run'."""
        return ar.simulate_ar(c * (1 - phi.sum()), phi, noise, initial)

    @staticmethod
    def no_noise(c, phi, noise, initial):
        """You leave out the noise. Each step adds its own noise_t.
        See the handout, section 'Letting the model run'."""
        return ar.simulate_ar(c, phi, np.zeros_like(noise), initial)

    @staticmethod
    def noise_not_carried_on(c, phi, noise, initial):
        """You add the noise to a path that was made without it. The noise is part of X_t, and so it acts on all values after it.
        See the handout, section 'Letting the model run'."""
        return ar.simulate_ar(c, phi, np.zeros_like(noise), initial) + noise

    @staticmethod
    def noise_one_step_late(c, phi, noise, initial):
        """Your noise comes one step late. noise[0] is part of the first new value.
        See the handout, section 'Letting the model run'."""
        return ar.simulate_ar(c, phi, np.concatenate([[0.0], noise[:-1]]), initial)

    @staticmethod
    def starts_from_zero(c, phi, noise, initial):
        """You start from zeros. The values before the first step are given: that is what `initial` is for.
        See the handout, section 'Letting the model run'."""
        return ar.simulate_ar(c, phi, noise, np.zeros_like(initial))

    @staticmethod
    def initial_in_the_answer(c, phi, noise, initial):
        """Your answer begins with what `initial` holds. Return the new values only, one for each entry of the noise.
        See the handout, section 'Letting the model run'."""
        return np.concatenate([initial, ar.simulate_ar(c, phi, noise, initial)])

    @staticmethod
    def initial_in_place_of_new_values(c, phi, noise, initial):
        """You write `initial` over the first places of the answer. It lies before the first step: all len(noise) values are new.
        See the handout, section 'Letting the model run'."""
        p = len(phi)
        return np.concatenate([initial, ar.simulate_ar(c, phi, noise[p:], initial)])[: len(noise)]

    @staticmethod
    def always_from_initial(c, phi, noise, initial):
        """You predict every step from `initial`. From the second step on, new values take the place of the oldest ones.
        See the handout, section 'Letting the model run'."""
        return c + initial[::-1] @ phi + noise

    @staticmethod
    def minus_for_plus(c, phi, noise, initial):
        """You subtract phi_i X_(t-i). The coefficients are added: only the polynomial of the roots has a minus.
        See the handout, section 'Letting the model run'."""
        return ar.simulate_ar(c, -phi, noise, initial)

    @staticmethod
    def one_lag_only(c, phi, noise, initial):
        """You use phi[0] and the latest value only. The other coefficients act on the values before it.
        See the handout, section 'Letting the model run'."""
        return ar.simulate_ar(c, phi[:1], noise, initial[-1:])


class fit_ar:
    @staticmethod
    def lags_reversed(x, order):
        """You return phi from the oldest lag to the latest. phi[0] belongs to the latest value.
        See the handout, section 'Fitting by least squares'."""
        c, phi, sigma2 = ar.fit_ar(x, order)
        return c, phi[::-1], sigma2

    @staticmethod
    def no_intercept(x, order):
        """You fit without an intercept. Give your design matrix a column of ones.
        See the handout, section 'Fitting by least squares'."""
        if order == 0 or len(x) - order < order + 1:
            return ar.fit_ar(x, order)
        phi = _least_squares(_lagged(x, order), x[order:])
        return 0.0, phi, np.mean(ar.ar_residuals(x, 0.0, phi) ** 2)

    @staticmethod
    def mean_subtracted_first(x, order):
        """You subtract the mean of the whole series and fit without an intercept. That is near, but it is not least squares with an
        intercept: the values on the left and on the right of the equations have other means. See the handout, section
        'Fitting by least squares'."""
        if order == 0 or len(x) - order < order + 1:
            return ar.fit_ar(x, order)
        phi = _least_squares(_lagged(x - x.mean(), order), x[order:] - x.mean())
        c = x.mean() * (1 - phi.sum())
        return c, phi, np.mean(ar.ar_residuals(x, c, phi) ** 2)

    @staticmethod
    def yule_walker(x, order):
        """You solve the Yule-Walker equations with the autocorrelations. This task asks for least squares.
        See the handout, section 'Fitting by least squares'."""
        if order == 0 or len(x) - order < order + 1:
            return ar.fit_ar(x, order)
        r = ar.autocorrelation(x, order)
        phi = np.linalg.solve(r[np.abs(np.subtract.outer(np.arange(order), np.arange(order)))], r[1:])
        c = x.mean() * (1 - phi.sum())
        return c, phi, np.mean(ar.ar_residuals(x, c, phi) ** 2)

    @staticmethod
    def mean_for_intercept(x, order):
        """You return the mean of the model where its intercept is asked for. Some libraries do so too. Here c is added at every step.
        See the handout, section 'Fitting by least squares'."""
        c, phi, sigma2 = ar.fit_ar(x, order)
        return c / (1 - phi.sum()), phi, sigma2

    @staticmethod
    def future_for_past(x, order):
        """You predict each value from the values after it. The columns of the design matrix hold earlier values.
        See the handout, section 'Fitting by least squares'."""
        return ar.fit_ar(x[::-1], order)

    @staticmethod
    def time_for_lags(x, order):
        """You fit a line or a curve through time. An autoregressive model predicts from earlier values, not from the date.
        See the handout, section 'Fitting by least squares'."""
        if len(x) - order < order + 1:
            return ar.fit_ar(x, order)
        design = np.arange(len(x))[:, None] ** np.arange(order + 1)
        coefficients = _least_squares(design.astype(np.float64), x)
        return coefficients[0], coefficients[1:], np.mean((x - design @ coefficients) ** 2)

    @staticmethod
    def divides_by_degrees_of_freedom(x, order):
        """You divide the sum of squared residuals by the number of residuals less the number of coefficients. sigma2 is their mean here.
        See the handout, section 'Fitting by least squares'."""
        return _with_sigma2(x, order, lambda e: (e @ e) / max(1, len(e) - order - 1))

    @staticmethod
    def divides_by_one_less(x, order):
        """You divide the sum of squared residuals by their number less 1, as a variance with ddof=1 does. sigma2 is their mean here.
        See the handout, section 'Fitting by least squares'."""
        return _with_sigma2(x, order, lambda e: (e @ e) / max(1, len(e) - 1))

    @staticmethod
    def divides_by_less_the_lags(x, order):
        """You divide the sum of squared residuals by their number less the number of lags. sigma2 is their mean here.
        See the handout, section 'Fitting by least squares'."""
        return _with_sigma2(x, order, lambda e: (e @ e) / (len(e) - order))

    @staticmethod
    def divides_by_all_values(x, order):
        """You divide the sum of squared residuals by the length of the series. There are fewer residuals than values.
        See the handout, section 'Fitting by least squares'."""
        return _with_sigma2(x, order, lambda e: (e @ e) / len(x))

    @staticmethod
    def standard_deviation(x, order):
        """You return a standard deviation for sigma2. It is a variance: do not take the root.
        See the handout, section 'Fitting by least squares'."""
        return _with_sigma2(x, order, lambda e: np.sqrt(np.mean(e**2)))

    @staticmethod
    def sum_of_squares(x, order):
        """You return the sum of the squared residuals for sigma2. It is their mean.
        See the handout, section 'Fitting by least squares'."""
        return _with_sigma2(x, order, lambda e: e @ e)

    @staticmethod
    def variance_of_the_series(x, order):
        """Your sigma2 is the variance of the series. It is about what the model does not explain: take the residuals.
        See the handout, section 'Fitting by least squares'."""
        return _with_sigma2(x, order, lambda e: np.var(x))

    @staticmethod
    def no_check(x, order):
        """You fit a series that is too short. With fewer equations than unknowns, many answers are equally good: raise a ValueError.
        See the handout, section 'Fitting by least squares'."""
        return _unchecked(x, order)

    @staticmethod
    def check_too_loose(x, order):
        """You accept a series that is too short by one value. Count the unknowns: the intercept is one of them.
        See the handout, section 'Fitting by least squares'."""
        if len(x) - order < order:
            raise ValueError("too short")
        return _unchecked(x, order)

    @staticmethod
    def check_too_strict(x, order):
        """You refuse a series that is just long enough. As many equations as unknowns will do.
        See the handout, section 'Fitting by least squares'."""
        if len(x) - order <= order + 1:
            raise ValueError("too short")
        return ar.fit_ar(x, order)

    @staticmethod
    def order_zero_refused(x, order):
        """You refuse order 0. A model without lags has an intercept all the same.
        See the handout, section 'Fitting by least squares'."""
        if order < 1:
            raise ValueError("no lags")
        return ar.fit_ar(x, order)

    @staticmethod
    def order_zero_knows_nothing(x, order):
        """With order 0 you return zeros. Without lags the best prediction is the mean of the series, and sigma2 is how far off that is.
        See the handout, section 'Fitting by least squares'."""
        return ar.fit_ar(x, order) if order else (0.0, np.zeros(0), 0.0)

    @staticmethod
    def mean_of_the_series_for_c(x, order):
        """You return the mean of the series for c. With lags, c is the intercept: the first coefficient that the solver returns.
        See the handout, section 'Fitting by least squares'."""
        _, phi, sigma2 = ar.fit_ar(x, order)
        return x.mean(), phi, sigma2


class ar_residuals:
    @staticmethod
    def sign_turned_round(x, c, phi):
        """Your residuals have the other sign. A residual is the value minus its prediction.
        See the handout, section 'What the model did not foresee'."""
        return -ar.ar_residuals(x, c, phi)

    @staticmethod
    def lags_reversed(x, c, phi):
        """You give phi[0] to the oldest value. It belongs to the latest one: values run from old to new, coefficients from the latest back.
        See the handout, section 'What the model did not foresee'."""
        return ar.ar_residuals(x, c, phi[::-1])

    @staticmethod
    def no_intercept(x, c, phi):
        """You leave out the intercept c in the prediction.
        See the handout, section 'What the model did not foresee'."""
        return ar.ar_residuals(x, 0.0, phi)

    @staticmethod
    def intercept_as_mean(x, c, phi):
        """You take c for the mean of the series and weigh deviations from it. Here c is the intercept: it is added as it is.
        See the handout, section 'What the model did not foresee'."""
        return ar.ar_residuals(x, c * (1 - phi.sum()), phi)

    @staticmethod
    def predictions(x, c, phi):
        """You return the predictions. The residuals are what the values have beyond them.
        See the handout, section 'What the model did not foresee'."""
        return _predictions(x, c, phi)

    @staticmethod
    def squared(x, c, phi):
        """You square the residuals. This task asks for the residuals themselves, with their signs.
        See the handout, section 'What the model did not foresee'."""
        return ar.ar_residuals(x, c, phi) ** 2

    @staticmethod
    def absolute(x, c, phi):
        """You return how large the residuals are, without their signs. Keep the signs.
        See the handout, section 'What the model did not foresee'."""
        return np.abs(ar.ar_residuals(x, c, phi))

    @staticmethod
    def zeros_before_the_start(x, c, phi):
        """You predict the first values from zeros that nobody observed. The first p values have no residual: leave them out.
        See the handout, section 'What the model did not foresee'."""
        return ar.ar_residuals(np.concatenate([np.zeros(len(phi)), x]), c, phi)

    @staticmethod
    def first_residuals_zero(x, c, phi):
        """You give the first p values a residual of 0. They have none: the answer is shorter than the series.
        See the handout, section 'What the model did not foresee'."""
        return np.concatenate([np.zeros(len(phi)), ar.ar_residuals(x, c, phi)])

    @staticmethod
    def includes_the_value_itself(x, c, phi):
        """Your prediction uses the value that it predicts. phi[0] belongs to the value one step before.
        See the handout, section 'What the model did not foresee'."""
        p = len(phi)
        return x[p:] - c - _lagged(np.append(x, 0.0), p)[1:] @ phi


class forecast_ar:
    @staticmethod
    def lags_reversed(x, c, phi, steps):
        """You give phi[0] to the oldest value. It belongs to the latest one: values run from old to new, coefficients from the latest back.
        See the handout, section 'Forecasting'."""
        return ar.forecast_ar(x, c, phi[::-1], steps)

    @staticmethod
    def no_intercept(x, c, phi, steps):
        """You leave out the intercept c. It is added at every step.
        See the handout, section 'Forecasting'."""
        return ar.forecast_ar(x, 0.0, phi, steps)

    @staticmethod
    def intercept_as_mean(x, c, phi, steps):
        """You take c for the mean of the series and weigh deviations from it. Here c is the intercept: it is added as it is.
        See the handout, section 'Forecasting'."""
        return ar.forecast_ar(x, c * (1 - phi.sum()), phi, steps)

    @staticmethod
    def first_forecast_repeated(x, c, phi, steps):
        """You repeat your first forecast. The second step ahead is predicted from the first forecast.
        See the handout, section 'Forecasting'."""
        return np.full(steps, ar.forecast_ar(x, c, phi, 1)[0])

    @staticmethod
    def last_value_repeated(x, c, phi, steps):
        """You repeat the last value. Let the model predict each step.
        See the handout, section 'Forecasting'."""
        return np.full(steps, x[-1])

    @staticmethod
    def starts_with_the_last_value(x, c, phi, steps):
        """Your answer begins with the last value of the series. The first forecast is for the step after it.
        See the handout, section 'Forecasting'."""
        return np.concatenate([x[-1:], ar.forecast_ar(x, c, phi, steps)[:-1]])

    @staticmethod
    def from_the_beginning(x, c, phi, steps):
        """You go on from the first values of the series. Its newest values stand at its end.
        See the handout, section 'Forecasting'."""
        return ar.forecast_ar(x[: len(phi)], c, phi, steps)

    @staticmethod
    def only_the_latest_moves(x, c, phi, steps):
        """You feed your forecasts to phi[0] only; the other coefficients go on with the same old values. All of them move by a step.
        See the handout, section 'Forecasting'."""
        older = x[len(x) - len(phi) : -1]
        forecasts = [x[-1]]
        for _ in range(steps):
            forecasts.append(ar.forecast_ar(np.append(older, forecasts[-1]), c, phi, 1)[0])
        return np.array(forecasts[1:])

    @staticmethod
    def series_in_the_answer(x, c, phi, steps):
        """Your answer begins with the series itself. Return the forecasts only.
        See the handout, section 'Forecasting'."""
        return np.concatenate([x, ar.forecast_ar(x, c, phi, steps)])

    @staticmethod
    def last_step_only(x, c, phi, steps):
        """You return the last forecast only. This task asks for one for each step.
        See the handout, section 'Forecasting'."""
        return ar.forecast_ar(x, c, phi, steps)[-1]

    @staticmethod
    def intercept_only_once(x, c, phi, steps):
        """You add the intercept c at the first step only. It is added at every step.
        See the handout, section 'Forecasting'."""
        return ar.simulate_ar(0.0, phi, np.concatenate([[c], np.zeros(steps - 1)]), x[len(x) - len(phi) :])

    @staticmethod
    def zeros_for_the_future(x, c, phi, steps):
        """You put 0 in the place of the values that nobody knows yet. Your own forecasts belong there.
        See the handout, section 'Forecasting'."""
        unknown = np.concatenate([x, np.zeros(steps)])
        return np.array([ar.forecast_ar(unknown[: len(x) + step], c, phi, 1)[0] for step in range(steps)])

    @staticmethod
    def minus_for_plus(x, c, phi, steps):
        """You subtract phi_i X_(t-i). The coefficients are added: only the polynomial of the roots has a minus.
        See the handout, section 'Forecasting'."""
        return ar.forecast_ar(x, c, -phi, steps)

    @staticmethod
    def mean_of_the_series(x, c, phi, steps):
        """You weigh deviations from the mean of the series. The model is given: add c, and weigh the values themselves.
        See the handout, section 'Forecasting'."""
        return ar.forecast_ar(x, x.mean() * (1 - phi.sum()), phi, steps)


class autocorrelation:
    @staticmethod
    def mean_not_subtracted(x, max_lag):
        """You do not subtract the mean. Without that, a series far from 0 resembles itself at every lag.
        See the handout, section 'The autocorrelation'."""
        return _products(x, max_lag) / (x @ x)

    @staticmethod
    def divides_by_number_of_pairs(x, max_lag):
        """You divide each sum by its number of pairs. Here all sums are divided by the same number.
        See the handout, section 'The autocorrelation'."""
        return ar.autocorrelation(x, max_lag) * len(x) / (len(x) - np.arange(max_lag + 1))

    @staticmethod
    def correlation_of_two_parts(x, max_lag):
        """You correlate the series without its end with the series without its beginning, each with a mean and a spread of its own. Here
        the mean and c_0 are those of the whole series. See the handout, section 'The autocorrelation'."""
        parts = [(x[lag:] - x[lag:].mean(), x[: len(x) - lag] - x[: len(x) - lag].mean()) for lag in range(max_lag + 1)]
        with np.errstate(invalid="ignore"):
            return np.array([(now @ then) / np.sqrt((now @ now) * (then @ then)) for now, then in parts])

    @staticmethod
    def autocovariance(x, max_lag):
        """You return autocovariances. Divide by the one at lag 0, so that the first entry is 1.
        See the handout, section 'The autocorrelation'."""
        return _products(x - x.mean(), max_lag) / len(x)

    @staticmethod
    def divides_by_n_minus_one(x, max_lag):
        """You divide by the variance with n - 1 and by n: the two do not cancel, and your first entry is not 1.
        See the handout, section 'The autocorrelation'."""
        return ar.autocorrelation(x, max_lag) * (len(x) - 1) / len(x)

    @staticmethod
    def lag_zero_left_out(x, max_lag):
        """You begin with lag 1. The first entry belongs to lag 0, and is 1.
        See the handout, section 'The autocorrelation'."""
        return ar.autocorrelation(x, max_lag)[1:]

    @staticmethod
    def last_lag_left_out(x, max_lag):
        """You stop one lag too early. There are max_lag + 1 lags from 0 to max_lag.
        See the handout, section 'The autocorrelation'."""
        return ar.autocorrelation(x, max_lag)[:-1]

    @staticmethod
    def goes_round(x, max_lag):
        """You let the series begin anew where it ends, as np.roll and a Fourier transform without padding do. Pairs that would reach over
        the end are left out. See the handout, section 'The autocorrelation'."""
        d = x - x.mean()
        return np.array([d @ np.roll(d, lag) for lag in range(max_lag + 1)]) / (d @ d)

    @staticmethod
    def small_ones_dropped(x, max_lag):
        """You set what is below 0.5 to 0. The slides' 0.5 is a rule of thumb for using a model; the autocorrelation is what it is.
        See the handout, section 'The autocorrelation'."""
        r = ar.autocorrelation(x, max_lag)
        return np.where(np.abs(r) < 0.5, 0.0, r)

    @staticmethod
    def without_sign(x, max_lag):
        """Your autocorrelations have lost their signs. A negative one says that high is followed by low.
        See the handout, section 'The autocorrelation'."""
        return np.abs(ar.autocorrelation(x, max_lag))

    @staticmethod
    def powers_of_the_first(x, max_lag):
        """You raise the autocorrelation at lag 1 to powers. That is what an AR(1) model would have; here every lag is measured.
        See the handout, section 'The autocorrelation'."""
        return ar.autocorrelation(x, 1)[1] ** np.arange(max_lag + 1)

    @staticmethod
    def nothing_at_lag_zero(x, max_lag):
        """Your entry for lag 0 is 0: the slice `[:-k]` is empty where k is 0. Write `[: n - k]`.
        See the handout, section 'The autocorrelation'."""
        return np.where(np.arange(max_lag + 1) == 0, 0.0, ar.autocorrelation(x, max_lag))


class is_stationary:
    @staticmethod
    def each_coefficient_below_one(phi):
        """You ask whether every coefficient lies between -1 and 1. That decides for one lag only; with more, look at the roots.
        See the handout, section 'Whether shocks fade'."""
        return bool(np.all(np.abs(phi) < 1))

    @staticmethod
    def first_coefficient_below_one(phi):
        """You look at the first coefficient only. With more than one lag, look at the roots.
        See the handout, section 'Whether shocks fade'."""
        return bool(abs(phi[0]) < 1)

    @staticmethod
    def last_coefficient_below_one(phi):
        """You look at the last coefficient only. Up to its sign it is the product of all 1 / z, which does not say how large each one is.
        See the handout, section 'Whether shocks fade'."""
        return bool(abs(phi[-1]) < 1)

    @staticmethod
    def sum_below_one(phi):
        """You ask whether the coefficients sum to less than 1. That looks at z = 1 only; roots may be anywhere.
        See the handout, section 'Whether shocks fade'."""
        return bool(phi.sum() < 1)

    @staticmethod
    def sizes_sum_below_one(phi):
        """You ask whether the sizes of the coefficients sum to less than 1. Such a model is stationary, but many others are too.
        See the handout, section 'Whether shocks fade'."""
        return bool(np.abs(phi).sum() < 1)

    @staticmethod
    def inside_for_outside(phi):
        """You have inside and outside mixed up. Roots z of 1 - phi_1 z - ... lie outside; the eigenvalues 1 / z lie inside.
        See the handout, section 'Whether shocks fade'."""
        return bool(np.all(np.abs(_reciprocal_roots(phi)) > 1))

    @staticmethod
    def one_root_is_enough(phi):
        """You are content with one root outside the circle. Every root must lie outside.
        See the handout, section 'Whether shocks fade'."""
        return bool(np.any(np.abs(_reciprocal_roots(phi)) < 1))

    @staticmethod
    def wrong_sign(phi):
        """You take the roots of 1 + phi_1 z + ... + phi_p z^p. The coefficients come with a minus.
        See the handout, section 'Whether shocks fade'."""
        return bool(np.all(np.abs(_reciprocal_roots(-phi)) < 1))

    @staticmethod
    def lags_reversed(phi):
        """You give phi[0] to the highest power of z. Many functions for roots want the highest power first: there phi goes in from its last
        entry to its first, and then the 1. See the handout, section 'Whether shocks fade'."""
        return ar.is_stationary(phi[::-1])

    @staticmethod
    def real_parts(phi):
        """You look at the real parts of the roots. Roots may be complex: take their absolute values.
        See the handout, section 'Whether shocks fade'."""
        return bool(np.all(np.abs((1 / _reciprocal_roots(phi)).real) > 1))

    @staticmethod
    def circle_counts(phi):
        """You take a root on the unit circle for one outside. With phi = 1 the series is a random walk: its shocks never fade.
        See the handout, section 'Whether shocks fade'."""
        return bool(np.all(np.abs(_reciprocal_roots(phi)) <= 1))

    @staticmethod
    def always_stationary(phi):
        """You answer True for every model. Some models explode: look at the roots.
        See the handout, section 'Whether shocks fade'."""
        return True

    @staticmethod
    def never_stationary(phi):
        """You answer False for every model. In some models shocks fade: look at the roots.
        See the handout, section 'Whether shocks fade'."""
        return False

    @staticmethod
    def turned_round(phi):
        """You answer True where the model is not stationary, and False where it is.
        See the handout, section 'Whether shocks fade'."""
        return not ar.is_stationary(phi)

    @staticmethod
    def eigenvalues_without_size(phi):
        """You ask whether the eigenvalues 1 / z are less than 1. They may be negative or complex: take their absolute values first.
        See the handout, section 'Whether shocks fade'."""
        return bool(np.all(_reciprocal_roots(phi).real < 1))

    @staticmethod
    def real_roots_only(phi):
        """You look at the real roots only. A complex root inside the circle makes a series explode too: take absolute values of all roots.
        See the handout, section 'Whether shocks fade'."""
        values = _reciprocal_roots(phi)
        return bool(np.all(np.abs(values[np.abs(values.imag) < 1e-9]) < 1))

    @staticmethod
    def triangle_of_two_lags(phi):
        """You use the three inequalities for two lags. With three lags or more they say too little: look at the roots.
        See the handout, section 'Whether shocks fade'."""
        one, two = [*phi, 0.0][:2]
        return bool(one + two < 1 and two - one < 1 and abs(two) < 1)


class ar_log_likelihood:
    @staticmethod
    def lags_reversed(x, c, phi, sigma2):
        """You give phi[0] to the oldest value. It belongs to the latest one: values run from old to new, coefficients from the latest back.
        See the handout, section 'The likelihood of a series'."""
        return ar.ar_log_likelihood(x, c, phi[::-1], sigma2)

    @staticmethod
    def no_intercept(x, c, phi, sigma2):
        """You leave out the intercept c in the predictions.
        See the handout, section 'The likelihood of a series'."""
        return ar.ar_log_likelihood(x, 0.0, phi, sigma2)

    @staticmethod
    def mean(x, c, phi, sigma2):
        """You return the mean over the values. The log-likelihood is a sum.
        See the handout, section 'The likelihood of a series'."""
        return ar.ar_log_likelihood(x, c, phi, sigma2) / (len(x) - len(phi))

    @staticmethod
    def no_two_pi(x, c, phi, sigma2):
        """You leave out the 2 pi of the Gaussian density. It counts once for every value.
        See the handout, section 'The likelihood of a series'."""
        return np.sum(_log_density(ar.ar_residuals(x, c, phi), sigma2)) + 0.5 * np.log(2 * np.pi) * (len(x) - len(phi))

    @staticmethod
    def squares_only(x, c, phi, sigma2):
        """You add up squared residuals only. The density has a factor too, 1 / sqrt(2 pi sigma2), for every value.
        See the handout, section 'The likelihood of a series'."""
        return -0.5 * np.sum(ar.ar_residuals(x, c, phi) ** 2) / sigma2

    @staticmethod
    def variance_for_deviation(x, c, phi, sigma2):
        """You use sigma2 as a standard deviation. It is a variance: a density that asks for sigma or `scale` wants its root.
        See the handout, section 'The likelihood of a series'."""
        return ar.ar_log_likelihood(x, c, phi, sigma2**2)

    @staticmethod
    def deviation_for_variance(x, c, phi, sigma2):
        """You take the root of sigma2 where the variance belongs. sigma2 is the variance already.
        See the handout, section 'The likelihood of a series'."""
        return ar.ar_log_likelihood(x, c, phi, np.sqrt(sigma2))

    @staticmethod
    def no_half_at_the_logarithm(x, c, phi, sigma2):
        """You forget the one half of the logarithm: the density has the root of 2 pi sigma2 below its line.
        See the handout, section 'The likelihood of a series'."""
        e = ar.ar_residuals(x, c, phi)
        return -len(e) * np.log(2 * np.pi * sigma2) - 0.5 * np.sum(e**2) / sigma2

    @staticmethod
    def negative(x, c, phi, sigma2):
        """You return the negative log-likelihood, which is what one minimises. This task asks for the log-likelihood.
        See the handout, section 'The likelihood of a series'."""
        return -ar.ar_log_likelihood(x, c, phi, sigma2)

    @staticmethod
    def first_values_count(x, c, phi, sigma2):
        """You count the factor of the density for all n values. The first p are given: only len(x) - p values have a density.
        See the handout, section 'The likelihood of a series'."""
        return ar.ar_log_likelihood(x, c, phi, sigma2) - 0.5 * len(phi) * np.log(2 * np.pi * sigma2)

    @staticmethod
    def zeros_before_the_start(x, c, phi, sigma2):
        """You predict the first values from zeros that nobody observed. The first p values are given and have no density here.
        See the handout, section 'The likelihood of a series'."""
        return ar.ar_log_likelihood(np.concatenate([np.zeros(len(phi)), x]), c, phi, sigma2)

    @staticmethod
    def own_variance(x, c, phi, sigma2):
        """You use the mean squared residual for the variance. sigma2 is given; the model may be another one than the best.
        See the handout, section 'The likelihood of a series'."""
        return ar.ar_log_likelihood(x, c, phi, np.mean(ar.ar_residuals(x, c, phi) ** 2))

    @staticmethod
    def product_first(x, c, phi, sigma2):
        """You multiply all densities and take the logarithm at the end. The product of many of them is 0 in a computer: add logarithms.
        See the handout, section 'The likelihood of a series'."""
        with np.errstate(divide="ignore"):
            return np.log(np.prod(np.exp(_log_density(ar.ar_residuals(x, c, phi), sigma2))))

    @staticmethod
    def base_ten(x, c, phi, sigma2):
        """Your logarithm is to base 10. This task asks for the natural one.
        See the handout, section 'The likelihood of a series'."""
        return ar.ar_log_likelihood(x, c, phi, sigma2) / np.log(10)

    @staticmethod
    def constant_only_once(x, c, phi, sigma2):
        """You add the factor of the density once. It counts once for every value that has a residual.
        See the handout, section 'The likelihood of a series'."""
        e = ar.ar_residuals(x, c, phi)
        return -0.5 * (np.log(2 * np.pi * sigma2) + e @ e / sigma2)

    @staticmethod
    def no_half_at_the_squares(x, c, phi, sigma2):
        """You forget the one half of the squared residuals. In the density they are divided by 2 sigma2.
        See the handout, section 'The likelihood of a series'."""
        e = ar.ar_residuals(x, c, phi)
        return -0.5 * len(e) * np.log(2 * np.pi * sigma2) - e @ e / sigma2

    @staticmethod
    def no_half(x, c, phi, sigma2):
        """You forget the one half before the bracket.
        See the handout, section 'The likelihood of a series'."""
        return 2 * ar.ar_log_likelihood(x, c, phi, sigma2)


class fit_var:
    @staticmethod
    def transposed(X, order):
        """Your matrices are transposed. A solver gives one column an equation; here the row says which series is acted on.
        See the handout, section 'Fitting several series at once'."""
        c, A = var.fit_var(X, order)
        return c, A.transpose(0, 2, 1)

    @staticmethod
    def lags_reversed(X, order):
        """Your matrices stand from the oldest lag to the latest. A[0] belongs to the latest row.
        See the handout, section 'Fitting several series at once'."""
        c, A = var.fit_var(X, order)
        return c, A[::-1]

    @staticmethod
    def no_intercept(X, order):
        """You fit without an intercept. Give your design matrix a column of ones.
        See the handout, section 'Fitting several series at once'."""
        n, K = X.shape
        design = np.concatenate([X[order - lag : n - lag] for lag in range(1, order + 1)], axis=1)
        coefficients = _least_squares(design, X[order:])
        return np.zeros(K), coefficients.reshape(order, K, K).transpose(0, 2, 1)

    @staticmethod
    def mean_subtracted_first(X, order):
        """You subtract the means of the whole series and fit without an intercept. That is near, but it is not least squares with an
        intercept. See the handout, section 'Fitting several series at once'."""
        mean = X.mean(axis=0)
        _, A = fit_var.no_intercept(X - mean, order)
        return _mean_form(mean, A), A

    @staticmethod
    def each_series_alone(X, order):
        """You fit each series from its own past only. In this model every series may act on every other one.
        See the handout, section 'Fitting several series at once'."""
        fits = [ar.fit_ar(column, order) for column in X.T]
        return np.array([c for c, _, _ in fits]), np.stack([np.diag(row) for row in np.array([phi for _, phi, _ in fits]).T])

    @staticmethod
    def mean_for_intercept(X, order):
        """You return the mean of the model where its intercept is asked for. Here c is what is added at every step.
        See the handout, section 'Fitting several series at once'."""
        c, A = var.fit_var(X, order)
        return np.linalg.solve(np.eye(len(c)) - A.sum(axis=0), c), A

    @staticmethod
    def future_for_past(X, order):
        """You predict each row from the rows after it. The design matrix holds earlier rows.
        See the handout, section 'Fitting several series at once'."""
        return var.fit_var(X[::-1], order)

    @staticmethod
    def side_by_side(X, order):
        """You put the matrices side by side in one. Here they are stacked along a new first axis, (p, K, K).
        See the handout, section 'Fitting several series at once'."""
        c, A = var.fit_var(X, order)
        return c, np.concatenate(list(A), axis=1)

    @staticmethod
    def lags_and_series_mixed(X, order):
        """You reshape the transposed coefficients to (p, K, K), which mixes up lags and series. Reshape first, so that each lag has a block
        of K rows, and transpose each block then.
        See the handout, section 'Fitting several series at once'."""
        c, A = var.fit_var(X, order)
        return c, np.concatenate(list(A), axis=1).reshape(A.shape)

    @staticmethod
    def first_lag_only(X, order):
        """You fit the latest lag only. All `order` lags are columns of the design matrix.
        See the handout, section 'Fitting several series at once'."""
        c, A = var.fit_var(X[order - 1 :], 1)
        return c, np.concatenate([A, np.zeros((order - 1, *A.shape[1:]))])


class forecast_var:
    @staticmethod
    def transposed(X, c, A, steps):
        """You multiply from the left, X_t @ A_i. In this model it is A_i @ X_t: the row says which series is acted on.
        See the handout, section 'Forecasting several series at once'."""
        return var.forecast_var(X, c, A.transpose(0, 2, 1), steps)

    @staticmethod
    def lags_reversed(X, c, A, steps):
        """You give A[0] to the oldest row. It belongs to the latest one.
        See the handout, section 'Forecasting several series at once'."""
        return var.forecast_var(X, c, A[::-1], steps)

    @staticmethod
    def no_intercept(X, c, A, steps):
        """You leave out the intercepts c. They are added at every step.
        See the handout, section 'Forecasting several series at once'."""
        return var.forecast_var(X, np.zeros_like(c), A, steps)

    @staticmethod
    def intercept_as_mean(X, c, A, steps):
        """You take c for the means of the series and weigh deviations from them. Here c is added as it is.
        See the handout, section 'Forecasting several series at once'."""
        return var.forecast_var(X, _mean_form(c, A), A, steps)

    @staticmethod
    def first_forecast_repeated(X, c, A, steps):
        """You repeat your first forecast. The second step ahead is predicted from the first forecast.
        See the handout, section 'Forecasting several series at once'."""
        return np.repeat(var.forecast_var(X, c, A, 1), steps, axis=0)

    @staticmethod
    def starts_with_the_last_row(X, c, A, steps):
        """Your answer begins with the last row of the series. The first forecast is for the step after it.
        See the handout, section 'Forecasting several series at once'."""
        return np.concatenate([X[-1:], var.forecast_var(X, c, A, steps)[:-1]])

    @staticmethod
    def only_own_past(X, c, A, steps):
        """You use the diagonals of the matrices only. In this model every series may act on every other one.
        See the handout, section 'Forecasting several series at once'."""
        return var.forecast_var(X, c, A * np.eye(len(c)), steps)

    @staticmethod
    def from_the_beginning(X, c, A, steps):
        """You go on from the first rows of the series. Its newest rows stand at its end.
        See the handout, section 'Forecasting several series at once'."""
        return var.forecast_var(X[: len(A)], c, A, steps)

    @staticmethod
    def latest_lag_only(X, c, A, steps):
        """You use A[0] only. The other matrices act too, on the rows before the latest.
        See the handout, section 'Forecasting several series at once'."""
        return var.forecast_var(X, c, A[:1], steps)

    @staticmethod
    def only_the_latest_moves(X, c, A, steps):
        """You feed your forecasts to A[0] only; the other matrices go on with the same old rows. All of them move by a step.
        See the handout, section 'Forecasting several series at once'."""
        older = X[len(X) - len(A) : -1]
        forecasts = [X[-1]]
        for _ in range(steps):
            forecasts.append(var.forecast_var(np.concatenate([older, forecasts[-1][None]]), c, A, 1)[0])
        return np.array(forecasts[1:])

    @staticmethod
    def series_in_the_answer(X, c, A, steps):
        """Your answer begins with the series themselves. Return the forecasts only.
        See the handout, section 'Forecasting several series at once'."""
        return np.concatenate([X, var.forecast_var(X, c, A, steps)])

    @staticmethod
    def last_step_only(X, c, A, steps):
        """You return the last forecast only. This task asks for one row for each step.
        See the handout, section 'Forecasting several series at once'."""
        return var.forecast_var(X, c, A, steps)[-1]
