"""Wrong: few_shot_prompt -- leaves out the blank lines between the examples."""

# The rest is right/numpy_loops.py.


def few_shot_prompt(instruction, examples, query):
    text = instruction + "\n\n"
    for x, y in examples:
        text += "Input: " + x + "\n" + "Output: " + y + "\n"
    return text + "Input: " + query + "\n" + "Output:"
