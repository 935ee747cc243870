"""Wrong: perceptual_path_length -- takes the mean over the features too."""

# The rest is right/tensorflow_idiom.py.


def perceptual_path_length(features, features_nearby, epsilon):
    return tf.reduce_mean(tf.square(features - features_nearby)) / epsilon ** 2
