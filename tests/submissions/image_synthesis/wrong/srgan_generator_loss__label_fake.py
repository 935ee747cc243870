"""Wrong: srgan_generator_loss -- trains the generator with the label 0."""

# The rest is right/tensorflow_idiom.py.


def srgan_generator_loss(features_real, features_fake, fake_logits):
    content = tf.reduce_mean(tf.square(features_real - features_fake))
    return content + 1e-3 * tf.reduce_mean(tf.nn.softplus(fake_logits))
