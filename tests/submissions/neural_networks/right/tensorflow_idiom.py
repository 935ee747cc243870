"""Neural networks in TensorFlow: tf.nn forwards, GradientTape backwards, Keras for the classifier."""
import tensorflow as tf

FRAMEWORK = "tensorflow"


def activation(x, name):
    if name == "linear":
        return tf.identity(x)
    if name == "leaky_relu":
        return tf.nn.leaky_relu(x, alpha=0.01)
    if name in ("sigmoid", "tanh", "relu", "softmax"):
        return getattr(tf.nn, name)(x)
    raise ValueError("unknown activation " + name)


def activation_gradient(x, name):
    if name == "softmax":
        raise ValueError("not elementwise")
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = activation(x, name)
    return tape.gradient(y, x)


def dense_forward(x, W, b):
    return tf.nn.bias_add(tf.matmul(x, W), b)


def dense_backward(dy, x, W):
    return tf.matmul(dy, W, transpose_b=True), tf.matmul(x, dy, transpose_a=True), tf.reduce_sum(dy, axis=0)


def mse_loss(prediction, target):
    with tf.GradientTape() as tape:
        tape.watch(prediction)
        loss = tf.reduce_mean(tf.math.squared_difference(prediction, target))
    return loss, tape.gradient(loss, prediction)


def mean_cross_entropy(logits, labels):
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits))


def cross_entropy_loss(logits, labels):
    with tf.GradientTape() as tape:
        tape.watch(logits)
        loss = mean_cross_entropy(logits, labels)
    return loss, tape.gradient(loss, logits)


def mlp_forward(x, layers, name):
    for layer in layers[:-1]:
        x = activation(dense_forward(x, layer["W"], layer["b"]), name)
    return dense_forward(x, layers[-1]["W"], layers[-1]["b"])


def mlp_gradients(x, labels, layers, name):
    with tf.GradientTape() as tape:
        tape.watch(layers)
        loss = mean_cross_entropy(mlp_forward(x, layers, name), labels)
    return loss, tape.gradient(loss, layers)


def sgd_step(params, gradients, learning_rate):
    variables = {key: tf.Variable(p) for key, p in params.items()}
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.apply_gradients([(gradients[key], variable) for key, variable in variables.items()])
    return {key: tf.convert_to_tensor(variable) for key, variable in variables.items()}


def adam_step(param, gradient, m, v, t, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    # keras.optimizers.Adam has its epsilon elsewhere
    m = beta1 * m + (1.0 - beta1) * gradient
    v = beta2 * v + (1.0 - beta2) * tf.square(gradient)
    m_hat = m / (1.0 - beta1 ** t)
    v_hat = v / (1.0 - beta2 ** t)
    return param - learning_rate * m_hat / (tf.sqrt(v_hat) + eps), m, v


def train_classifier(X, y, num_classes, seed):
    tf.keras.utils.set_random_seed(seed)
    model = tf.keras.Sequential([
        tf.keras.layers.Input(shape=(X.shape[1],)),
        tf.keras.layers.Dense(64, activation="relu"),
        tf.keras.layers.Dense(num_classes, activation="softmax"),
    ])
    model.compile(optimizer=tf.keras.optimizers.Adam(0.01), loss="sparse_categorical_crossentropy")
    model.fit(X, y, batch_size=32, epochs=50, verbose=0)
    return model


def classify(model, X):
    return tf.argmax(model.predict(X, verbose=0), axis=1)
