"""Wrong: vector_quantize -- takes the later one of equally near entries."""

# The rest is right/numpy_loops.py.


def vector_quantize(z, codebook):
    indices = []
    for vector in z:
        distances = [sum((float(a) - float(b)) ** 2 for a, b in zip(vector, entry)) for entry in codebook]
        indices.append(max(i for i, distance in enumerate(distances) if distance == min(distances)))
    return indices, [[float(a) for a in codebook[i]] for i in indices]
