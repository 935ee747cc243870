"""Image synthesis in TensorFlow."""
import math

import tensorflow as tf

FRAMEWORK = "tensorflow"


def mapping_network(z, layers):
    w = z * tf.math.rsqrt(tf.reduce_mean(tf.square(z), axis=-1, keepdims=True) + 1e-8)
    for layer in layers:
        w = tf.nn.leaky_relu(tf.nn.bias_add(tf.matmul(w, layer["W"]), layer["b"]), alpha=0.2)
    return w


def adaptive_instance_norm(x, scale, bias, eps=1e-5):
    mean, variance = tf.nn.moments(x, axes=[2, 3], keepdims=True)
    return tf.nn.batch_normalization(x, mean, variance, bias[:, :, None, None], scale[:, :, None, None], eps)


def truncation_trick(w, w_mean, psi):
    return w_mean[None, :] + psi * (w - w_mean[None, :])


def style_mixing(w1, w2, num_layers, crossover):
    take_first = tf.range(num_layers) < crossover
    return tf.where(take_first[None, :, None], w1[:, None, :], w2[:, None, :])


def pixel_shuffle(x, factor):
    n, c, h, w = x.shape
    c_out = c // factor ** 2
    # depth_to_space wants channel index (i, j, c)
    x = tf.reshape(x, [n, c_out, factor * factor, h, w])
    x = tf.reshape(tf.transpose(x, [0, 3, 4, 2, 1]), [n, h, w, c])
    return tf.transpose(tf.nn.depth_to_space(x, factor), [0, 3, 1, 2])


def psnr(x, y, max_value=1.0):
    mse = tf.reduce_mean(tf.math.squared_difference(x, y))
    return 20.0 * math.log10(max_value) - 10.0 * tf.math.log(mse) / math.log(10.0)


def ssim(x, y, max_value=1.0):
    def pool(a):
        return tf.nn.avg_pool2d(a[None, :, :, None], ksize=8, strides=1, padding="VALID")

    c1, c2 = (0.01 * max_value) ** 2, (0.03 * max_value) ** 2
    mx, my = pool(x), pool(y)
    vx, vy, cov = pool(x * x) - mx * mx, pool(y * y) - my * my, pool(x * y) - mx * my
    luminance = (2.0 * mx * my + c1) / (mx * mx + my * my + c1)
    contrast = (2.0 * cov + c2) / (vx + vy + c2)
    return tf.reduce_mean(luminance * contrast)


def srgan_generator_loss(features_real, features_fake, fake_logits):
    content = tf.reduce_mean(tf.math.squared_difference(features_real, features_fake))
    adversarial = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=tf.ones_like(fake_logits), logits=fake_logits))
    return content + 1e-3 * adversarial


def composite(original, generated, mask):
    return mask * generated + (1.0 - mask) * original


def contextual_attention(foreground, background, mask, scale=10.0):
    hole = tf.math.l2_normalize(tf.boolean_mask(foreground, mask), axis=-1)
    known = tf.boolean_mask(background, ~mask)
    scores = tf.matmul(hole, tf.math.l2_normalize(known, axis=-1), transpose_b=True)
    filled = tf.matmul(tf.nn.softmax(scale * scores, axis=-1), known)
    return tf.tensor_scatter_nd_update(foreground, tf.where(mask), filled)


def instance_norm(x, eps=1e-5):
    mean = tf.reduce_mean(x, axis=[2, 3], keepdims=True)
    std = tf.sqrt(tf.math.reduce_variance(x, axis=[2, 3], keepdims=True) + eps)
    return (x - mean) / std


def l1(a, b):
    return tf.reduce_mean(tf.abs(a - b))


def cycle_consistency_loss(x, x_cycled, y, y_cycled):
    return l1(x, x_cycled) + l1(y, y_cycled)


def identity_loss(x, f_x, y, g_y):
    return l1(x, f_x) + l1(y, g_y)


def lsgan_losses(real_scores, fake_scores):
    mse = tf.keras.losses.MeanSquaredError()
    d = mse(tf.ones_like(real_scores), real_scores) + mse(tf.zeros_like(fake_scores), fake_scores)
    return 0.5 * d, 0.5 * mse(tf.ones_like(fake_scores), fake_scores)


def cyclegan_generator_objective(adversarial_g, adversarial_f, cycle, identity, lambda_cycle=10.0, lambda_identity=5.0):
    return tf.add_n([tf.constant(adversarial_g), tf.constant(adversarial_f), lambda_cycle * tf.constant(cycle), lambda_identity * tf.constant(identity)])


def rgb_to_ycbcr(image):
    kernel = tf.constant([
        [0.299, -0.168736, 0.5],
        [0.587, -0.331264, -0.418688],
        [0.114, 0.5, -0.081312],
    ])
    return tf.tensordot(image, kernel, axes=1) + [0.0, 0.5, 0.5]


def colorize(luminance, chroma):
    cb, cr = tf.unstack(chroma - 0.5, axis=-1)
    rgb = tf.stack([luminance + 1.402 * cr, luminance - 0.344136 * cb - 0.714136 * cr, luminance + 1.772 * cb], axis=-1)
    return tf.clip_by_value(rgb, 0.0, 1.0)


def balance_classes(X, y, X_synthetic, y_synthetic):
    labels, _, counts = tf.unique_with_counts(y)
    size = dict(zip(labels.numpy(), counts.numpy()))
    largest = max(size.values())
    kept = []
    for n, label in enumerate(y_synthetic.numpy()):
        if label in size and size[label] < largest:
            size[label] += 1
            kept.append(n)
    if min(size.values()) < largest:
        raise ValueError("class stays short")
    kept = tf.constant(kept, dtype=tf.int32)
    return tf.concat([X, tf.gather(X_synthetic, kept)], axis=0), tf.concat([y, tf.gather(y_synthetic, kept)], axis=0)
