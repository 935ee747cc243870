#!/bin/sh
# Gradescope runs this once, as root, when the autograder is built.
set -eu

# What students may import. Add "torch==2.13.0" or "tensorflow==2.21.0" where the course uses them (and choose a larger container).
libraries="numpy"

export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq python3 python3-venv
python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))' || {
    echo "The checker needs Python 3.10 or newer. Choose Ubuntu 22.04 or newer as the base image."
    exit 1
}
python3 -m venv /opt/assay
# shellcheck disable=SC2086 # several words
/opt/assay/bin/python -m pip install --quiet --disable-pip-version-check $libraries
