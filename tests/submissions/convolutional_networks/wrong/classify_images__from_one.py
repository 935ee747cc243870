"""Wrong: classify_images -- counts the classes from one."""

# The rest is right/torch_idiom.py.


def classify_images(model, images):
    model.eval()
    with torch.no_grad():
        return model(images).argmax(dim=1) + 1
