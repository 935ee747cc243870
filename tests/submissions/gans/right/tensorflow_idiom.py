"""The GAN assignment in TensorFlow."""
import tensorflow as tf

FRAMEWORK = "tensorflow"


def generator(z, params):
    hidden = tf.nn.leaky_relu(tf.matmul(z, params["W1"]) + params["b1"], alpha=0.2)
    return tf.tanh(tf.matmul(hidden, params["W2"]) + params["b2"])


def discriminator(x, params):
    hidden = tf.nn.leaky_relu(tf.matmul(x, params["W1"]) + params["b1"], alpha=0.2)
    return tf.squeeze(tf.matmul(hidden, params["W2"]) + params["b2"], axis=1)


cross_entropy = tf.keras.losses.BinaryCrossentropy(from_logits=True)


def discriminator_loss(real_logits, fake_logits):
    return cross_entropy(tf.ones_like(real_logits), real_logits) + cross_entropy(tf.zeros_like(fake_logits), fake_logits)


def generator_loss_minimax(fake_logits):
    return -cross_entropy(tf.zeros_like(fake_logits), fake_logits)


def generator_loss_nonsaturating(fake_logits):
    return cross_entropy(tf.ones_like(fake_logits), fake_logits)


def critic_loss(real_scores, fake_scores):
    return tf.reduce_mean(fake_scores) - tf.reduce_mean(real_scores)


def generator_loss_wasserstein(fake_scores):
    return -tf.reduce_mean(fake_scores)


def clip_weights(params, c):
    return {name: tf.clip_by_value(w, -c, c) for name, w in params.items()}


def gradient_penalty(real, fake, u, params):
    x = u * real + (1.0 - u) * fake
    with tf.GradientTape() as tape:
        tape.watch(x)
        logits = discriminator(x, params)
    slopes = tape.gradient(logits, x)
    norms = tf.sqrt(tf.reduce_sum(tf.square(slopes), axis=1))
    return tf.reduce_mean((norms - 1.0) ** 2)


def optimal_discriminator(p_data, p_model):
    total = p_data + p_model
    return tf.where(total > 0, tf.math.divide_no_nan(p_data, total), 0.5)


def minimax_value(p_data, p_model):
    best = optimal_discriminator(p_data, p_model)
    return tf.reduce_sum(tf.math.xlogy(p_data, best)) + tf.reduce_sum(tf.math.xlogy(p_model, 1.0 - best))


def discriminator_step(real, z, g_params, d_params, learning_rate):
    fake = generator(z, g_params)
    with tf.GradientTape() as tape:
        tape.watch(d_params)
        loss = discriminator_loss(discriminator(real, d_params), discriminator(fake, d_params))
    grads = tape.gradient(loss, d_params)
    return {name: w - learning_rate * grads[name] for name, w in d_params.items()}


def generator_step(z, g_params, d_params, learning_rate):
    variables = {name: tf.Variable(w) for name, w in g_params.items()}
    with tf.GradientTape() as tape:
        loss = generator_loss_nonsaturating(discriminator(generator(z, variables), d_params))
    names = list(variables)
    grads = tape.gradient(loss, [variables[name] for name in names])
    tf.keras.optimizers.SGD(learning_rate).apply_gradients([(g, variables[name]) for g, name in zip(grads, names)])
    return {name: tf.convert_to_tensor(v) for name, v in variables.items()}


def mode_coverage(samples, centres, radius):
    distance = tf.norm(samples[:, tf.newaxis] - centres[tf.newaxis], axis=-1)
    near = tf.cast(distance <= radius, tf.float32)
    return tf.reduce_sum(tf.reduce_max(near, axis=0)), tf.reduce_mean(tf.reduce_max(near, axis=1))


def network(width, outputs):
    layers = tf.keras.layers
    return tf.keras.Sequential([
        layers.Input((2,)),
        layers.Dense(width), layers.LeakyReLU(negative_slope=0.2),
        layers.Dense(width), layers.LeakyReLU(negative_slope=0.2),
        layers.Dense(outputs),
    ])


def train_gan(data, seed):
    tf.keras.utils.set_random_seed(seed)
    batch, steps = 128, 4000
    noise = tf.keras.Input((2,))
    g = tf.keras.Model(noise, noise + network(128, 2)(noise))
    d = network(128, 1)
    decay = tf.keras.optimizers.schedules.PolynomialDecay
    g_optimizer = tf.keras.optimizers.Adam(decay(0.002, steps, 0.0001), beta_1=0.5, beta_2=0.99)
    d_optimizer = tf.keras.optimizers.Adam(decay(0.004, steps, 0.0002), beta_1=0.5, beta_2=0.99)

    def bce(label, logits):
        return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(tf.fill(tf.shape(logits), label), logits))

    @tf.function
    def step(sigma):
        rows = tf.random.uniform((batch,), 0, data.shape[0], dtype=tf.int32)
        real = tf.gather(data, rows) + sigma * tf.random.normal((batch, 2))
        fake = g(tf.random.normal((batch, 2))) + sigma * tf.random.normal((batch, 2))
        with tf.GradientTape() as tape:
            d_loss = bce(1.0, d(real)) + bce(0.0, d(fake))
        d_optimizer.apply_gradients(zip(tape.gradient(d_loss, d.trainable_variables), d.trainable_variables))
        with tf.GradientTape() as tape:
            g_loss = bce(1.0, d(g(tf.random.normal((batch, 2))) + sigma * tf.random.normal((batch, 2))))
        g_optimizer.apply_gradients(zip(tape.gradient(g_loss, g.trainable_variables), g.trainable_variables))

    for t in range(steps):
        step(tf.constant(0.5 * max(0.0, 1.0 - t / (0.8 * steps)), tf.float32))
    return g


def sample_gan(model, z):
    return model(z)
