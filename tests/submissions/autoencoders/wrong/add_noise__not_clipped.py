"""Wrong: add_noise -- leaves values below 0 and above 1."""

# The rest is right/torch_idiom.py.


def add_noise(x, noise, sigma):
    return x + sigma * noise
