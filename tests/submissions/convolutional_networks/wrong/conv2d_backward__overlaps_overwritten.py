"""Wrong: conv2d_backward -- = instead of += for the gradient of x."""

# The rest is right/numpy_loops.py.


def conv2d_backward(dy, x, w, stride=1, padding=0):
    N, C, H, W = x.shape
    K = w.shape[-1]
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    dxp, dw = np.zeros_like(xp), np.zeros_like(w)
    for i in range(dy.shape[2]):
        for j in range(dy.shape[3]):
            rows, columns = slice(i * stride, i * stride + K), slice(j * stride, j * stride + K)
            dw += np.einsum("nf,nckl->fckl", dy[:, :, i, j], xp[:, :, rows, columns])
            dxp[:, :, rows, columns] = np.einsum("nf,fckl->nckl", dy[:, :, i, j], w)
    return dxp[:, :, padding:padding + H, padding:padding + W], dw, dy.sum(axis=(0, 2, 3))
