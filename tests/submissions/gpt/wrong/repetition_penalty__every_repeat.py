"""Wrong: repetition_penalty -- penalises an id as often as it occurs."""

# The rest is right/numpy_loops.py.


def repetition_penalty(logits, generated, penalty):
    answer = logits.tolist()
    for i in generated.tolist():
        answer[i] = answer[i] / penalty if answer[i] > 0 else answer[i] * penalty
    return answer
