"""The words of the sheet for outcomes, statuses and frameworks. An outcome is always a word and a symbol, never a colour alone."""

from __future__ import annotations

from types import MappingProxyType

SYMBOLS = MappingProxyType({"passed": "✓", "failed": "✗", "skipped": "–", "ungraded": "?"})

# Said where a check has no rationale of its own.
PLAIN_OUTCOMES = MappingProxyType(
    {
        "failed": "Your answer is not the expected one.",
        "skipped": "This check was not run, because one that it depends on did not pass. Mend that one first.",
        "ungraded": "This check could not be graded. That is our fault, not yours: it is not a zero.",
    }
)

STATUSES = MappingProxyType(
    {
        "raised": "Your code stopped with an error.",
        "missing": "The name that this task asks for was not found in your file.",
        "timed_out": "Your code ran out of time.",
        "out_of_memory": "Your code ran out of memory.",
        "crashed": "Your code ended the Python process.",
        "refused": "Your answer is of a kind that cannot be read: give back numbers, arrays, or lists of them.",
    }
)

FRAMEWORKS = MappingProxyType({"numpy": "NumPy", "torch": "PyTorch", "tensorflow": "TensorFlow"})

DEVICES = MappingProxyType({"cpu": "CPU", "cuda": "GPU", "all": "CPU and GPU"})

# What a trained model reaches: measure -> (term, unit).
MEASURES = {
    "accuracy": ("Accuracy", ""),
    "cross_entropy": ("Cross-entropy", " nats a token"),
    "error_share": ("Squared error", " of the noisy input's"),
    "modes": ("Modes covered", ""),
    "mode_share": ("Samples near a mode", " of all"),
    "moved_by_order": ("Moved by the order of the noise", " of the samples' size"),
    "future_leak": ("Moved by later tokens", " of the logits' size"),
}
