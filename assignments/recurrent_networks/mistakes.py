"""Wrong answers that students give to the assignment on recurrent networks. The docstring is the hint that the student reads."""

from __future__ import annotations

import numpy as np

from reference import gradient_clipping as clipping
from reference import recurrent_network as rnn


def before_tanh(x, h, params):
    """The sum inside the tanh."""
    return x @ params["Wx"] + h @ params["Wh"] + params["b"]


class rnn_cell:
    @staticmethod
    def no_tanh(x, h, params):
        """You return the sum before the tanh. See the handout, section 'One step'."""
        return before_tanh(x, h, params)

    @staticmethod
    def no_bias(x, h, params):
        """You leave out the bias. See the handout, section 'One step'."""
        return rnn.rnn_cell(x, h, params | {"b": 0})

    @staticmethod
    def two_biases(x, h, params):
        """You add the bias twice, once with x and once with h. Here there is one. See the handout, section 'One step'."""
        return rnn.rnn_cell(x, h, params | {"b": 2 * params["b"]})

    @staticmethod
    def sigmoid(x, h, params):
        """You use the sigmoid. The state of a plain recurrent network has a tanh, and may be negative. See the handout, section
        'One step'."""
        return 0.5 * (1 + np.tanh(0.5 * before_tanh(x, h, params)))

    @staticmethod
    def relu(x, h, params):
        """You use the ReLU. The state of a plain recurrent network has a tanh. See the handout, section 'One step'."""
        return np.maximum(0, before_tanh(x, h, params))

    @staticmethod
    def recurrent_weights_turned(x, h, params):
        """You multiply h with Wh transposed. Wh is square, so nothing warns you: vectors are rows here, h @ Wh. See the
        handout, section 'One step'."""
        return rnn.rnn_cell(x, h, params | {"Wh": params["Wh"].T})

    @staticmethod
    def state_not_used(x, h, params):
        """Your new state does not depend on the old one. See the handout, section 'One step'."""
        return rnn.rnn_cell(x, 0 * h, params)

    @staticmethod
    def input_not_used(x, h, params):
        """Your new state does not depend on x. See the handout, section 'One step'."""
        return rnn.rnn_cell(0 * x, h, params)

    @staticmethod
    def state_added(x, h, params):
        """You add the old state to the new one. A plain recurrent network overwrites it. See the handout, section 'One step'."""
        return h + rnn.rnn_cell(x, h, params)

    @staticmethod
    def squeezed(x, h, params):
        """Your answer loses an axis where there is one row only. It is (N, H) for N = 1 too. See the handout, section 'One step'."""
        return rnn.rnn_cell(x, h, params).squeeze()

    @staticmethod
    def tanh_overflows(x, h, params):
        """Your tanh gives NaN for large sums, because exp overflows above and below the fraction. Your library has a
        tanh that does not. See the handout, section 'One step'."""
        a = before_tanh(x, h, params)
        with np.errstate(over="ignore", invalid="ignore"):
            return (np.exp(a) - np.exp(-a)) / (np.exp(a) + np.exp(-a))


def states(x, h0, params, activation):
    """The states of a network with another function in the place of the tanh."""
    h, found = h0, []
    for t in range(x.shape[1]):
        h = activation(before_tanh(x[:, t], h, params))
        found.append(h)
    return np.stack(found, axis=1)


class rnn_forward:
    @staticmethod
    def sigmoid(x, h0, params):
        """You use the sigmoid. The state of a plain recurrent network has a tanh, and may be negative. See the handout, section
        'One step'."""
        return states(x, h0, params, lambda a: 0.5 * (1 + np.tanh(0.5 * a)))

    @staticmethod
    def no_tanh(x, h0, params):
        """You carry on the sum before the tanh. Every state is the tanh of it. See the handout, section 'One step'."""
        return states(x, h0, params, lambda a: a)

    @staticmethod
    def starts_from_zero(x, h0, params):
        """You start from a zero state. The first step uses h0. See the handout, section 'A whole sequence'."""
        return rnn.rnn_forward(x, 0 * h0, params)

    @staticmethod
    def state_not_carried(x, h0, params):
        """You start every step from h0. Each step goes on from the state of the step before. See the handout, section
        'A whole sequence'."""
        return np.stack([rnn.rnn_cell(x[:, t], h0, params) for t in range(x.shape[1])], axis=1)

    @staticmethod
    def last_state_only(x, h0, params):
        """You return the last state in place of all of them. See the handout, section 'A whole sequence', for the shape of hs."""
        return rnn.rnn_forward(x, h0, params)[:, -1]

    @staticmethod
    def time_first(x, h0, params):
        """You put time before the batch. hs is (N, T, H), like x. See the handout, section 'A whole sequence'."""
        return rnn.rnn_forward(x, h0, params).transpose(1, 0, 2)

    @staticmethod
    def backwards_in_time(x, h0, params):
        """You read the sequence from its end. See the handout, section 'A whole sequence'."""
        return rnn.rnn_forward(x[:, ::-1], h0, params)[:, ::-1]

    @staticmethod
    def one_step_late(x, h0, params):
        """Your states begin with h0 and lack the last one. hs holds h_1 to h_T. See the handout, section 'A whole sequence'."""
        return np.concatenate([h0[:, None], rnn.rnn_forward(x, h0, params)[:, :-1]], axis=1)

    @staticmethod
    def initial_state_included(x, h0, params):
        """Your states have one entry too many: h0 is among them. hs holds h_1 to h_T. See the handout, section 'A whole sequence'."""
        return np.concatenate([h0[:, None], rnn.rnn_forward(x, h0, params)], axis=1)

    @staticmethod
    def same_state_everywhere(x, h0, params):
        """All your states are the last one. You put the same array in the list again and again, and each step
        overwrites it. See the handout, section 'A whole sequence'."""
        return np.repeat(rnn.rnn_forward(x, h0, params)[:, -1:], x.shape[1], axis=1)

    @staticmethod
    def first_row_for_all(x, h0, params):
        """You start every sequence from the first row of h0. Each has a row of its own. See the handout, section 'A whole sequence'."""
        return rnn.rnn_forward(x, np.repeat(h0[:1], len(h0), axis=0), params)

    @staticmethod
    def recurrent_weights_turned(x, h0, params):
        """You multiply h with Wh transposed. Wh is square, so nothing warns you: vectors are rows here, h @ Wh. See the
        handout, section 'One step'."""
        return rnn.rnn_forward(x, h0, params | {"Wh": params["Wh"].T})

    @staticmethod
    def no_bias(x, h0, params):
        """You leave out the bias. See the handout, section 'One step'."""
        return rnn.rnn_forward(x, h0, params | {"b": 0 * params["b"]})

    @staticmethod
    def squeezed(x, h0, params):
        """Your states lose an axis when the sequence has one step. hs is (N, T, H) for T = 1 too. See the handout, section
        'A whole sequence'."""
        return rnn.rnn_forward(x, h0, params).squeeze()


def backward(
    dhs,
    x,
    h0,
    params,
    *,
    flows=True,
    slope=lambda h, old, a: 1 - h**2,
    slope_on_flow=True,
    back=lambda da, Wh: da @ Wh.T,
    met=lambda h, old: old,
    collected=lambda steps: sum(steps),
    initial=lambda flowing, before: flowing,
):
    """The gradient of a whole sequence with one piece of the chain rule changed."""
    hs = rnn.rnn_forward(x, h0, params)
    old = np.concatenate([h0[:, None], hs[:, :-1]], axis=1)
    dx, steps, flowing, total = np.zeros_like(x), [], np.zeros_like(h0), 0
    for t in reversed(range(x.shape[1])):
        total = dhs[:, t] + (flowing if flows else 0)
        bend = slope(hs[:, t], old[:, t], before_tanh(x[:, t], old[:, t], params))
        da = total * bend if slope_on_flow else dhs[:, t] * bend + flowing
        dx[:, t] = da @ params["Wx"].T
        steps.append((x[:, t].T @ da, met(hs[:, t], old[:, t]).T @ da, da.sum(axis=0)))
        flowing = back(da, params["Wh"])
    dWx, dWh, db = (collected(list(parts)) for parts in zip(*steps, strict=True))
    return {"x": dx, "h0": initial(flowing, total), "Wx": dWx, "Wh": dWh, "b": db}


def with_another_start(dhs, x, h0, params, start):
    """All gradients right, but for that of Wh, which meets another state than h0 in the first step."""
    found, h = rnn.rnn_backward(dhs, x, h0, params), rnn.rnn_cell(x[:, 0], h0, params)
    flowing = rnn.rnn_backward(dhs[:, 1:], x[:, 1:], h, params)["h0"]
    da = (dhs[:, 0] + flowing) * (1 - h**2)
    return found | {"Wh": found["Wh"] + (start - h0).T @ da}


class rnn_backward:
    @staticmethod
    def nothing_flows_back(dhs, x, h0, params):
        """You take dhs for the whole gradient of each state. It is the direct part only: add what flows back from the step after. See the
        handout, section 'Back through time'."""
        return backward(dhs, x, h0, params, flows=False)

    @staticmethod
    def last_gradient_only(dhs, x, h0, params):
        """You start with the gradient of the last state and forget the direct gradients of the others. Add dhs at every
        step. See the handout, section 'Back through time'."""
        last = np.concatenate([0 * dhs[:, :-1], dhs[:, -1:]], axis=1)
        return rnn.rnn_backward(last, x, h0, params)

    @staticmethod
    def last_step_only(dhs, x, h0, params):
        """You go back through the last step and stop. Go on until h0. See the handout, section 'Back through time'."""
        hs = rnn.rnn_forward(x, h0, params)
        before = hs[:, -2] if x.shape[1] > 1 else h0
        found = rnn.rnn_backward(dhs[:, -1:], x[:, -1:], before, params)
        return found | {"x": np.concatenate([0 * x[:, :-1], found["x"]], axis=1)}

    @staticmethod
    def one_step_back(dhs, x, h0, params):
        """You let each state's gradient flow back one step and no further. It goes on until h0. See the handout, section
        'Back through time'."""
        hs = rnn.rnn_forward(x, h0, params)
        slopes = 1 - hs**2
        totals = dhs.copy()
        totals[:, :-1] += (dhs[:, 1:] * slopes[:, 1:]) @ params["Wh"].T
        return backward(totals, x, h0, params, flows=False)

    @staticmethod
    def parameters_overwritten(dhs, x, h0, params):
        """You overwrite the gradients of the parameters at every step, so that only the first step of the sequence
        counts. Every step uses the same parameters: add up. See the handout, section 'Back through time'."""
        return backward(dhs, x, h0, params, collected=lambda steps: steps[-1])

    @staticmethod
    def bias_of_one_step(dhs, x, h0, params):
        """Your gradient of the bias holds one step only. Add it up over time, like those of the weights. See the
        handout, section 'Back through time'."""
        found = rnn.rnn_backward(dhs, x, h0, params)
        return found | {"b": backward(dhs, x, h0, params, collected=lambda steps: steps[-1])["b"]}

    @staticmethod
    def no_gradient_of_h0(dhs, x, h0, params):
        """Your gradient of h0 is zero. The first step uses h0, so what flows back through that step is its gradient. See the handout,
        section 'Back through time'."""
        return rnn.rnn_backward(dhs, x, h0, params) | {"h0": 0 * h0}

    @staticmethod
    def h0_one_step_early(dhs, x, h0, params):
        """Your gradient of h0 is that of h_1. Go back through the first step too. See the handout, section 'Back through time'."""
        return backward(dhs, x, h0, params, initial=lambda flowing, before: before)

    @staticmethod
    def forward_from_zero(dhs, x, h0, params):
        """You compute the states from a zero start. The first step uses h0, here too. See the handout, section 'Back through time'."""
        return rnn.rnn_backward(dhs, x, 0 * h0, params)

    @staticmethod
    def slope_at_the_sum(dhs, x, h0, params):
        """You take 1 - a * a, where a is the sum before the tanh. The slope of the tanh is 1 - h * h, with its value h. See the handout,
        section 'Back through time'."""
        return backward(dhs, x, h0, params, slope=lambda h, old, a: 1 - a**2)

    @staticmethod
    def slope_of_the_value(dhs, x, h0, params):
        """You apply the tanh once more before you square: 1 - tanh(h) ** 2. The state h is the value of the tanh
        already. See the handout, section 'Back through time'."""
        return backward(dhs, x, h0, params, slope=lambda h, old, a: 1 - np.tanh(h) ** 2)

    @staticmethod
    def slope_of_the_old_state(dhs, x, h0, params):
        """You take the slope at the old state. The tanh of step t gave h_t, so its slope is 1 - h_t * h_t. See the handout, section
        'Back through time'."""
        return backward(dhs, x, h0, params, slope=lambda h, old, a: 1 - old**2)

    @staticmethod
    def sigmoid_slope(dhs, x, h0, params):
        """You take h * (1 - h), the slope of a sigmoid. The slope of the tanh is 1 - h * h. See the handout, section
        'Back through time'."""
        return backward(dhs, x, h0, params, slope=lambda h, old, a: h * (1 - h))

    @staticmethod
    def no_slope(dhs, x, h0, params):
        """You leave out the slope of the tanh. See the handout, section 'Back through time'."""
        return backward(dhs, x, h0, params, slope=lambda h, old, a: 1)

    @staticmethod
    def flow_skips_the_slope(dhs, x, h0, params):
        """You multiply only the direct gradient with the slope of the tanh. What flows back from later steps passes the same tanh: add
        first. See the handout, section 'Back through time'."""
        return backward(dhs, x, h0, params, slope_on_flow=False)

    @staticmethod
    def recurrent_weights_not_turned(dhs, x, h0, params):
        """You send the gradient back through Wh as it is. On the way back it is transposed; Wh is square, so nothing warns you. See the
        handout, section 'Back through time'."""
        return backward(dhs, x, h0, params, back=lambda da, Wh: da @ Wh)

    @staticmethod
    def recurrent_gradient_turned(dhs, x, h0, params):
        """Your gradient of Wh is transposed. Wh is square, so nothing warns you: the old state's side comes first. See the handout,
        section 'Back through time'."""
        found = rnn.rnn_backward(dhs, x, h0, params)
        return found | {"Wh": found["Wh"].T}

    @staticmethod
    def recurrent_weights_meet_new_state(dhs, x, h0, params):
        """Your gradient of Wh uses the state that each step makes. Wh met the state that the step began with. See the handout, section
        'Back through time'."""
        return backward(dhs, x, h0, params, met=lambda h, old: h)

    @staticmethod
    def averaged_over_the_batch(dhs, x, h0, params):
        """You divide the gradients of the parameters by the batch size. The rows' gradients are summed: dhs holds the
        loss's own scale already. See the handout, section 'Back through time'."""
        return backward(dhs, x, h0, params, collected=lambda steps: sum(steps) / len(x))

    @staticmethod
    def bias_averaged_over_the_batch(dhs, x, h0, params):
        """You take the mean over the batch for the gradient of the bias. It is summed over the batch, like those of the weights. See the
        handout, section 'Back through time'."""
        found = rnn.rnn_backward(dhs, x, h0, params)
        return found | {"b": found["b"] / len(x)}

    @staticmethod
    def recurrent_weights_meet_last_state(dhs, x, h0, params):
        """In the first step your gradient of Wh meets the last state: the index t - 1 is -1 there. That step began with h0. See the
        handout, section 'Back through time'."""
        return with_another_start(dhs, x, h0, params, rnn.rnn_forward(x, h0, params)[:, -1])

    @staticmethod
    def recurrent_weights_meet_zero(dhs, x, h0, params):
        """In the first step your gradient of Wh meets a zero state. That step began with h0. See the handout, section
        'Back through time'."""
        return with_another_start(dhs, x, h0, params, 0 * h0)

    @staticmethod
    def cut_off(dhs, x, h0, params):
        """You cut your gradients off at 5 and at -5. Clipping is a task of its own: here they are asked for as they are. See the handout,
        section 'Back through time'."""
        return {name: np.clip(gradient, -5, 5) for name, gradient in rnn.rnn_backward(dhs, x, h0, params).items()}

    @staticmethod
    def averaged_over_time(dhs, x, h0, params):
        """You divide the gradients of the parameters by the number of steps. They are summed over time. See the handout,
        section 'Back through time'."""
        return backward(dhs, x, h0, params, collected=lambda steps: sum(steps) / x.shape[1])

    @staticmethod
    def x_in_reverse(dhs, x, h0, params):
        """Your gradient of x is in the order of the loop, the last step first. Turn it round. See the handout, section
        'Back through time'."""
        found = rnn.rnn_backward(dhs, x, h0, params)
        return found | {"x": found["x"][:, ::-1]}

    @staticmethod
    def walks_forward(dhs, x, h0, params):
        """You walk through the steps from the first to the last. Gradients flow from the last step to the first. See the handout, section
        'Back through time'."""
        hs = rnn.rnn_forward(x, h0, params)
        old = np.concatenate([h0[:, None], hs[:, :-1]], axis=1)
        found = {"x": np.zeros_like(x), "h0": np.zeros_like(h0)} | {name: np.zeros_like(params[name]) for name in ("Wx", "Wh", "b")}
        for t in range(x.shape[1]):
            da = (dhs[:, t] + found["h0"]) * (1 - hs[:, t] ** 2)
            found["x"][:, t] = da @ params["Wx"].T
            found["Wx"] += x[:, t].T @ da
            found["Wh"] += old[:, t].T @ da
            found["b"] += da.sum(axis=0)
            found["h0"] = da @ params["Wh"].T
        return found


def predicted(hs, params):
    return hs @ params["Wy"] + params["by"]


class rnn_predict:
    @staticmethod
    def last_step_only(x, h0, params):
        """You predict after the last step only. Predict at every step. See the handout, section 'Predicting at every step'."""
        return predicted(rnn.rnn_forward(x, h0, params)[:, -1], params)

    @staticmethod
    def no_bias(x, h0, params):
        """You leave out by. See the handout, section 'Predicting at every step'."""
        return rnn.rnn_predict(x, h0, params | {"by": 0})

    @staticmethod
    def softmax(x, h0, params):
        """You apply a softmax. The answer is the sum itself, hs @ Wy + by. See the handout, section 'Predicting at every step'."""
        raised = np.exp(rnn.rnn_predict(x, h0, params))
        return raised / raised.sum(axis=-1, keepdims=True)

    @staticmethod
    def tanh_at_the_end(x, h0, params):
        """You apply a tanh to the prediction. The states have one, the prediction has none. See the handout, section
        'Predicting at every step'."""
        return np.tanh(rnn.rnn_predict(x, h0, params))

    @staticmethod
    def from_the_old_state(x, h0, params):
        """You predict from the state before each step. Entry t belongs to the state that has seen x_t. See the handout, section
        'Predicting at every step'."""
        return predicted(rnn_forward.one_step_late(x, h0, params), params)

    @staticmethod
    def initial_state_included(x, h0, params):
        """You predict from h0 too. The answer has one entry for each of h_1 to h_T. See the handout, section
        'Predicting at every step'."""
        return predicted(rnn_forward.initial_state_included(x, h0, params), params)

    @staticmethod
    def starts_from_zero(x, h0, params):
        """You start from a zero state. The first step uses h0. See the handout, section 'A whole sequence'."""
        return rnn.rnn_predict(x, 0 * h0, params)

    @staticmethod
    def state_not_carried(x, h0, params):
        """You start every step from h0. Each step goes on from the state of the step before. See the handout, section
        'A whole sequence'."""
        return predicted(rnn_forward.state_not_carried(x, h0, params), params)

    @staticmethod
    def time_first(x, h0, params):
        """You put time before the batch. The answer is (N, T, V). See the handout, section 'Predicting at every step'."""
        return rnn.rnn_predict(x, h0, params).transpose(1, 0, 2)

    @staticmethod
    def states_added_up(x, h0, params):
        """You add up the states over time before you predict. Predict from each state alone. See the handout, section
        'Predicting at every step'."""
        return predicted(np.cumsum(rnn.rnn_forward(x, h0, params), axis=1), params)

    @staticmethod
    def squeezed(x, h0, params):
        """Your answer loses an axis where there is one step or one output. It is (N, T, V) there too. See the handout, section
        'Predicting at every step'."""
        return rnn.rnn_predict(x, h0, params).squeeze()


def jacobian_steps(x, h0, params, slope=lambda h, old, a: 1 - h**2):
    """The Jacobians d h_t / d h_(t-1) for t = 1 to T, (H, H) each: row i, column j is how h_t[i] changes with h_(t-1)[j]."""
    hs = rnn.rnn_forward(x[None], h0[None], params)[0]
    old = np.concatenate([h0[None], hs[:-1]])
    return [np.diag(slope(hs[t], old[t], before_tanh(x[t], old[t], params))) @ params["Wh"].T for t in range(len(x))]


def products(steps, hidden):
    """The Jacobians d h_T / d h_t for t = 0 to T."""
    found = [np.eye(hidden)]
    for step in reversed(steps):
        found.append(found[-1] @ step)
    return found[::-1]


def norms_of(steps, h0, norm=np.linalg.norm):
    return np.array([norm(jacobian) for jacobian in products(steps, len(h0))])


class hidden_jacobian_norms:
    @staticmethod
    def spectral(x, h0, params):
        """You take the largest singular value. The Frobenius norm is asked for: the square root of the sum of all squared entries. See
        the handout, section 'How far the gradient reaches'."""
        return norms_of(jacobian_steps(x, h0, params), h0, lambda jacobian: np.linalg.norm(jacobian, 2))

    @staticmethod
    def gradient_of_the_sum(x, h0, params):
        """You take the norm of the gradient of the sum of h_T, as `backward` on a sum gives it. That adds up the rows of the Jacobian.
        Its rows are needed one by one. See the handout, section 'How far the gradient reaches'."""
        return norms_of(jacobian_steps(x, h0, params), h0, lambda jacobian: np.linalg.norm(jacobian.sum(axis=0)))

    @staticmethod
    def squared(x, h0, params):
        """You leave out the square root of the Frobenius norm. See the handout, section 'How far the gradient reaches'."""
        return rnn.hidden_jacobian_norms(x, h0, params) ** 2

    @staticmethod
    def sum_of_sizes(x, h0, params):
        """You add up the absolute values of the entries. The Frobenius norm adds up their squares and takes the square
        root. See the handout, section 'How far the gradient reaches'."""
        return norms_of(jacobian_steps(x, h0, params), h0, lambda jacobian: np.abs(jacobian).sum())

    @staticmethod
    def last_is_one(x, h0, params):
        """Your last entry is 1. The Jacobian of h_T with respect to itself is the identity, and its Frobenius norm is
        sqrt(H). See the handout, section 'How far the gradient reaches'."""
        return np.append(rnn.hidden_jacobian_norms(x, h0, params)[:-1], 1.0)

    @staticmethod
    def divided_by_root_of_hidden(x, h0, params):
        """You divide by the norm of the identity, so that your last entry is 1. The norms are asked for as they are. See the handout,
        section 'How far the gradient reaches'."""
        return rnn.hidden_jacobian_norms(x, h0, params) / len(h0) ** 0.5

    @staticmethod
    def identity_left_out(x, h0, params):
        """Your last entry is missing: t goes from 0 to T, and there the Jacobian is the identity. See the handout, section
        'How far the gradient reaches'."""
        return rnn.hidden_jacobian_norms(x, h0, params)[:-1]

    @staticmethod
    def h0_left_out(x, h0, params):
        """Your first entry is missing: t goes from 0 to T, and entry 0 belongs to h0. See the handout, section
        'How far the gradient reaches'."""
        return rnn.hidden_jacobian_norms(x, h0, params)[1:]

    @staticmethod
    def in_reverse(x, h0, params):
        """Your norms are in reverse: the identity comes first. Entry 0 belongs to h0, the farthest state. See the handout, section
        'How far the gradient reaches'."""
        return rnn.hidden_jacobian_norms(x, h0, params)[::-1]

    @staticmethod
    def one_step_each(x, h0, params):
        """You give the norm of each single step's Jacobian. Multiply the steps from t to T with each other. See the handout, section
        'How far the gradient reaches'."""
        steps = jacobian_steps(x, h0, params)
        return np.array([np.linalg.norm(step) for step in [*steps, np.eye(len(h0))]])

    @staticmethod
    def product_of_norms(x, h0, params):
        """You multiply the norms of the steps. Multiply the Jacobians and take the norm of the product: it is smaller.
        See the handout, section 'How far the gradient reaches'."""
        sizes = [np.linalg.norm(step) for step in jacobian_steps(x, h0, params)]
        return np.append(np.cumprod(sizes[::-1])[::-1], len(h0) ** 0.5)

    @staticmethod
    def from_the_start(x, h0, params):
        """You give the Jacobians of h_t with respect to h0. The last state's are asked for, with respect to each
        earlier one. See the handout, section 'How far the gradient reaches'."""
        found = [np.eye(len(h0))]
        for step in jacobian_steps(x, h0, params):
            found.append(step @ found[-1])
        return np.array([np.linalg.norm(jacobian) for jacobian in found])

    @staticmethod
    def wrong_order(x, h0, params):
        """You multiply the steps' Jacobians in the wrong order. Matrices do not commute: the last step stands on the left. See the
        handout, section 'How far the gradient reaches'."""
        found = [np.eye(len(h0))]
        for step in reversed(jacobian_steps(x, h0, params)):
            found.append(step @ found[-1])
        return np.array([np.linalg.norm(jacobian) for jacobian in found[::-1]])

    @staticmethod
    def recurrent_weights_not_turned(x, h0, params):
        """You do not transpose Wh. One step's Jacobian is diag(1 - h_t * h_t) @ Wh.T. See the handout, section
        'How far the gradient reaches'."""
        hs = rnn.rnn_forward(x[None], h0[None], params)[0]
        return norms_of([(1 - h**2)[:, None] * params["Wh"] for h in hs], h0)

    @staticmethod
    def slopes_on_the_right(x, h0, params):
        """Your slopes stand on the right of Wh.T. One step's Jacobian is diag(1 - h_t * h_t) @ Wh.T, with the slopes on the left. See the
        handout, section 'How far the gradient reaches'."""
        hs = rnn.rnn_forward(x[None], h0[None], params)[0]
        return norms_of([params["Wh"].T * (1 - h**2) for h in hs], h0)

    @staticmethod
    def no_slopes(x, h0, params):
        """You leave out the slopes of the tanh: your Jacobians are powers of Wh. See the handout, section
        'How far the gradient reaches'."""
        return norms_of([params["Wh"].T] * len(x), h0)

    @staticmethod
    def slope_at_the_sum(x, h0, params):
        """You take 1 - a * a, where a is the sum before the tanh. The slope of the tanh is 1 - h * h, with its value h. See the handout,
        section 'How far the gradient reaches'."""
        return norms_of(jacobian_steps(x, h0, params, lambda h, old, a: 1 - a**2), h0)

    @staticmethod
    def slope_of_the_old_state(x, h0, params):
        """You take the slope at the old state. The tanh of step t gave h_t, so its slope is 1 - h_t * h_t. See the handout, section
        'How far the gradient reaches'."""
        return norms_of(jacobian_steps(x, h0, params, lambda h, old, a: 1 - old**2), h0)

    @staticmethod
    def starts_from_zero(x, h0, params):
        """You compute the states from a zero start. The first step uses h0. See the handout, section 'A whole sequence'."""
        return rnn.hidden_jacobian_norms(x, 0 * h0, params)


def scaled(gradients, scale):
    return [g * scale for g in gradients]


def clipped_by(gradients, max_norm, size):
    """Clipped by another size than the global norm, which is given back in its place."""
    return scaled(gradients, max_norm / size if size > max_norm else 1.0), size


def global_norm(gradients):
    return clipping.clip_by_global_norm(gradients, 1.0)[1]


class clip_by_global_norm:
    @staticmethod
    def each_array_by_itself(gradients, max_norm):
        """You clip each array by its own norm. That turns the step: the global norm takes all arrays together, and all
        are scaled alike. See the handout, section 'Clipping'."""
        norms = [np.linalg.norm(g) for g in gradients]
        own = [g * (max_norm / norm if norm > max_norm else 1.0) for g, norm in zip(gradients, norms, strict=True)]
        return own, global_norm(gradients)

    @staticmethod
    def each_number_by_itself(gradients, max_norm):
        """You cut each number off at max_norm. That turns the step: all numbers are scaled alike. See the handout, section 'Clipping'."""
        return [np.clip(g, -max_norm, max_norm) for g in gradients], global_norm(gradients)

    @staticmethod
    def always_scaled(gradients, max_norm):
        """You scale short gradients too, up to max_norm. Those whose norm is not larger than max_norm stay as they are, and a norm of 0
        cannot be divided by. See the handout, section 'Clipping'."""
        norm = global_norm(gradients)
        with np.errstate(invalid="ignore", divide="ignore"):
            return scaled(gradients, np.float64(max_norm) / norm), norm

    @staticmethod
    def scaled_up(gradients, max_norm):
        """You scale short gradients too, up to max_norm. Those whose norm is not larger than max_norm stay as they are. See the handout,
        section 'Clipping'."""
        norm = global_norm(gradients)
        return scaled(gradients, max_norm / norm if norm > 0 else 1.0), norm

    @staticmethod
    def not_clipped(gradients, max_norm):
        """You give all gradients back as they came. Those whose norm is larger than max_norm are scaled down to it. See the handout,
        section 'Clipping'."""
        return list(gradients), global_norm(gradients)

    @staticmethod
    def zero_divided(gradients, max_norm):
        """Your gradients become NaN where their norm is 0, because you divide by it. They stay as they are. See the handout, section
        'Clipping'."""
        norm = global_norm(gradients)
        with np.errstate(invalid="ignore"):
            return [g / norm * min(norm, max_norm) for g in gradients], norm

    @staticmethod
    def norm_after_clipping(gradients, max_norm):
        """You return the norm after clipping. The norm before it is asked for: it says whether anything exploded. See the handout,
        section 'Clipping'."""
        norm = global_norm(gradients)
        return clipping.clip_by_global_norm(gradients, max_norm)[0], min(norm, max_norm)

    @staticmethod
    def no_square_root(gradients, max_norm):
        """You leave out the square root of the norm. See the handout, section 'Clipping'."""
        return clipped_by(gradients, max_norm, global_norm(gradients) ** 2)

    @staticmethod
    def norms_added(gradients, max_norm):
        """You add up the norms of the arrays. Add up the squares of all numbers, and take the square root once, at the end. See the
        handout, section 'Clipping'."""
        return clipped_by(gradients, max_norm, sum(np.linalg.norm(g) for g in gradients))

    @staticmethod
    def largest_norm(gradients, max_norm):
        """You take the largest of the arrays' norms. The global norm is that of all numbers together. See the handout, section
        'Clipping'."""
        return clipped_by(gradients, max_norm, max(np.linalg.norm(g) for g in gradients))

    @staticmethod
    def largest_number(gradients, max_norm):
        """You take the largest absolute value of all numbers. The global norm is the square root of the sum of their squares. See the
        handout, section 'Clipping'."""
        return clipped_by(gradients, max_norm, max(np.abs(g).max() for g in gradients))

    @staticmethod
    def sum_of_sizes(gradients, max_norm):
        """You add up the absolute values. The norm is the square root of the sum of the squares. See the handout, section 'Clipping'."""
        return clipped_by(gradients, max_norm, sum(np.abs(g).sum() for g in gradients))

    @staticmethod
    def root_mean_square(gradients, max_norm):
        """You take the mean of the squares. The norm has their sum. See the handout, section 'Clipping'."""
        return clipped_by(gradients, max_norm, global_norm(gradients) / sum(g.size for g in gradients) ** 0.5)

    @staticmethod
    def divided_by_the_norm_only(gradients, max_norm):
        """Your clipped gradients have the norm 1. They should have the norm max_norm. See the handout, section 'Clipping'."""
        norm = global_norm(gradients)
        return scaled(gradients, 1 / norm if norm > max_norm else 1.0), norm

    @staticmethod
    def clips_when_shorter(gradients, max_norm):
        """You scale when the norm is smaller than max_norm, and leave longer gradients alone. It is the other way round. See the handout,
        section 'Clipping'."""
        norm = global_norm(gradients)
        return scaled(gradients, max_norm / norm if 0 < norm < max_norm else 1.0), norm

    @staticmethod
    def norm_first(gradients, max_norm):
        """You return the norm before the arrays. See the handout, section 'Clipping', for the order."""
        return clipping.clip_by_global_norm(gradients, max_norm)[::-1]

    @staticmethod
    def arrays_only(gradients, max_norm):
        """You return the arrays without the norm. The pair of both is asked for. See the handout, section 'Clipping'."""
        return clipping.clip_by_global_norm(gradients, max_norm)[0]

    @staticmethod
    def flattened(gradients, max_norm):
        """You return all gradients in one vector. Give the list of arrays, in their own shapes. See the handout, section 'Clipping'."""
        arrays, norm = clipping.clip_by_global_norm(gradients, max_norm)
        return np.concatenate([g.ravel() for g in arrays]), norm
