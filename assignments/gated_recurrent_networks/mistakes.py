"""Wrong answers that students give to the assignment on gated recurrent networks. The docstring is the hint that the student reads."""

from __future__ import annotations

import numpy as np

from reference import gru, lstm
from reference import sequence_classifier as classifier
from reference.lstm import sigmoid


def gates_of(joined, params, names, activations):
    """One dense layer and its activation a gate, on what was joined already."""
    return [activation(joined @ params["W" + name] + params["b" + name]) for name, activation in zip(names, activations, strict=True)]


LSTM = (sigmoid, sigmoid, np.tanh, sigmoid)


class lstm_gates:
    @staticmethod
    def x_before_h(x, h, params):
        """You join x and h in the wrong order. The first rows of every weight matrix belong to h. See the handout,
        section 'The four gates'."""
        return tuple(gates_of(np.concatenate([x, h], axis=1), params, "figo", LSTM))

    @staticmethod
    def candidate_sigmoid(x, h, params):
        """You use the sigmoid for the candidate. The candidate is what could be written, and it may be negative. See the handout, section
        'The four gates'."""
        return tuple(gates_of(np.concatenate([h, x], axis=1), params, "figo", (sigmoid,) * 4))

    @staticmethod
    def input_before_forget(x, h, params):
        """You return the input gate before the forget gate. See the handout, section 'The four gates', for the order."""
        forget, input_gate, candidate, output = lstm.lstm_gates(x, h, params)
        return input_gate, forget, candidate, output

    @staticmethod
    def output_before_candidate(x, h, params):
        """You return the output gate before the candidate. See the handout, section 'The four gates', for the order."""
        forget, input_gate, candidate, output = lstm.lstm_gates(x, h, params)
        return forget, input_gate, output, candidate

    @staticmethod
    def no_bias(x, h, params):
        """You leave out the biases. Each gate has its own. See the handout, section 'The four gates'."""
        return tuple(gates_of(np.concatenate([h, x], axis=1), {**params, "bf": 0, "bi": 0, "bg": 0, "bo": 0}, "figo", LSTM))

    @staticmethod
    def one_bias_for_all(x, h, params):
        """You use the forget gate's bias for every gate. Each gate has its own. See the handout, section 'The four gates'."""
        same = {**params, "bi": params["bf"], "bg": params["bf"], "bo": params["bf"]}
        return lstm.lstm_gates(x, h, same)

    @staticmethod
    def no_activation(x, h, params):
        """You return the sums before the activation. A gate is a number between 0 and 1. See the handout, section 'The four gates'."""
        return tuple(gates_of(np.concatenate([h, x], axis=1), params, "figo", (lambda a: a,) * 4))

    @staticmethod
    def forget_bias_plus_one(x, h, params):
        """You add 1 to the forget gate's bias. That is a way to start training; here the bias is given. See the handout, section
        'The four gates'."""
        return lstm.lstm_gates(x, h, {**params, "bf": params["bf"] + 1})

    @staticmethod
    def tanh_everywhere(x, h, params):
        """You use tanh for the gates. A gate is a share, between 0 and 1. See the handout, section 'The four gates'."""
        return tuple(gates_of(np.concatenate([h, x], axis=1), params, "figo", (np.tanh,) * 4))


class lstm_cell:
    @staticmethod
    def hidden_from_old_memory(x, h, c, params):
        """You compute the new h from the old memory. The output gate shows the memory after it was updated. See the handout, section
        'One LSTM step'."""
        forget, input_gate, candidate, output = lstm.lstm_gates(x, h, params)
        return output * np.tanh(c), forget * c + input_gate * candidate

    @staticmethod
    def no_tanh_on_memory(x, h, c, params):
        """You leave out the tanh between the memory and the new h. See the handout, section 'One LSTM step'."""
        forget, input_gate, candidate, output = lstm.lstm_gates(x, h, params)
        new_c = forget * c + input_gate * candidate
        return output * new_c, new_c

    @staticmethod
    def memory_first(x, h, c, params):
        """You return the memory before the hidden state. See the handout, section 'One LSTM step', for the order."""
        new_h, new_c = lstm.lstm_cell(x, h, c, params)
        return new_c, new_h

    @staticmethod
    def forget_and_input_exchanged(x, h, c, params):
        """You exchange the forget gate and the input gate. Ask which of the two meets the old memory. See the handout, section
        'One LSTM step'."""
        swapped = {**params, "Wf": params["Wi"], "bf": params["bi"], "Wi": params["Wf"], "bi": params["bf"]}
        return lstm.lstm_cell(x, h, c, swapped)

    @staticmethod
    def forget_gate_inverted(x, h, c, params):
        """You multiply the old memory by one minus the forget gate. The gate is open, 1, when the memory is kept. See the handout, section
        'One LSTM step'."""
        forget, input_gate, candidate, output = lstm.lstm_gates(x, h, params)
        new_c = (1 - forget) * c + input_gate * candidate
        return output * np.tanh(new_c), new_c

    @staticmethod
    def candidate_not_gated(x, h, c, params):
        """You add the whole candidate to the memory. The input gate decides how much of it is written. See the handout, section
        'One LSTM step'."""
        forget, _, candidate, output = lstm.lstm_gates(x, h, params)
        new_c = forget * c + candidate
        return output * np.tanh(new_c), new_c

    @staticmethod
    def input_is_one_minus_forget(x, h, c, params):
        """You write with one minus the forget gate. An LSTM has an input gate of its own. See the handout, section 'One LSTM step'."""
        forget, _, candidate, output = lstm.lstm_gates(x, h, params)
        new_c = forget * c + (1 - forget) * candidate
        return output * np.tanh(new_c), new_c

    @staticmethod
    def candidate_sigmoid(x, h, c, params):
        """You use the sigmoid for the candidate. The candidate may be negative. See the handout, section 'The four gates'."""
        forget, input_gate, candidate, output = lstm_gates.candidate_sigmoid(x, h, params)
        new_c = forget * c + input_gate * candidate
        return output * np.tanh(new_c), new_c

    @staticmethod
    def x_before_h(x, h, c, params):
        """You join x and h in the wrong order. The first rows of every weight matrix belong to h. See the handout,
        section 'The four gates'."""
        forget, input_gate, candidate, output = lstm_gates.x_before_h(x, h, params)
        new_c = forget * c + input_gate * candidate
        return output * np.tanh(new_c), new_c

    @staticmethod
    def output_gate_sees_memory(x, h, c, params):
        """You show the memory through the sigmoid instead of the tanh. See the handout, section 'One LSTM step'."""
        forget, input_gate, candidate, output = lstm.lstm_gates(x, h, params)
        new_c = forget * c + input_gate * candidate
        return output * sigmoid(new_c), new_c


def walk_lstm(x, h0, c0, params, keep_h=True, keep_c=True):
    """All (h_t, c_t) of a sequence; a state that is not kept starts anew at each step."""
    states, h, c = [], h0, c0
    for t in range(x.shape[1]):
        h, c = lstm.lstm_cell(x[:, t], h if keep_h else h0, c if keep_c else c0, params)
        states.append((h, c))
    return states


def stack_lstm(states):
    return np.stack([h for h, _ in states], axis=1), states[-1][0], states[-1][1]


class lstm_forward:
    @staticmethod
    def starts_from_zero(x, h0, c0, params):
        """You start from zero states. The first step uses h0 and c0. See the handout, section 'A whole sequence'."""
        return lstm.lstm_forward(x, np.zeros_like(h0), np.zeros_like(c0), params)

    @staticmethod
    def memory_starts_from_zero(x, h0, c0, params):
        """You start from h0, but with an empty memory. The first step uses c0 too. See the handout, section 'A whole sequence'."""
        return lstm.lstm_forward(x, h0, np.zeros_like(c0), params)

    @staticmethod
    def states_not_carried(x, h0, c0, params):
        """You start every step from h0 and c0. Each step goes on from the states of the step before. See the handout, section
        'A whole sequence'."""
        return stack_lstm(walk_lstm(x, h0, c0, params, keep_h=False, keep_c=False))

    @staticmethod
    def memory_not_carried(x, h0, c0, params):
        """You carry h from step to step, but not the memory: every step sees c0. See the handout, section 'A whole sequence'."""
        return stack_lstm(walk_lstm(x, h0, c0, params, keep_c=False))

    @staticmethod
    def last_state_only(x, h0, c0, params):
        """You return the last hidden state in place of all of them. See the handout, section 'A whole sequence', for the shape of hs."""
        _, h, c = lstm.lstm_forward(x, h0, c0, params)
        return h, h, c

    @staticmethod
    def time_first(x, h0, c0, params):
        """You put time before the batch. hs is (N, T, H), like x. See the handout, section 'A whole sequence'."""
        hs, h, c = lstm.lstm_forward(x, h0, c0, params)
        return hs.transpose(1, 0, 2), h, c

    @staticmethod
    def backwards_in_time(x, h0, c0, params):
        """You read the sequence from its end. See the handout, section 'A whole sequence'."""
        hs, h, c = lstm.lstm_forward(x[:, ::-1], h0, c0, params)
        return hs[:, ::-1], h, c

    @staticmethod
    def one_step_late(x, h0, c0, params):
        """Your states begin with h0 and lack the last one. hs holds h_1 .. h_T. See the handout, section 'A whole sequence'."""
        hs, h, c = lstm.lstm_forward(x, h0, c0, params)
        return np.concatenate([h0[:, None], hs[:, :-1]], axis=1), h, c

    @staticmethod
    def initial_state_included(x, h0, c0, params):
        """Your states have one entry too many: h0 is among them. hs holds h_1 .. h_T. See the handout, section 'A whole sequence'."""
        hs, h, c = lstm.lstm_forward(x, h0, c0, params)
        return np.concatenate([h0[:, None], hs], axis=1), h, c

    @staticmethod
    def memories_as_states(x, h0, c0, params):
        """You collect the memories c_t. hs holds the hidden states. See the handout, section 'A whole sequence'."""
        states = walk_lstm(x, h0, c0, params)
        return np.stack([c for _, c in states], axis=1), *states[-1]

    @staticmethod
    def final_states_exchanged(x, h0, c0, params):
        """You return the last memory before the last hidden state. See the handout, section 'A whole sequence', for the order."""
        hs, h, c = lstm.lstm_forward(x, h0, c0, params)
        return hs, c, h

    @staticmethod
    def same_state_everywhere(x, h0, c0, params):
        """All your states are the last one. You put the same array in the list again and again, and each step
        overwrites it. See the handout, section 'A whole sequence'."""
        _, h, c = lstm.lstm_forward(x, h0, c0, params)
        return np.repeat(h[:, None], x.shape[1], axis=1), h, c

    @staticmethod
    def squeezed(x, h0, c0, params):
        """Your states lose an axis when the sequence has one step. hs is (N, T, H) for T = 1 too. See the handout, section
        'A whole sequence'."""
        hs, h, c = lstm.lstm_forward(x, h0, c0, params)
        return hs.squeeze(), h, c


def lstm_backward(dh, dc, x, h, c, params, *, through_h=True, through_c=True, old_memory=False, no_inner_tanh=False, no_slopes=False):
    """The gradient of one LSTM step with one piece of the chain rule changed."""
    joined = np.concatenate([h, x], axis=1)
    f, i, g, o = lstm.lstm_gates(x, h, params)
    new_c = f * c + i * g
    tanh_c = np.tanh(c if old_memory else new_c)
    inner = 1 if no_inner_tanh else 1 - tanh_c**2
    dc = (dc if through_c else 0) + (dh * o * inner if through_h else 0)
    before = {"f": dc * c, "i": dc * g, "g": dc * i, "o": dh * tanh_c}
    if not no_slopes:
        before = {name: before[name] * slope for name, slope in zip("figo", (f * (1 - f), i * (1 - i), 1 - g**2, o * (1 - o)), strict=True)}
    return collect(before, joined, params, h.shape[1], {"c": dc * f})


def collect(before, joined, params, hidden, more):
    """From the gradients before the activations to all the others."""
    both = sum(before[name] @ params["W" + name].T for name in before)
    found = {"x": both[:, hidden:], "h": both[:, :hidden], **more}
    found |= {"W" + name: joined.T @ before[name] for name in before}
    return found | {"b" + name: before[name].sum(axis=0) for name in before}


class lstm_cell_backward:
    @staticmethod
    def forgets_dc(dh, dc, x, h, c, params):
        """You leave out dc. The memory goes on to the next step, and its gradient comes back from there. See the handout, section
        'Back through one LSTM step'."""
        return lstm_backward(dh, dc, x, h, c, params, through_c=False)

    @staticmethod
    def memory_path_missing(dh, dc, x, h, c, params):
        """You let dh reach only the output gate. The new h comes from the new memory too. See the handout, section
        'Back through one LSTM step'."""
        return lstm_backward(dh, dc, x, h, c, params, through_h=False)

    @staticmethod
    def slope_of_old_memory(dh, dc, x, h, c, params):
        """You take tanh of the old memory. The new h comes from the new one. See the handout, section 'Back through one LSTM step'."""
        return lstm_backward(dh, dc, x, h, c, params, old_memory=True)

    @staticmethod
    def no_slope_of_tanh(dh, dc, x, h, c, params):
        """You leave out the slope of the tanh between the memory and h. See the handout, section 'Back through one LSTM step'."""
        return lstm_backward(dh, dc, x, h, c, params, no_inner_tanh=True)

    @staticmethod
    def no_slope_of_gates(dh, dc, x, h, c, params):
        """You leave out the slopes of the gates and of the candidate. See the handout, section 'Back through one LSTM step'."""
        return lstm_backward(dh, dc, x, h, c, params, no_slopes=True)

    @staticmethod
    def averaged_over_the_batch(dh, dc, x, h, c, params):
        """You divide the gradients of the parameters by the batch size. The rows' gradients are summed: dh and dc hold the loss's own scale
        already. See the handout, section 'Back through one LSTM step'."""
        found = lstm.lstm_cell_backward(dh, dc, x, h, c, params)
        return {name: value / len(x) if name in params else value for name, value in found.items()}

    @staticmethod
    def bias_not_summed(dh, dc, x, h, c, params):
        """Your bias gradients still have one row for each of the batch. A gradient is shaped like what it belongs to.
        See the handout, section 'Back through one LSTM step'."""
        found = lstm.lstm_cell_backward(dh, dc, x, h, c, params)
        rows = [lstm.lstm_cell_backward(*(a[n : n + 1] for a in (dh, dc, x, h, c)), params) for n in range(len(x))]
        return found | {name: np.stack([row[name] for row in rows]) for name in ("bf", "bi", "bg", "bo")}

    @staticmethod
    def x_and_h_cut_wrongly(dh, dc, x, h, c, params):
        """You cut the gradient of [h, x] as if x came first. See the handout, section 'Back through one LSTM step'."""
        found = lstm.lstm_cell_backward(dh, dc, x, h, c, params)
        both = np.concatenate([found["h"], found["x"]], axis=1)
        return found | {"x": both[:, : x.shape[1]], "h": both[:, x.shape[1] :]}

    @staticmethod
    def memory_not_gated(dh, dc, x, h, c, params):
        """You hand the memory's gradient back whole. The old memory went through a gate on its way. See the handout, section
        'Back through one LSTM step'."""
        found = lstm.lstm_cell_backward(dh, dc, x, h, c, params)
        return found | {"c": found["c"] / lstm.lstm_gates(x, h, params)[0]}

    @staticmethod
    def only_the_output_gate(dh, dc, x, h, c, params):
        """Your gradients of x and h come through the output gate alone. All four layers see [h, x], and their gradients add up. See the
        handout, section 'Back through one LSTM step'."""
        found = lstm.lstm_cell_backward(dh, dc, x, h, c, params)
        others = {**params, **{name: np.zeros_like(params[name]) for name in ("Wf", "Wi", "Wg")}}
        f, i, g, o = lstm.lstm_gates(x, h, params)
        both = dh * np.tanh(f * c + i * g) * o * (1 - o) @ others["Wo"].T
        return found | {"x": both[:, h.shape[1] :], "h": both[:, : h.shape[1]]}


def gru_with(x, h, params, *, z_exchanged=False, reset_after=False, bias_inside=False, no_reset=False, candidate=np.tanh, x_first=False):
    """One GRU step with one piece changed."""
    join = (lambda a: np.concatenate([x, a], axis=1)) if x_first else (lambda a: np.concatenate([a, x], axis=1))
    z, r = gates_of(join(h), params, "zr", (sigmoid, sigmoid))
    hidden = h.shape[1]
    if reset_after:
        from_h, from_x = h @ params["Wg"][:hidden], x @ params["Wg"][hidden:]
        before = r * (from_h + params["bg"]) + from_x if bias_inside else r * from_h + from_x + params["bg"]
    else:
        before = join(h if no_reset else r * h) @ params["Wg"] + params["bg"]
    keep = z if z_exchanged else 1 - z
    return keep * h + (1 - keep) * candidate(before)


class gru_cell:
    @staticmethod
    def update_gate_inverted(x, h, params):
        """You keep the old state where the update gate is open. Here an open update gate, 1, replaces the state;
        PyTorch and Keras have it the other way round. See the handout, section 'One GRU step'."""
        return gru_with(x, h, params, z_exchanged=True)

    @staticmethod
    def reset_after_product(x, h, params):
        """You reset after the product with the weights. Here the reset gate meets h before. See the handout, section 'One GRU step'."""
        return gru_with(x, h, params, reset_after=True)

    @staticmethod
    def reset_meets_the_bias(x, h, params):
        """You reset after the product, and the reset gate meets the bias too. Here it meets h only, before the product. See the handout,
        section 'One GRU step'."""
        return gru_with(x, h, params, reset_after=True, bias_inside=True)

    @staticmethod
    def library_convention(x, h, params):
        """You give what torch.nn.GRU gives: the update gate the other way round, and the reset after the product. See the handout, section
        'One GRU step', for the convention here."""
        return gru_with(x, h, params, z_exchanged=True, reset_after=True)

    @staticmethod
    def no_reset(x, h, params):
        """You do not use the reset gate: the candidate sees the whole old state. See the handout, section 'One GRU step'."""
        return gru_with(x, h, params, no_reset=True)

    @staticmethod
    def gates_exchanged(x, h, params):
        """You exchange the update gate and the reset gate. See the handout, section 'One GRU step'."""
        swapped = {**params, "Wz": params["Wr"], "bz": params["br"], "Wr": params["Wz"], "br": params["bz"]}
        return gru.gru_cell(x, h, swapped)

    @staticmethod
    def x_before_h(x, h, params):
        """You join x and h in the wrong order. The first rows of every weight matrix belong to h. See the handout,
        section 'One GRU step'."""
        return gru_with(x, h, params, x_first=True)

    @staticmethod
    def candidate_sigmoid(x, h, params):
        """You use the sigmoid for the candidate. The candidate may be negative. See the handout, section 'One GRU step'."""
        return gru_with(x, h, params, candidate=sigmoid)

    @staticmethod
    def old_state_not_faded(x, h, params):
        """You add the gated candidate to the whole old state. The update gate takes from the one what it gives to the
        other. See the handout, section 'One GRU step'."""
        return gru.gru_cell(x, h, params) + gates_of(np.concatenate([h, x], axis=1), params, "z", (sigmoid,))[0] * h


def walk_gru(x, h0, params, step):
    states, h = [], h0
    for t in range(x.shape[1]):
        h = step(x[:, t], h, params)
        states.append(h)
    return np.stack(states, axis=1)


class gru_forward:
    @staticmethod
    def starts_from_zero(x, h0, params):
        """You start from a zero state. The first step uses h0. See the handout, section 'A whole sequence with the GRU'."""
        return gru.gru_forward(x, np.zeros_like(h0), params)

    @staticmethod
    def state_not_carried(x, h0, params):
        """You start every step from h0. Each step goes on from the state of the step before. See the handout, section
        'A whole sequence with the GRU'."""
        return walk_gru(x, h0, params, lambda now, _, weights: gru.gru_cell(now, h0, weights))

    @staticmethod
    def last_state_only(x, h0, params):
        """You return the last state in place of all of them. See the handout, section 'A whole sequence with the GRU'."""
        return gru.gru_forward(x, h0, params)[:, -1]

    @staticmethod
    def time_first(x, h0, params):
        """You put time before the batch. hs is (N, T, H), like x. See the handout, section 'A whole sequence with the GRU'."""
        return gru.gru_forward(x, h0, params).transpose(1, 0, 2)

    @staticmethod
    def backwards_in_time(x, h0, params):
        """You read the sequence from its end. See the handout, section 'A whole sequence with the GRU'."""
        return gru.gru_forward(x[:, ::-1], h0, params)[:, ::-1]

    @staticmethod
    def one_step_late(x, h0, params):
        """Your states begin with h0 and lack the last one. hs holds h_1 .. h_T. See the handout, section 'A whole
        sequence with the GRU'."""
        return np.concatenate([h0[:, None], gru.gru_forward(x, h0, params)[:, :-1]], axis=1)

    @staticmethod
    def initial_state_included(x, h0, params):
        """Your states have one entry too many: h0 is among them. hs holds h_1 .. h_T. See the handout, section
        'A whole sequence with the GRU'."""
        return np.concatenate([h0[:, None], gru.gru_forward(x, h0, params)], axis=1)

    @staticmethod
    def update_gate_inverted(x, h0, params):
        """You keep the old state where the update gate is open. Here an open update gate, 1, replaces the state. See the handout, section
        'One GRU step'."""
        return walk_gru(x, h0, params, lambda now, h, weights: gru_with(now, h, weights, z_exchanged=True))

    @staticmethod
    def reset_after_product(x, h0, params):
        """You reset after the product with the weights. Here the reset gate meets h before. See the handout, section 'One GRU step'."""
        return walk_gru(x, h0, params, lambda now, h, weights: gru_with(now, h, weights, reset_after=True))

    @staticmethod
    def library_convention(x, h0, params):
        """You give what torch.nn.GRU gives: the update gate the other way round, and the reset after the product. See the handout, section
        'One GRU step', for the convention here."""
        return walk_gru(x, h0, params, lambda now, h, weights: gru_with(now, h, weights, z_exchanged=True, reset_after=True))


def gru_backward(
    dh,
    x,
    h,
    params,
    *,
    direct=True,
    update_path=True,
    reset_path=True,
    reset_on_way_back=True,
    reset_times_h=True,
    slopes=True,
    sign=1,
    reset_in_Wg=True,
):
    """The gradient of one GRU step with one piece of the chain rule changed."""
    hidden = h.shape[1]
    joined = np.concatenate([h, x], axis=1)
    z, r = gates_of(joined, params, "zr", (sigmoid, sigmoid))
    reset = np.concatenate([r * h, x], axis=1)
    g = np.tanh(reset @ params["Wg"] + params["bg"])
    before_g = dh * z * ((1 - g**2) if slopes else 1)
    from_g = before_g @ params["Wg"].T
    before_z = sign * dh * (g - h) * (z * (1 - z) if slopes else 1)
    before_r = from_g[:, :hidden] * (h if reset_times_h else 1) * (r * (1 - r) if slopes else 1)
    before_r = before_r if reset_path else np.zeros_like(before_r)
    both = before_r @ params["Wr"].T + (before_z @ params["Wz"].T if update_path else 0)
    through_candidate = from_g[:, :hidden] * (r if reset_on_way_back else 1)
    return {
        "x": from_g[:, hidden:] + both[:, hidden:],
        "h": (dh * (1 - z) if direct else 0) + through_candidate + both[:, :hidden],
        "Wz": joined.T @ before_z,
        "Wr": joined.T @ before_r,
        "Wg": (reset if reset_in_Wg else joined).T @ before_g,
        "bz": before_z.sum(axis=0),
        "br": before_r.sum(axis=0),
        "bg": before_g.sum(axis=0),
    }


class gru_cell_backward:
    @staticmethod
    def direct_path_missing(dh, x, h, params):
        """You leave out the direct way from the old state to the new one. Part of h is simply kept. See the handout, section
        'Back through one GRU step'."""
        return gru_backward(dh, x, h, params, direct=False)

    @staticmethod
    def update_path_missing(dh, x, h, params):
        """Your gradients of x and h leave out the way through the update gate. See the handout, section 'Back through one GRU step'."""
        return gru_backward(dh, x, h, params, update_path=False)

    @staticmethod
    def reset_gate_as_constant(dh, x, h, params):
        """You treat the reset gate as a constant. It depends on h and x too. See the handout, section 'Back through one GRU step'."""
        return gru_backward(dh, x, h, params, reset_path=False)

    @staticmethod
    def reset_missing_on_way_back(dh, x, h, params):
        """You leave out the reset gate on the way from the candidate back to h. See the handout, section 'Back through one GRU step'."""
        return gru_backward(dh, x, h, params, reset_on_way_back=False)

    @staticmethod
    def reset_gradient_without_h(dh, x, h, params):
        """Your reset gate's gradient leaves out h. The gate was multiplied by h. See the handout, section 'Back through one GRU step'."""
        return gru_backward(dh, x, h, params, reset_times_h=False)

    @staticmethod
    def no_slopes(dh, x, h, params):
        """You leave out the slopes of the gates and of the candidate. See the handout, section 'Back through one GRU step'."""
        return gru_backward(dh, x, h, params, slopes=False)

    @staticmethod
    def update_sign(dh, x, h, params):
        """Your update gate's gradient has the wrong sign. Look at what grows when the gate opens. See the handout, section
        'Back through one GRU step'."""
        return gru_backward(dh, x, h, params, sign=-1)

    @staticmethod
    def candidate_weights_meet_h(dh, x, h, params):
        """Your gradient of Wg uses h. The candidate's weights met r * h. See the handout, section 'Back through one GRU step'."""
        return gru_backward(dh, x, h, params, reset_in_Wg=False)

    @staticmethod
    def averaged_over_the_batch(dh, x, h, params):
        """You divide the gradients of the parameters by the batch size. The rows' gradients are summed: dh holds the
        loss's own scale already. See the handout, section 'Back through one GRU step'."""
        found = gru.gru_cell_backward(dh, x, h, params)
        return {name: value / len(x) if name in params else value for name, value in found.items()}

    @staticmethod
    def x_and_h_cut_wrongly(dh, x, h, params):
        """You cut the gradient of [h, x] as if x came first. See the handout, section 'Back through one GRU step'."""
        found = gru.gru_cell_backward(dh, x, h, params)
        both = np.concatenate([found["h"], found["x"]], axis=1)
        return found | {"x": both[:, : x.shape[1]], "h": both[:, x.shape[1] :]}


def count(layers, kind, one_layer):
    """Layers of a kind times the size of one layer. An unknown kind raises ValueError."""
    if kind not in layers:
        raise ValueError(kind)
    return layers[kind] * one_layer


LAYERS = {"rnn": 1, "gru": 3, "lstm": 4}


class parameter_count:
    @staticmethod
    def two_biases(kind, input_size, hidden_size):
        """You count two biases a gate, as PyTorch does. Here there is one. See the handout, section 'Counting parameters'."""
        return count(LAYERS, kind, (hidden_size + input_size) * hidden_size + 2 * hidden_size)

    @staticmethod
    def two_biases_in_the_gru(kind, input_size, hidden_size):
        """You count two biases a gate in the GRU, as Keras does. Here there is one in every kind. See the handout, section
        'Counting parameters'."""
        biases = 2 if kind == "gru" else 1
        return count(LAYERS, kind, (hidden_size + input_size) * hidden_size + biases * hidden_size)

    @staticmethod
    def no_biases(kind, input_size, hidden_size):
        """You leave out the biases. See the handout, section 'Counting parameters'."""
        return count(LAYERS, kind, (hidden_size + input_size) * hidden_size)

    @staticmethod
    def one_bias_number(kind, input_size, hidden_size):
        """You count a single number as the bias of a gate. Each of its units has one. See the handout, section 'Counting parameters'."""
        return count(LAYERS, kind, (hidden_size + input_size) * hidden_size + 1)

    @staticmethod
    def no_recurrent_weights(kind, input_size, hidden_size):
        """You leave out the weights from the hidden state. See the handout, section 'Counting parameters'."""
        return count(LAYERS, kind, input_size * hidden_size + hidden_size)

    @staticmethod
    def candidate_not_counted(kind, input_size, hidden_size):
        """You count the gates of the LSTM and the GRU, but not the candidate. It has weights too. See the handout, section
        'Counting parameters'."""
        return count({"rnn": 1, "gru": 2, "lstm": 3}, kind, (hidden_size + input_size) * hidden_size + hidden_size)

    @staticmethod
    def sizes_exchanged(kind, input_size, hidden_size):
        """You exchange the input size and the hidden size. See the handout, section 'Counting parameters'."""
        return count(LAYERS, kind, (hidden_size + input_size) * input_size + input_size)

    @staticmethod
    def lstm_and_gru_exchanged(kind, input_size, hidden_size):
        """You exchange the LSTM and the GRU. Count the boxes with weights in the figures. See the handout, section
        'Counting parameters'."""
        return count({"rnn": 1, "gru": 4, "lstm": 3}, kind, (hidden_size + input_size) * hidden_size + hidden_size)


def symbols_counted(x):
    """How often each symbol occurs, against how often it should: (N, D) float."""
    counts = np.asarray(x).sum(axis=1)
    return counts / counts.mean(axis=0)


class train_sequence_classifier:
    class most_frequent_label:
        """You give the same label to every sequence. Look at what your network learns: its training accuracy should leave chance. See the
        handout, section 'Learning to remember'."""

        @staticmethod
        def train_sequence_classifier(x, labels, num_classes, seed):
            return int(np.argmax(np.bincount(labels, minlength=num_classes)))

        @staticmethod
        def classify_sequences(model, x):
            return np.full(len(x), model)

    class last_symbol:
        """You name the last symbol. The label is the first. See the handout, section 'Learning to remember'."""

        @staticmethod
        def train_sequence_classifier(x, labels, num_classes, seed):
            return None

        @staticmethod
        def classify_sequences(model, x):
            return np.argmax(x[:, -1], axis=1)

    class second_symbol:
        """You name the second symbol, one step too late. Look at where your loop begins. See the handout, section
        'Learning to remember'."""

        @staticmethod
        def train_sequence_classifier(x, labels, num_classes, seed):
            return None

        @staticmethod
        def classify_sequences(model, x):
            return np.argmax(x[:, 1], axis=1)

    class counts_symbols:
        """You look at which symbols occur, but not at when. A sum or a mean over time forgets the order. See the handout, section
        'Learning to remember'."""

        @staticmethod
        def train_sequence_classifier(x, labels, num_classes, seed):
            return None

        @staticmethod
        def classify_sequences(model, x):
            return np.argmax(symbols_counted(x), axis=1)

    class untrained:
        """Your network names labels as if it were not trained. Look at whether the optimiser changes the parameters
        that you classify with. See the handout, section 'Learning to remember'."""

        @staticmethod
        def train_sequence_classifier(x, labels, num_classes, seed):
            return classifier.initial_model(np.random.default_rng(seed), x.shape[1], x.shape[2], num_classes)

    class learns_by_heart:
        """You give the label of the most similar training sequence. It is right for sequences that you have seen, and for few others. See
        the handout, section 'Learning to remember'."""

        @staticmethod
        def train_sequence_classifier(x, labels, num_classes, seed):
            return x.reshape(len(x), -1), labels

        @staticmethod
        def classify_sequences(model, x):
            seen, labels = model
            return labels[np.argmax(x.reshape(len(x), -1) @ seen.T, axis=1)]

    class labels_shuffled:
        """Your network learns from labels that do not belong to their sequences. Shuffle x and labels with the same permutation. See the
        handout, section 'Learning to remember'."""

        @staticmethod
        def train_sequence_classifier(x, labels, num_classes, seed):
            few = slice(0, 200)
            return classifier.train_sequence_classifier(x[few], np.random.default_rng(seed).permutation(labels)[few], num_classes, seed)

    class counts_from_one:
        """Your labels begin with 1. They begin with 0, like the indices of the symbols. See the handout, section
        'Naming the first symbol'."""

        @staticmethod
        def train_sequence_classifier(x, labels, num_classes, seed):
            return None

        @staticmethod
        def classify_sequences(model, x):
            return np.argmax(x[:, 0], axis=1) + 1


class classify_sequences:
    class gives_scores:
        """You give a score for each class. One label a sequence is asked for. See the handout, section 'Naming the first symbol'."""

        @staticmethod
        def train_sequence_classifier(x, labels, num_classes, seed):
            return None

        @staticmethod
        def classify_sequences(model, x):
            return 6 * x[:, 0] - 3

    class gives_one_hot:
        """You give one-hot rows. One label a sequence is asked for. See the handout, section 'Naming the first symbol'."""

        @staticmethod
        def train_sequence_classifier(x, labels, num_classes, seed):
            return None

        @staticmethod
        def classify_sequences(model, x):
            return x[:, 0]

    class gives_the_largest_score:
        """You give the largest score itself. The place of the largest score is asked for. See the handout, section
        'Naming the first symbol'."""

        @staticmethod
        def train_sequence_classifier(x, labels, num_classes, seed):
            return None

        @staticmethod
        def classify_sequences(model, x):
            return 0.9 * np.max(x[:, 0], axis=1)

    class argmax_over_the_batch:
        """You take the largest score over the sequences instead of over the classes. Look at the axis of your argmax.
        See the handout, section 'Naming the first symbol'."""

        @staticmethod
        def train_sequence_classifier(x, labels, num_classes, seed):
            return None

        @staticmethod
        def classify_sequences(model, x):
            return np.argmax(x[:, 0], axis=0)

    class last_symbol:
        """You name the last symbol. The label is the first. See the handout, section 'Learning to remember'."""

        @staticmethod
        def train_sequence_classifier(x, labels, num_classes, seed):
            return None

        @staticmethod
        def classify_sequences(model, x):
            return np.argmax(x[:, -1], axis=1)

    class most_frequent_label:
        """You give the same label to every sequence. See the handout, section 'Learning to remember'."""

        @staticmethod
        def train_sequence_classifier(x, labels, num_classes, seed):
            return int(np.argmax(np.bincount(labels, minlength=num_classes)))

        @staticmethod
        def classify_sequences(model, x):
            return np.full(len(x), model)
