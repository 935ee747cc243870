"""Wrong: few_shot_prompt -- ends with a space."""

# The rest is right/numpy_vectorised.py.


def few_shot_prompt(instruction, examples, query):
    shots = "".join(f"Input: {x}\nOutput: {y}\n\n" for x, y in examples)
    return f"{instruction}\n\n{shots}Input: {query}\nOutput: "
