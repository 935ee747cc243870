"""Wrong: denoising_loss -- compares the reconstruction with the noisy input."""

# The rest is right/tensorflow_idiom.py.


def denoising_loss(clean, noisy, params):
    reconstruction = autoencoder(noisy, params)[1]
    return tf.reduce_mean(tf.math.squared_difference(reconstruction, noisy))
