"""Wrong: conv2d -- moves by the stride from row to row, by one pixel from column to column."""

# The rest is right/torch_idiom.py.


def conv2d(x, w, b, stride=1, padding=0):
    return F.conv2d(x, w, b, stride=(stride, 1), padding=padding)
