"""One file a model, NumPy float64, read top to bottom. Nothing here imports anything of ours."""
