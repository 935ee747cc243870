"""Autoencoders and VAE in TensorFlow: tf ops for the formulas, Keras for the denoiser."""
import tensorflow as tf

FRAMEWORK = "tensorflow"


def affine(x, params, name):
    return tf.matmul(x, params[f"W{name}"]) + params[f"b{name}"]


def autoencoder(x, params):
    code = tf.nn.tanh(affine(x, params, "1"))
    return code, tf.nn.sigmoid(affine(code, params, "2"))


def add_noise(x, noise, sigma):
    return tf.clip_by_value(x + sigma * noise, 0.0, 1.0)


def denoising_loss(clean, noisy, params):
    reconstruction = autoencoder(noisy, params)[1]
    return tf.reduce_mean(tf.math.squared_difference(reconstruction, clean))


def reparameterize(mu, log_var, eps):
    return mu + tf.exp(log_var * 0.5) * eps


def gaussian_kl(mu, log_var):
    return 0.5 * tf.reduce_sum(tf.square(mu) + tf.math.expm1(log_var) - log_var, axis=1)


def bernoulli_nll(x, logits):
    return tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=logits), axis=1)


def elbo(x, logits, mu, log_var):
    return tf.reduce_mean(-bernoulli_nll(x, logits) - gaussian_kl(mu, log_var))


def vae(x, eps, params):
    h = tf.tanh(affine(x, params, "1"))
    mu = affine(h, params, "_mu")
    log_var = affine(h, params, "_var")
    z = reparameterize(mu, log_var, eps)
    return affine(tf.tanh(affine(z, params, "2")), params, "3"), mu, log_var


def train_denoiser(clean, sigma, seed):
    tf.keras.utils.set_random_seed(seed)
    model = tf.keras.Sequential([
        tf.keras.layers.Input(shape=(clean.shape[1],)),
        tf.keras.layers.Dense(200, activation="relu"),
        tf.keras.layers.Dense(clean.shape[1], activation="sigmoid"),
    ])
    model.compile(optimizer=tf.keras.optimizers.Adam(2e-3), loss="mse")
    data = tf.data.Dataset.from_tensor_slices(clean).shuffle(len(clean), seed=seed).repeat(40).batch(50)
    data = data.map(lambda x: (tf.clip_by_value(x + tf.random.normal(tf.shape(x), stddev=sigma), 0.0, 1.0), x))
    model.fit(data, verbose=0)
    return model


def denoise(model, noisy):
    return model.predict(noisy, verbose=0)
