#!/bin/sh
# Gradescope runs this once, as root, when the autograder is built.
set -eu

# What students may import. Add "torch==2.13.0" or "tensorflow==2.21.0" where the course uses them (and choose a larger container).
libraries="numpy"

export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# Student code runs inside bubblewrap, apart from the hidden checks and from results.json. Nothing is graded without it.
apt-get install -y -qq bubblewrap python3 python3-venv
python=python3
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    apt-get install -y -qq python3.11 python3.11-venv || {
        echo "Assay needs Python 3.11 or newer. Choose Ubuntu 22.04 or newer as the base image."
        exit 1
    }
    python=python3.11
fi
"$python" -m venv /opt/assay
here=${ASSAY_AUTOGRADER:-/autograder}/source
# shellcheck disable=SC2086 # several words
/opt/assay/bin/python -m pip install --quiet --disable-pip-version-check --constraint "$here/constraints.txt" --requirement "$here/requirements.txt" $libraries
