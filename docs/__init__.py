"""The documentation site: Markdown pages, and the parts of them that are made from the program itself when the site is built."""
