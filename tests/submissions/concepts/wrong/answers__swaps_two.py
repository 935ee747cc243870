"""Wrong: answers -- takes BERT's goal for GPT-3's, and GRU gates for LSTM gates."""

# The rest is right/plain.py.

plain = answers


def answers():
    return {**plain(), "gpt3_training_goal": "a", "lstm_gates": ["d"]}
