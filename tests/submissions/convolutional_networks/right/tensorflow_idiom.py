"""CNN assignment in TensorFlow. Everything inside is NHWC; transpose at the door."""
import tensorflow as tf

FRAMEWORK = "tensorflow"


def to_nhwc(x):
    return tf.transpose(x, [0, 2, 3, 1])


def to_nchw(x):
    return tf.transpose(x, [0, 3, 1, 2])


def conv_output_size(size, kernel, stride=1, padding=0):
    padded = size + 2 * padding
    if kernel > padded:
        raise ValueError("kernel too large")
    return len(range(0, padded - kernel + 1, stride))


def conv2d(x, w, b, stride=1, padding=0):
    p = [padding, padding]
    y = tf.nn.conv2d(to_nhwc(x), tf.transpose(w, [2, 3, 1, 0]), strides=stride, padding=[[0, 0], p, p, [0, 0]])
    return to_nchw(tf.nn.bias_add(y, b))


def conv2d_backward(dy, x, w, stride=1, padding=0):
    b = tf.zeros([w.shape[0]])
    with tf.GradientTape() as tape:
        tape.watch([x, w, b])
        y = conv2d(x, w, b, stride, padding)
    return tape.gradient(y, [x, w, b], output_gradients=dy)


def max_pool2d(x, size, stride):
    return to_nchw(tf.nn.max_pool2d(to_nhwc(x), size, stride, "VALID"))


def avg_pool2d(x, size, stride):
    return to_nchw(tf.nn.avg_pool2d(to_nhwc(x), size, stride, "VALID"))


def max_pool2d_backward(dy, x, size, stride):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = max_pool2d(x, size, stride)
    return tape.gradient(y, x, output_gradients=dy)


def flatten(x):
    return tf.reshape(x, [x.shape[0], -1])


def convnet(x, params):
    a = tf.nn.relu(conv2d(x, params["w"], params["b"], padding=1))
    v = flatten(max_pool2d(a, 2, 2))
    return tf.nn.softmax(v @ params["W"] + params["c"])


def build(height, width, channels, filters, classes):
    return tf.keras.Sequential([
        tf.keras.layers.Input((height, width, channels)),
        tf.keras.layers.Conv2D(filters, 3, padding="same"),
        tf.keras.layers.ReLU(),
        tf.keras.layers.MaxPooling2D(2),
        tf.keras.layers.Flatten(),
        tf.keras.layers.Dense(classes, activation="softmax"),
    ])


def convnet_shapes(height, width, channels, filters, classes):
    model = build(height, width, channels, filters, classes)
    return [tuple(model.input_shape[1:])] + [tuple(layer.output.shape[1:]) for layer in model.layers]


def convnet_parameter_count(height, width, channels, filters, classes):
    return build(height, width, channels, filters, classes).count_params()


def train_image_classifier(images, labels, num_classes, seed):
    tf.keras.utils.set_random_seed(seed)
    model = build(8, 8, 1, 16, num_classes)
    model.compile(optimizer=tf.keras.optimizers.Adam(0.005), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(to_nhwc(images), labels, batch_size=32, epochs=12, verbose=0)
    return model


def classify_images(model, images):
    return tf.argmax(model.predict(to_nhwc(images), verbose=0), axis=-1)
