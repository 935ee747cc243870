"""Inputs of the assignment on gated recurrent networks.

N batch, T time, D features, H hidden: all different, so that a mixed-up axis shows. Biases differ from gate to gate and are never zero.
All numbers are multiples of 1/64, so that float32 and float64 students get the same ones.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from assignments.case import Call, Kept, Script
from reference import sequence_classifier

LSTM_GATES = "figo"
GRU_GATES = "zrg"
TRAININGS = 20
NEARLY_ALL = 0.97  # of the sequences; a right submission has to name nine in ten


def draw(rng: np.random.Generator, largest: float, *shape: int) -> np.ndarray:
    """Multiples of 1/64 between -largest and largest."""
    bound = int(largest * 64)
    return rng.integers(-bound, bound + 1, size=shape) / 64


def draw_params(rng: np.random.Generator, features: int, hidden: int, gates: str, largest: float = 1.0) -> dict[str, np.ndarray]:
    """W (H + D, H) and b (H,) a gate. Biases lie between 1/4 and 1, of either sign."""
    params = {"W" + gate: draw(rng, largest, hidden + features, hidden) for gate in gates}
    for gate in gates:
        params["b" + gate] = rng.choice([-1.0, 1.0], size=hidden) * rng.integers(16, 65, size=hidden) / 64
    return params


def large_step(rng: np.random.Generator, batch: int, hidden: int, gates: str) -> dict[str, Any]:
    """x of four features, h and params whose sums all lie between 25 and 80, or between -80 and -25.

    A gate is wide open or shut there, and exp of a sum stays finite in float32 too: the page leaves open what comes beyond. Each x and each
    weight that meets it follows one pattern of signs or its opposite, so that no sum cancels. Every sum is exact in float32.
    """
    pattern = rng.choice([-1.0, 1.0], size=4)
    side = rng.choice([-1.0, 1.0], size=(batch, 1))
    side[:2, 0] = 1, -1
    x = side * pattern * rng.integers(4, 7, size=(batch, 4))
    params = draw_params(rng, 4, hidden, gates)
    for gate in gates:
        direction = rng.choice([-1.0, 1.0], size=hidden)
        direction[:2] = 1, -1
        params["W" + gate][hidden:] = pattern[:, None] * direction * rng.integers(128, 193, size=(4, hidden)) / 64  # 2 to 3
    return {"x": x, "h": draw(rng, 0.9, batch, hidden), "params": params}


def lstm_step(rng: np.random.Generator, batch: int, features: int, hidden: int) -> dict[str, Any]:
    """x, h, c and params of one LSTM step."""
    return {
        "x": draw(rng, 1.5, batch, features),
        "h": draw(rng, 0.9, batch, hidden),
        "c": draw(rng, 1.5, batch, hidden),
        "params": draw_params(rng, features, hidden, LSTM_GATES),
    }


def gru_step(rng: np.random.Generator, batch: int, features: int, hidden: int) -> dict[str, Any]:
    """x, h and params of one GRU step."""
    return {
        "x": draw(rng, 1.5, batch, features),
        "h": draw(rng, 0.9, batch, hidden),
        "params": draw_params(rng, features, hidden, GRU_GATES),
    }


def worked_lstm() -> dict[str, Any]:
    """The handout's example: two rows, three features, two hidden units."""
    return {
        "x": np.array([[1.0, -0.5, 0.25], [-0.75, 2.0, 0.5]]),
        "h": np.array([[0.5, -0.25], [-0.5, 0.75]]),
        "c": np.array([[1.0, -0.5], [0.25, 1.5]]),
        "params": {
            "Wf": np.array([[0.5, -1.0], [0.25, 0.75], [1.0, 0.5], [-0.5, 0.25], [0.75, -0.25]]),
            "Wi": np.array([[-0.25, 0.5], [1.0, -0.5], [0.5, 0.75], [0.25, -1.0], [-0.75, 0.25]]),
            "Wg": np.array([[1.0, 0.25], [-0.5, 0.5], [0.75, -0.75], [-0.25, 0.5], [0.5, 1.0]]),
            "Wo": np.array([[0.75, -0.5], [-1.0, 0.25], [0.25, 1.0], [0.5, -0.25], [-0.5, -0.75]]),
            "bf": np.array([0.5, 0.25]),
            "bi": np.array([-0.5, 0.75]),
            "bg": np.array([0.25, -0.25]),
            "bo": np.array([-0.25, 0.5]),
        },
    }


def worked_gru() -> dict[str, Any]:
    """The handout's example for the GRU, on the same x and h."""
    example = worked_lstm()
    names = {"Wz": "Wf", "Wr": "Wi", "Wg": "Wg", "bz": "bf", "br": "bi", "bg": "bg"}
    params = {mine: example["params"][theirs] for mine, theirs in names.items()}
    return {"x": example["x"], "h": example["h"], "params": params}


class lstm_gates:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's worked example."""
        example = worked_lstm()
        return [{name: example[name] for name in ("x", "h", "params")}]

    @staticmethod
    def step(rng: np.random.Generator) -> list[dict]:
        """Other sizes: more hidden units than features, and fewer."""
        steps = [lstm_step(rng, batch=3, features=4, hidden=6), lstm_step(rng, batch=4, features=5, hidden=3)]
        return [{name: step[name] for name in ("x", "h", "params")} for step in steps]

    @staticmethod
    def saturated(rng: np.random.Generator) -> list[dict]:
        """Large sums, where the gates are wide open or shut."""
        return [large_step(rng, batch=3, hidden=6, gates=LSTM_GATES)]


class lstm_cell:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's worked example."""
        return [worked_lstm()]

    @staticmethod
    def step(rng: np.random.Generator) -> list[dict]:
        """Other sizes: more hidden units than features, and fewer."""
        return [lstm_step(rng, batch=3, features=4, hidden=6), lstm_step(rng, batch=4, features=5, hidden=3)]

    @staticmethod
    def saturated(rng: np.random.Generator) -> list[dict]:
        """Large sums, where the gates are wide open or shut."""
        step = large_step(rng, batch=3, hidden=6, gates=LSTM_GATES)
        return [{"x": step["x"], "h": step["h"], "c": draw(rng, 1.5, 3, 6), "params": step["params"]}]


def lstm_sequence(rng: np.random.Generator, batch: int, steps: int, features: int, hidden: int, largest: float = 1.0) -> dict[str, Any]:
    """x, h0, c0 and params of an LSTM over a sequence."""
    return {
        "x": draw(rng, 1.5, batch, steps, features),
        "h0": draw(rng, 0.9, batch, hidden),
        "c0": draw(rng, 1.5, batch, hidden),
        "params": draw_params(rng, features, hidden, LSTM_GATES, largest),
    }


class lstm_forward:
    @staticmethod
    def sequence(rng: np.random.Generator) -> list[dict]:
        """Three sequences of five steps, with initial states that are not zero."""
        return [lstm_sequence(rng, batch=3, steps=5, features=4, hidden=6)]

    @staticmethod
    def other(rng: np.random.Generator) -> list[dict]:
        """Another draw, with more time steps than anything else."""
        return [lstm_sequence(rng, batch=2, steps=7, features=5, hidden=3) for _ in range(2)]  # what is kept between calls by size shows

    @staticmethod
    def lengths(rng: np.random.Generator) -> list[dict]:
        """One step, and forty."""
        return [
            lstm_sequence(rng, batch=3, steps=1, features=2, hidden=4),
            lstm_sequence(rng, batch=2, steps=40, features=3, hidden=5, largest=0.5),
        ]


def lstm_gradient(rng: np.random.Generator, batch: int, features: int, hidden: int) -> dict[str, Any]:
    """An LSTM step with gradients of its new h and c."""
    return {"dh": draw(rng, 2, batch, hidden), "dc": draw(rng, 1, batch, hidden), **lstm_step(rng, batch, features, hidden)}


class lstm_cell_backward:
    @staticmethod
    def step(rng: np.random.Generator) -> list[dict]:
        """One step of three rows, with gradients at the new h and the new c."""
        return [lstm_gradient(rng, batch=3, features=4, hidden=6)]

    @staticmethod
    def other(rng: np.random.Generator) -> list[dict]:
        """Another draw, with more features than hidden units."""
        return [lstm_gradient(rng, batch=4, features=5, hidden=3) for _ in range(2)]  # what is kept between calls by size shows


class gru_cell:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's worked example."""
        return [worked_gru()]

    @staticmethod
    def step(rng: np.random.Generator) -> list[dict]:
        """Other sizes: more hidden units than features, and fewer."""
        return [gru_step(rng, batch=3, features=4, hidden=6), gru_step(rng, batch=4, features=5, hidden=3)]

    @staticmethod
    def saturated(rng: np.random.Generator) -> list[dict]:
        """Large sums, where the gates are wide open or shut."""
        return [large_step(rng, batch=3, hidden=6, gates=GRU_GATES)]


def gru_sequence(rng: np.random.Generator, batch: int, steps: int, features: int, hidden: int, largest: float = 1.0) -> dict[str, Any]:
    """x, h0 and params of a GRU over a sequence."""
    return {
        "x": draw(rng, 1.5, batch, steps, features),
        "h0": draw(rng, 0.9, batch, hidden),
        "params": draw_params(rng, features, hidden, GRU_GATES, largest),
    }


class gru_forward:
    @staticmethod
    def sequence(rng: np.random.Generator) -> list[dict]:
        """Three sequences of five steps, with initial states that are not zero."""
        return [gru_sequence(rng, batch=3, steps=5, features=4, hidden=6)]

    @staticmethod
    def lengths(rng: np.random.Generator) -> list[dict]:
        """One step, seven, and forty."""
        return [
            gru_sequence(rng, batch=3, steps=1, features=2, hidden=4),
            gru_sequence(rng, batch=2, steps=7, features=5, hidden=3),
            gru_sequence(rng, batch=2, steps=40, features=3, hidden=5, largest=0.5),
        ]


def gru_gradient(rng: np.random.Generator, batch: int, features: int, hidden: int) -> dict[str, Any]:
    """A GRU step with the gradient of its new h."""
    return {"dh": draw(rng, 2, batch, hidden), **gru_step(rng, batch, features, hidden)}


class gru_cell_backward:
    @staticmethod
    def step(rng: np.random.Generator) -> list[dict]:
        """One step of three rows."""
        return [gru_gradient(rng, batch=3, features=4, hidden=6)]

    @staticmethod
    def other(rng: np.random.Generator) -> list[dict]:
        """Another draw, with more features than hidden units."""
        return [gru_gradient(rng, batch=4, features=5, hidden=3) for _ in range(2)]  # what is kept between calls by size shows


class parameter_count:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's sizes, four features and six hidden units."""
        return [{"kind": kind, "input_size": 4, "hidden_size": 6} for kind in ("rnn", "lstm", "gru")]

    @staticmethod
    def sizes(rng: np.random.Generator) -> list[dict]:
        """Layers of a real size, with more features than hidden units, and with fewer."""
        small, big = int(rng.integers(10, 60)), int(rng.integers(100, 600))
        return [
            {"kind": kind, "input_size": features, "hidden_size": hidden}
            for kind in ("rnn", "lstm", "gru")
            for features, hidden in ((small, big), (big, small))
        ]

    @staticmethod
    def unknown(rng: np.random.Generator) -> list[dict]:
        """Kinds that the task does not know."""
        return [{"kind": kind, "input_size": 4, "hidden_size": 6} for kind in ("cnn", "transformer")]


def first_symbols(rng: np.random.Generator, count: int, symbols: int) -> tuple[np.ndarray, np.ndarray]:
    """(one-hot sequences (count, 30, symbols), labels (count,)).

    The first symbol, which is the label, is any of them, equally often. A distractor is symbol 0 in eight cases of ten and otherwise any of
    them: a network without tricks learns in time, and counting symbols still names at most two labels in five.
    """
    labels = rng.permutation(np.arange(count) % symbols)
    drawn = rng.integers(0, symbols, size=(count, 30))
    drawn[rng.random(drawn.shape) < 0.8] = 0
    drawn[:, 0] = labels
    return np.eye(symbols)[drawn], labels


def training(rng: np.random.Generator, count: int, symbols: int) -> Script:
    """Train on `count` sequences, then classify 400 others. Drawn again where the reference itself does not learn to name nearly all."""
    scripts = (one_training(rng, count, symbols) for _ in range(TRAININGS))
    for script in scripts:
        if learned(script) > NEARLY_ALL:
            return script
    raise ValueError(f"from {TRAININGS} sets of sequences the reference does not learn enough")


def learned(script: Script) -> float:
    """The share of the sequences that the reference names right."""
    train, classify = script.calls
    model = sequence_classifier.train_sequence_classifier(**train.arguments)
    return float(np.mean(sequence_classifier.classify_sequences(model, classify.arguments["x"]) == script.truth))


def one_training(rng: np.random.Generator, count: int, symbols: int) -> Script:
    x, labels = first_symbols(rng, count, symbols)
    unseen, truth = first_symbols(rng, 400, symbols)
    seed = int(rng.integers(1000))
    return Script(
        Call("train_sequence_classifier", {"x": x, "labels": labels, "num_classes": symbols, "seed": seed}, keep="model"),
        Call("classify_sequences", {"model": Kept("model"), "x": unseen}),
        truth=truth,
    )


class train_sequence_classifier:
    @staticmethod
    def given(rng: np.random.Generator) -> list[Script]:
        """2,000 sequences of six symbols to learn from, 400 others to name."""
        return [training(rng, count=2000, symbols=6)]

    @staticmethod
    def unseen(rng: np.random.Generator) -> list[Script]:
        """2,100 sequences of eight symbols to learn from, 400 others to name."""
        return [training(rng, count=2100, symbols=8)]
