"""Wrong: ssim -- forgets max_value."""

# The rest is right/tensorflow_idiom.py.


def ssim(x, y, max_value=1.0):
    def pool(a):
        return tf.nn.avg_pool2d(a[None, :, :, None], ksize=8, strides=1, padding="VALID")

    mx, my = pool(x), pool(y)
    vx, vy, cov = pool(x * x) - mx * mx, pool(y * y) - my * my, pool(x * y) - mx * my
    return tf.reduce_mean((2.0 * mx * my + 1e-4) * (2.0 * cov + 9e-4) / ((mx * mx + my * my + 1e-4) * (vx + vy + 9e-4)))
