"""Wrong: temperature_softmax -- multiplies the logits by the temperature."""

# The rest is right/tensorflow_idiom.py.


def temperature_softmax(logits, temperature):
    return _tempered(logits, temperature) if temperature <= 0 else tf.nn.softmax(logits * temperature)
