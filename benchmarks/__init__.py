"""What grading costs, measured: `make bench`. Start reading in __main__.py; each file's first lines say what its numbers mean."""
