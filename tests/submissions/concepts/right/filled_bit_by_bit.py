"""Right: capitals, tuples and texts of letters, whole numbers and NumPy numbers, a dict that is filled bit by bit."""

import numpy as np

ANSWERS = {}


def choose(name, letter):
    ANSWERS[name] = letter.upper()


choose("attention_scale", "b")
choose("self_attention_sources", "d")
choose("positional_encoding", "a")
ANSWERS["transformer_parts"] = tuple("dca")
ANSWERS["gpt3_parameters"] = 175000000000
ANSWERS["gpt3_layers"] = np.float64(96)
choose("gpt3_training_goal", "c")
choose("few_shot", "b")
ANSWERS["gpt3_limits"] = "A, B, C"
choose("chain_rule", "c")
choose("bigram_assumption", "a")
choose("smoothing", "d")
choose("generative_or_discriminative", "b")
ANSWERS["which_generative"] = tuple("dcb")
choose("gan_discriminator", "b")
choose("gan_generator_step", "c")
ANSWERS["gan_optimum"] = 0.5
choose("wasserstein", "a")
choose("markov_property", "b")
choose("hmm_hidden", "c")
choose("viterbi", "a")
ANSWERS["hmm_umbrella"] = np.float64(0.38)
choose("ar_meaning", "d")
ANSWERS["ar_stationary"] = np.float64(6)
choose("inception_score", "b")
choose("fid", "c")
choose("perceptual_path_length", "a")
choose("precision_recall", "c")
ANSWERS["entropy_coin"] = 0.6931472
choose("mode_collapse", "b")
choose("memorisation", "d")
choose("bias_source", "a")
choose("super_resolution", "d")
choose("unpaired_translation", "b")
ANSWERS["applications"] = "A, B, C"
choose("nonlinearity", "c")
ANSWERS["relu"] = 0
ANSWERS["conv_shape"] = np.float64(3072)
ANSWERS["conv_parameters"] = 336
choose("weight_sharing", "b")
choose("rnn_memory", "c")
choose("vanishing_gradient", "b")
ANSWERS["lstm_gates"] = "A, B, C"
choose("lstm_forget", "d")
choose("gru_states", "b")
ANSWERS["gru_parameters"] = np.float64(1860)
choose("autoencoder_bottleneck", "a")
choose("reparameterisation", "c")


def answers():
    return dict(ANSWERS)
