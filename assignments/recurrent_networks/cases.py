"""Inputs of the assignment on recurrent networks.

N batch, T time, D features, H hidden, V outputs: all different in the drawn cases, so that a mixed-up axis shows. Initial states and biases
are never zero there. All numbers are multiples of 1/64, so that float32 and float64 students get the same ones.
"""

from __future__ import annotations

from typing import Any

import numpy as np


def draw(rng: np.random.Generator, largest: float, *shape: int) -> np.ndarray:
    """Multiples of 1/64 between -largest and largest."""
    bound = int(largest * 64)
    return rng.integers(-bound, bound + 1, size=shape) / 64


def draw_bias(rng: np.random.Generator, size: int) -> np.ndarray:
    """(size,) numbers between 1/4 and 3/4, of either sign."""
    return rng.choice([-1.0, 1.0], size=size) * rng.integers(16, 49, size=size) / 64


def draw_recurrent(rng: np.random.Generator, hidden: int) -> np.ndarray:
    """Wh (H, H) whose largest singular value lies between 0.9 and 1.5; drawn anew until it does.

    Larger ones make a network chaotic, so that float32 cannot follow it; with smaller ones nothing flows back through time.
    """
    while True:
        Wh = draw(rng, 1.2 / hidden**0.5, hidden, hidden)
        if 0.9 <= np.linalg.norm(Wh, 2) <= 1.5:
            return Wh


def draw_params(rng: np.random.Generator, features: int, hidden: int, largest: float = 0.75) -> dict[str, np.ndarray]:
    """Wx (D, H) up to `largest`, Wh (H, H), b (H,)."""
    return {"Wx": draw(rng, largest, features, hidden), "Wh": draw_recurrent(rng, hidden), "b": draw_bias(rng, hidden)}


def draw_sequence(rng: np.random.Generator, batch: int, steps: int, features: int, hidden: int) -> dict[str, Any]:
    """x, h0 and params of a network over a batch of sequences."""
    return {
        "x": draw(rng, 1.25, batch, steps, features),
        "h0": draw_state(rng, batch, hidden),
        "params": draw_params(rng, features, hidden),
    }


def draw_state(rng: np.random.Generator, *shape: int) -> np.ndarray:
    """Numbers between 1/4 and 7/8, of either sign: a state that nobody can leave out unseen."""
    return rng.choice([-1.0, 1.0], size=shape) * rng.integers(16, 57, size=shape) / 64


def worked_sequence() -> dict[str, Any]:
    """The handout's example: two sequences of three numbers, two hidden units."""
    return {
        "x": np.array([[[1.0], [-0.5], [0.75]], [[-1.0], [2.0], [0.25]]]),
        "h0": np.array([[0.5, -0.25], [-0.5, 0.75]]),
        "params": {"Wx": np.array([[0.5, -1.0]]), "Wh": np.array([[0.75, -0.5], [0.25, 1.0]]), "b": np.array([0.25, -0.5])},
    }


class rnn_cell:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's worked example."""
        params = {
            "Wx": np.array([[0.5, -1.0], [0.25, 0.75], [-0.5, 0.25]]),
            "Wh": np.array([[0.75, -0.5], [0.25, 1.0]]),
            "b": np.array([0.25, -0.5]),
        }
        x = np.array([[1.0, -0.5, 0.25], [-0.75, 2.0, 0.5]])
        return [{"x": x, "h": np.array([[0.5, -0.25], [-0.5, 0.75]]), "params": params}]

    @staticmethod
    def step(rng: np.random.Generator) -> list[dict]:
        """Other sizes: more hidden units than features, and fewer; a single row."""
        return [
            {"x": draw(rng, 1.25, batch, features), "h": draw_state(rng, batch, hidden), "params": draw_params(rng, features, hidden)}
            for batch, features, hidden in ((3, 4, 6), (4, 5, 3), (1, 3, 5))
        ]

    @staticmethod
    def saturated(rng: np.random.Generator) -> list[dict]:
        """Sums of nearly a thousand, where exp overflows and the tanh is 1 or -1.

        Each x and each weight that meets it follows one pattern of signs or its opposite, so that no sum cancels: they lie between 100
        and 970 in size, and the first two units have one above 750, where exp overflows even in float64. Every sum is exact in float32
        too: a multiple of 1/4096 below 1,000.
        """
        batch, features, hidden = 3, 4, 6
        pattern = rng.choice([-1.0, 1.0], size=features)
        side = np.array([[1.0], [-1.0], [1.0]])
        direction = np.concatenate([[1.0, -1.0], rng.choice([-1.0, 1.0], size=hidden - 2)])
        size = rng.integers(64, 481, size=(features, hidden)) / 64  # 1 to 7.5
        size[:, :2] = rng.integers(448, 481, size=(features, 2)) / 64  # 7 to 7.5
        params = draw_params(rng, features, hidden) | {"Wx": pattern[:, None] * direction * size}
        x = side * pattern * rng.integers(27, 33, size=(batch, features))
        return [{"x": x, "h": draw_state(rng, batch, hidden), "params": params}]


class rnn_forward:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's worked example."""
        return [worked_sequence()]

    @staticmethod
    def sequence(rng: np.random.Generator) -> list[dict]:
        """Three sequences of five steps."""
        return [draw_sequence(rng, batch=3, steps=5, features=4, hidden=6)]

    @staticmethod
    def other(rng: np.random.Generator) -> list[dict]:
        """More time steps than anything else."""
        return [draw_sequence(rng, batch=2, steps=7, features=5, hidden=3) for _ in range(2)]  # what is kept between calls by size shows

    @staticmethod
    def lengths(rng: np.random.Generator) -> list[dict]:
        """One step, and forty."""
        return [
            draw_sequence(rng, batch=3, steps=1, features=2, hidden=4),
            draw_sequence(rng, batch=2, steps=40, features=3, hidden=5),
        ]


def draw_gradient(rng: np.random.Generator, batch: int, steps: int, features: int, hidden: int) -> dict[str, Any]:
    """A sequence with a direct gradient at every state: between 1/4 and 2, of either sign."""
    dhs = rng.choice([-1.0, 1.0], size=(batch, steps, hidden)) * rng.integers(16, 129, size=(batch, steps, hidden)) / 64
    return {"dhs": dhs, **draw_sequence(rng, batch, steps, features, hidden)}


class rnn_backward:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's worked example: the loss looks at every state."""
        dhs = np.array([[[1.0, -0.5], [0.25, 0.5], [-1.0, 2.0]], [[0.5, 1.0], [-0.75, 0.25], [1.5, -1.0]]])
        return [{"dhs": dhs, **worked_sequence()}]

    @staticmethod
    def last(rng: np.random.Generator) -> list[dict]:
        """The loss looks at the last state only."""
        case = draw_gradient(rng, batch=3, steps=5, features=4, hidden=6)
        case["dhs"][:, :-1] = 0
        return [case]

    @staticmethod
    def other(rng: np.random.Generator) -> list[dict]:
        """The loss looks at every state, with more time steps than anything else, and with more hidden units."""
        sizes = ((2, 7, 5, 3), (2, 7, 5, 3), (4, 3, 2, 6))  # what is kept between calls by size shows
        return [draw_gradient(rng, *size) for size in sizes]

    @staticmethod
    def lengths(rng: np.random.Generator) -> list[dict]:
        """One step, and twenty. The gradients of the long one lie between 4 and 32, so that who cuts them off somewhere shows."""
        long = draw_gradient(rng, batch=2, steps=20, features=3, hidden=5)
        return [draw_gradient(rng, batch=3, steps=1, features=2, hidden=4), long | {"dhs": 16 * long["dhs"]}]


def with_head(rng: np.random.Generator, case: dict[str, Any], outputs: int) -> dict[str, Any]:
    """The same sequence, with Wy (H, V) and by (V,)."""
    hidden = case["h0"].shape[1]
    head = {"Wy": draw(rng, 1.5, hidden, outputs), "by": draw_bias(rng, outputs)}
    return case | {"params": case["params"] | head}


class rnn_predict:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's worked example: four outputs."""
        case = worked_sequence()
        head = {"Wy": np.array([[1.0, -0.5, 0.25, 2.0], [-1.0, 0.75, 0.5, 0.5]]), "by": np.array([0.5, -0.25, 1.0, -1.0])}
        return [case | {"params": case["params"] | head}]

    @staticmethod
    def other(rng: np.random.Generator) -> list[dict]:
        """Other sizes: more outputs than hidden units, and fewer."""
        return [
            with_head(rng, draw_sequence(rng, batch=3, steps=5, features=4, hidden=6), outputs=7),
            with_head(rng, draw_sequence(rng, batch=2, steps=7, features=6, hidden=5), outputs=3),
        ]

    @staticmethod
    def lengths(rng: np.random.Generator) -> list[dict]:
        """One step, and one output."""
        return [
            with_head(rng, draw_sequence(rng, batch=3, steps=1, features=2, hidden=4), outputs=5),
            with_head(rng, draw_sequence(rng, batch=4, steps=6, features=2, hidden=3), outputs=1),
        ]


WAYS = ("zero start", "old slope", "slope of the sum", "turned", "other order")


def one_sequence(rng: np.random.Generator, steps: int, features: int, hidden: int) -> dict[str, Any]:
    """One sequence for the Jacobians. The input weights are small, so that the slopes of the tanh are not.

    Drawn anew until each of the wrong ways above changes some norm by at least 1/400 of the largest. One step has no order.
    """
    while True:
        params = draw_params(rng, features, hidden, largest=0.25)
        case = {"x": draw(rng, 1.25, steps, features), "h0": draw_state(rng, hidden), "params": params}
        norms = jacobian_norms(**case)
        apart = [np.max(np.abs(jacobian_norms(**case, way=way) - norms)) for way in WAYS if steps > 1 or way != "other order"]
        if min(apart) >= np.max(norms) / 400:
            return case


def jacobian_norms(x: np.ndarray, h0: np.ndarray, params: dict[str, np.ndarray], *, way: str = "") -> np.ndarray:
    """(T + 1,) norms of d h_T / d h_t, computed in another way than the reference does; or in a wrong way."""
    h, steps = (0 * h0 if way == "zero start" else h0), []
    for now in x:
        old, a = h, now @ params["Wx"] + h @ params["Wh"] + params["b"]
        h = np.tanh(a)
        bend = 1 - {"old slope": old, "slope of the sum": a}.get(way, h) ** 2
        steps.append((params["Wh"].T if way == "turned" else params["Wh"]) * bend)  # row i, column j: d h_t[j] / d h_(t-1)[i]
    product = np.eye(len(h0))
    norms = [np.sqrt(len(h0))]
    for step in reversed(steps):
        product = product @ step if way == "other order" else step @ product
        norms.append(np.sqrt(np.sum(product * product)))
    return np.array(norms[::-1])


def at_rest(steps: int, features: int, Wh: np.ndarray) -> dict[str, Any]:
    """Nothing comes in and every state is zero: every slope of the tanh is 1, and the Jacobians are powers of Wh."""
    hidden = len(Wh)
    params = {"Wx": np.full((features, hidden), 0.5), "Wh": Wh, "b": np.zeros(hidden)}
    return {"x": np.zeros((steps, features)), "h0": np.zeros(hidden), "params": params}


def turned(rng: np.random.Generator, hidden: int, scale: float) -> np.ndarray:
    """scale times an orthogonal matrix, rounded to multiples of 1/64: every step makes a vector about `scale` times as long."""
    orthogonal, _ = np.linalg.qr(rng.normal(size=(hidden, hidden)))
    return np.round(64 * scale * orthogonal) / 64


class hidden_jacobian_norms:
    @staticmethod
    def rest(rng: np.random.Generator) -> list[dict]:
        """The handout's example that a person can compute: three steps at rest."""
        return [at_rest(3, 4, np.array([[0.5, 1.0], [-0.5, 1.5]]))]

    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's example: the first of its two sequences."""
        case = worked_sequence()
        return [{"x": case["x"][0], "h0": case["h0"][0], "params": case["params"]}]

    @staticmethod
    def other(rng: np.random.Generator) -> list[dict]:
        """Other sequences, longer and shorter than the state is wide."""
        sizes = ((6, 4, 5), (6, 4, 5), (7, 2, 3), (4, 5, 6))  # what is kept between calls by size shows
        return [one_sequence(rng, *size) for size in sizes]

    @staticmethod
    def single(rng: np.random.Generator) -> list[dict]:
        """One step."""
        return [one_sequence(rng, steps=1, features=2, hidden=3)]

    @staticmethod
    def thirty(rng: np.random.Generator) -> list[dict]:
        """Thirty steps at rest, with weights that shrink and weights that grow."""
        return [at_rest(30, 2, turned(rng, 4, 0.875)), at_rest(30, 3, turned(rng, 5, 1.125))]


def draw_gradients(rng: np.random.Generator, *shapes: tuple[int, ...]) -> list[np.ndarray]:
    """Arrays of these shapes whose norm together is at least 12: PyTorch's 1e-6 beside the norm is then lost in the tolerance."""
    while True:
        gradients = [draw(rng, 5, *shape) for shape in shapes]
        if global_norm(gradients) >= 12:
            return gradients


def global_norm(gradients: list[np.ndarray]) -> float:
    return float(np.sqrt(sum(np.sum(g * g) for g in gradients)))


RANKS = ((7,), (3, 5), (2, 4, 3), (2, 1, 3, 2))


class clip_by_global_norm:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's example: norm 13, to be halved."""
        return [{"gradients": [np.array([3.0, -4.0]), np.array([[12.0, 0.0]])], "max_norm": 6.5}]

    @staticmethod
    def within(rng: np.random.Generator) -> list[dict]:
        """A norm below the largest that is allowed, exactly that one, and zero."""
        return [
            {"gradients": [np.array([3.0, -4.0]), np.array([[12.0, 0.0]])], "max_norm": 20.0},
            {"gradients": [np.array([[-4.0], [12.0], [3.0]])], "max_norm": 13.0},
            {"gradients": [np.zeros(2), np.zeros((1, 3))], "max_norm": 2.5},
        ]

    @staticmethod
    def ranks(rng: np.random.Generator) -> list[dict]:
        """Vectors, matrices and kernels, far too long and a little too long, and a single array."""
        first, second = draw_gradients(rng, *RANKS), draw_gradients(rng, *RANKS)
        slightly = np.floor(48 * global_norm(second)) / 64  # about three quarters of the norm
        return [
            {"gradients": first, "max_norm": 2.5},
            {"gradients": second, "max_norm": float(slightly)},
            {"gradients": draw_gradients(rng, (4, 6)), "max_norm": 1.0},
        ]

    @staticmethod
    def below(rng: np.random.Generator) -> list[dict]:
        """Vectors, matrices and kernels that are short enough, though their sum of sizes is not."""
        gradients = draw_gradients(rng, *RANKS)
        return [{"gradients": gradients, "max_norm": float(np.ceil(1.25 * global_norm(gradients)))}]
