"""Wrong: bayes_net_joint -- returns the logarithm."""

# The rest is right/tensorflow_idiom.py.


def bayes_net_joint(network, assignment):
    return tf.reduce_sum(tf.math.log(tf.stack([entry(node, name, assignment) for name, node in network.items()])))
