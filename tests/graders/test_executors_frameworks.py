"""PyTorch and TensorFlow submissions: tensors go in, plain values come out. One session each, for importing them is slow."""

from __future__ import annotations

import numpy as np

from graders.job import Call, Job, Kept

from .session_tools import ask, opened

TORCH = """
FRAMEWORK = "torch"
import torch
from torch import nn
def kinds(x, k, m, box, n, s): return [str(t.dtype) for t in (x, k, m, box["w"][0])] + [type(n).__name__, type(s).__name__, list(x.shape)]
def values(x):
    x.requires_grad_()
    return {"grad": x * 2, "bf16": x.detach().to(torch.bfloat16), "sparse": torch.eye(2).to_sparse(), "parameter": nn.Parameter(x),
            "half": x.half(), "conj": torch.tensor([1j]).conj(), "list": [torch.tensor(3)], "expanded": torch.ones(1).expand(3)}
def meta(): return torch.ones(3, device="meta")
def memory(): return torch.ones(1 << 32)
def network(): return nn.Linear(2, 2)
def train(x):
    net = nn.Linear(4, 1)
    opt = torch.optim.Adam(net.parameters())
    for _ in range(20):
        opt.zero_grad(); loss = net(x + torch.randn(2, 4)).pow(2).mean(); loss.backward(); opt.step()
    return net
def use(net, x): return net(x)
def settings(): return torch.get_num_threads(), torch.are_deterministic_algorithms_enabled(), torch.cuda.is_available()
def in_place(x): x += 1
"""

TENSORFLOW = """
import tensorflow as tf
FRAMEWORK = "tensorflow"
def kinds(x, k, m, box): return [t.dtype.name for t in (x, k, m, box["w"][0])]
@tf.function
def graph(x):
    if tf.reduce_sum(x) > 0:
        return x * 2
    return x
def values(x):
    return {"graph": graph(x), "bf16": tf.cast(x, tf.bfloat16), "variable": tf.Variable(x), "ragged": tf.ragged.constant([[1], [2, 3]]),
            "sparse": tf.sparse.from_dense(x), "random": tf.random.uniform([2])}
def symbolic(): return tf.keras.Input((3,))
def memory(): return tf.zeros([1 << 34])
def train(x):
    net = tf.keras.Sequential([tf.keras.layers.Dense(1)])
    net.compile("adam", "mse")
    net.fit(x, tf.zeros([2, 1]), epochs=2, verbose=0)
    return net
def use(net, x): return net(x)
"""

X = np.arange(8.0).reshape(2, 4)


def test_torch() -> None:
    with opened(TORCH, imports=("torch",)) as session:
        assert (session.loaded.framework, session.loaded.problems) == ("torch", ())
        assert session.loaded.versions["torch"].startswith("2.")
        kinds = ask(session, "kinds", X, np.arange(3), np.ones(2, bool), {"w": [np.zeros(1)]}, 3, "s").value
        assert kinds == ["torch.float32", "torch.int64", "torch.bool", "torch.float32", "int", "str", [2, 4]]
        value = ask(session, "values", np.array([1.0, 2.0])).value
        assert value["grad"].tolist() == [2, 4]
        assert value["bf16"].dtype == np.float32
        assert value["half"].dtype == np.float16
        assert value["sparse"].tolist() == [[1, 0], [0, 1]]
        assert value["conj"].tolist() == [-1j]
        assert value["list"][0] == 3
        assert value["expanded"].tolist() == [1, 1, 1]
        assert ask(session, "settings").value == [1, True, False]
        assert ask(session, "in_place", np.zeros(2)).arguments[0][0].tolist() == [1, 1]
        trained = session.answer(Job("t", (Call("train", (X,), keep="m"), Call("use", (Kept("m"), X))), repeat=2))
        assert np.array_equal(trained.value, trained.again)
        assert "meta" in ask(session, "meta").detail
        assert ask(session, "memory").status == "out_of_memory"
        assert ask(session, "network").detail.startswith("`network` returned a Linear; return an array")


def test_tensorflow() -> None:
    with opened(TENSORFLOW, imports=("tensorflow",)) as session:
        assert (session.loaded.framework, session.loaded.problems) == ("tensorflow", ())
        kinds = ask(session, "kinds", X, np.arange(3), np.ones(2, bool), {"w": [np.zeros(1)]}).value
        assert kinds == ["float32", "int64", "bool", "float32"]
        answer = ask(session, "values", X, repeat=2, seconds=10)
        assert answer.value["graph"].tolist() == (2 * X).tolist()
        assert answer.value["bf16"].dtype == np.float32
        assert answer.value["variable"].tolist() == answer.value["sparse"].tolist() == X.tolist()
        assert answer.value["ragged"] == [[1], [2, 3]]
        assert np.array_equal(answer.value["random"], answer.again["random"])
        script = (Call("train", (X,), keep="m"), Call("use", (Kept("m"), X)))
        trained = session.answer(Job("t", script, repeat=2, seconds=20))
        assert np.array_equal(trained.value, trained.again)
        assert ask(session, "symbolic", seconds=10).status == "refused"
        assert ask(session, "memory").status == "out_of_memory"
