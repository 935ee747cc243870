"""Wrong: forecast_var -- returns the series and the forecasts."""

# The rest is right/numpy_vectorised.py.


_forecasts = forecast_var


def forecast_var(X, c, A, steps):
    return np.concatenate([X, _forecasts(X, c, A, steps)])
