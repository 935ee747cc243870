#!/bin/sh
# Grades the Assay submission in a repository, in any CI system or by hand. README.md beside it says how to set it up.
#
#   check.sh            everything, one part after the other:
#   check.sh fetch      gets the checks. The only part that may see the secret; nothing of the student runs in it
#   check.sh install    gets Python's packages, and bubblewrap for hidden checks. Nothing of the student runs in it
#   check.sh grade      runs the student's code. Refuses to start where the secret is
#
# Exit status: 0 all checks passed, 1 some failed, 2 something could not be checked (nobody's zero).
#
# What it reads from the environment:
#   ASSAY_ASSIGNMENT    the assignment, for example hidden_markov_models
#   ASSAY_REPOSITORY    the submitted repository; without it $GITHUB_WORKSPACE, $CI_PROJECT_DIR, or the current folder
#   ASSAY_FILE          what to grade, seen from the repository; without it ASSIGNMENT.ipynb or ASSIGNMENT.py at its top
#   ASSAY_KIT           the kit's ASSIGNMENT.pyz: a path in the repository, or a URL
#   ASSAY_KIT_SHA256    its SHA-256. A URL needs one
#   ASSAY_STAFF_URL     the staff repository, a clone of Assay with the course's fixtures; hidden checks need it, and
#   ASSAY_STAFF_TOKEN   the secret that opens it. Without it (a fork, say) the public checks are run, and the summary says so
#   ASSAY_STAFF_USER    the user name that goes with the secret, where the server wants one
#   ASSAY_STAFF_REF     a commit, tag or branch of the staff repository; a commit is best
#   ASSAY_FIXTURES      the folder of the course's fixtures in the staff repository
#   ASSAY_LIBRARIES     what students may import, for pip: "numpy torch==2.13.0"
#   ASSAY_PYTHON        a Python that has everything already; then `install` does nothing
#   ASSAY_OUT           where summary, JUnit file and points go; without it assay-results in the repository
#   ASSAY_WORK          a private folder for the parts to share; CI systems have one of their own
set -eu
umask 022

here=$(cd -P "$(dirname "$0")" && pwd -P)
repository=$(cd -P "${ASSAY_REPOSITORY:-${GITHUB_WORKSPACE:-${CI_PROJECT_DIR:-.}}}" && pwd -P)
slug=${ASSAY_ASSIGNMENT:-}
work=${ASSAY_WORK:-${RUNNER_TEMP:+$RUNNER_TEMP/assay}}
work=${work:-${CI_PROJECT_DIR:+$CI_PROJECT_DIR.tmp/assay}}
if [ -z "$work" ]; then
    case ${1:-all} in
        all)
            ASSAY_TEMPORARY=$(mktemp -d)
            export ASSAY_TEMPORARY
            work=$ASSAY_TEMPORARY/assay
            ;;
        *) echo "Set ASSAY_WORK to a private folder outside the repository, the same for each part." >&2; exit 2 ;;
    esac
fi
case $work/ in
    /*) ;;
    *) work=$PWD/$work ;;
esac
case $work/ in
    "$repository"/*) echo "ASSAY_WORK ($work) is in the submitted repository. Choose a folder outside it." >&2; exit 2 ;;
esac
out=${ASSAY_OUT:-assay-results}
case $out in
    /*) ;;
    *) out=$repository/$out ;;
esac
python=${ASSAY_PYTHON:-$work/venv/bin/python}
export PYTHONDONTWRITEBYTECODE=1

# What nobody foresaw (a full disk) is no "some failed": its status is 2, too.
settled=
finish() {
    [ -z "${ASSAY_TEMPORARY:-}" ] || rm -rf "$ASSAY_TEMPORARY"
    exit "${settled:-2}"
}
trap finish EXIT

private() { mkdir -p "$work" && chmod 700 "$work"; }

fail() { # sentence: nothing could be checked
    printf '%s\n' "$1" >&2
    [ -d "$work" ] || private
    printf '%s\n' "$1" >>"$work/said"
    publish 2
    settled=2
    exit 2
}

# ---- fetch: the secret is here, and no student ----

fetch() {
    case $slug in
        '' | *[!a-z0-9_]*) fail "ASSAY_ASSIGNMENT is \"$slug\", which is no assignment. Write, for example, hidden_markov_models." ;;
    esac
    rm -rf "$work"
    private
    if [ -n "${ASSAY_STAFF_TOKEN:-}" ]; then
        [ -n "${ASSAY_STAFF_URL:-}" ] || fail "There is a secret, but no staff repository. Set ASSAY_STAFF_URL."
        fetch_staff
    else
        if [ -n "${ASSAY_STAFF_URL:-}" ]; then
            echo "Public checks only: this run has no access to the staff repository. Runs from forks never have." >"$work/why"
        fi
        fetch_kit
    fi
}

fetch_staff() {
    # The secret reaches git through its environment: it is on no command line, in no file, and in no config afterwards.
    header=$(printf '%s:%s' "${ASSAY_STAFF_USER:-x-access-token}" "$ASSAY_STAFF_TOKEN" | base64 | tr -d '\n')
    git init -q "$work/staff"
    (
        cd "$work/staff"
        export GIT_TERMINAL_PROMPT=0 GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_COUNT=1
        export GIT_CONFIG_KEY_0="http.$ASSAY_STAFF_URL.extraHeader" GIT_CONFIG_VALUE_0="Authorization: Basic $header"
        git fetch -q --depth 1 "$ASSAY_STAFF_URL" "${ASSAY_STAFF_REF:-HEAD}" && git -c advice.detachedHead=false checkout -q FETCH_HEAD
    ) || fail "The staff repository cannot be fetched. Check ASSAY_STAFF_URL, ASSAY_STAFF_REF and the secret; it may have ended."
    rm -rf "$work/staff/.git"
    [ -f "$work/staff/assay.py" ] || fail "The staff repository is no clone of Assay: it has no assay.py. Check ASSAY_STAFF_URL."
}

fetch_kit() {
    kit=${ASSAY_KIT:-}
    case $kit in
        '') fail "There is no kit. Set ASSAY_KIT to the .pyz that \`assay pack $slug\` makes: a path in the repository, or a URL." ;;
        *://* | /*) ;;
        *) kit=$repository/$kit ;;
    esac
    (cd "$work" && "${ASSAY_PYTHON:-python3}" -I "$here/check.py" kit "$kit" "${ASSAY_KIT_SHA256:-}" "$work/kit.pyz" 2>"$work/error") ||
        fail "$(cat "$work/error")"
}

# ---- install: neither the secret nor the student's code ----

install() {
    [ -z "${ASSAY_PYTHON:-}" ] || return 0
    cd "$work"
    python3 -I -m venv "$work/venv"
    pip="$python -I -m pip install --quiet --disable-pip-version-check"
    if [ -d staff ]; then
        sandbox
        "$python" -I "$here/check.py" needs staff/pyproject.toml >needs.txt
        # shellcheck disable=SC2086 # several words
        $pip --constraint staff/constraints.txt --requirement needs.txt ${ASSAY_LIBRARIES:-numpy}
    else
        # shellcheck disable=SC2086
        $pip ${ASSAY_LIBRARIES:-numpy}
    fi
}

sandbox() {
    root=
    [ "$(id -u)" = 0 ] || root="sudo -n"
    if ! command -v bwrap >/dev/null; then
        $root apt-get update -qq
        $root apt-get install -y -qq bubblewrap
    fi
    # Ubuntu 24.04 keeps ordinary users from making sandboxes. This machine is for this one run.
    knob=/proc/sys/kernel/apparmor_restrict_unprivileged_userns
    if [ "$root" ] && [ -e "$knob" ] && [ "$(cat "$knob")" = 1 ]; then
        sudo -n sysctl -q -w kernel.apparmor_restrict_unprivileged_userns=0
    fi
}

# ---- grade: the student's code runs, without the secret ----

grade() {
    [ -z "${ASSAY_STAFF_TOKEN:-}" ] || fail "The secret is in the environment of the part that runs student code. Give it to \`fetch\` only."
    : >"$work/said"
    find_file
    if [ -d "$work/staff" ]; then
        hidden_checks
    else
        public_checks
    fi
    publish "$status"
    settled=$status
    exit "$status"
}

find_file() {
    file=${ASSAY_FILE:-}
    if [ -z "$file" ]; then
        for one in "$slug.ipynb" "$slug.py"; do
            [ ! -f "$repository/$one" ] || file="$file${file:+ and }$one"
        done
        case $file in
            '') fail "The repository has no $slug.ipynb or $slug.py at its top. Add it, or set ASSAY_FILE." ;;
            *' and '*) fail "The repository has $file. Keep one, or set ASSAY_FILE." ;;
        esac
    fi
    file=${file#./}
    folder=$(cd -P "$repository/$(dirname "$file")" 2>/dev/null && pwd -P) || folder=
    case $folder/ in
        "$repository"/*) ;;
        *) fail "$file is not in the submitted repository. Check ASSAY_FILE." ;;
    esac
    # A link could lead to what the student may not see.
    if [ -L "$repository/$file" ]; then fail "$file is a link. Commit the file itself."; fi
    [ -e "$repository/$file" ] || fail "The repository has no $file. Add it, or set ASSAY_FILE to what it is called."
}

# Student code must find nothing in its environment, and no PYTHONPATH of anybody's.
bare() { env -i PATH="$PATH" HOME="${HOME:-/}" LANG=C.UTF-8 NO_COLOR=1 COLUMNS=120 PYTHONDONTWRITEBYTECODE=1 "$@"; }

public_checks() {
    status=0
    cd "$repository"
    bare GITHUB_STEP_SUMMARY="$work/summary" "$python" -I "$work/kit.pyz" --github --json "$work/card.json" --junit "$work/junit.xml" \
        -- "./$file" >"$work/told" 2>&1 || status=$?
    cd "$work"
    [ -f card.json ] || status=2
    grep -v -e '^::' -e '^Written: ' told >said || :
    grep -E '^::(error|warning) ' told | "$python" -I "$here/check.py" places . . >annotations || :
}

hidden_checks() {
    cd "$work"
    rm -rf class grading
    mkdir -p class/submission
    collect
    # The demo's fixtures are for trying it out: everybody has them.
    fixtures=${ASSAY_FIXTURES:-fixtures}
    case $fixtures in
        /*) ;;
        *) fixtures=$work/staff/$fixtures ;;
    esac
    bare "$python" -I staff/assay.py grade class --assignment "$slug" --out grading --fixtures "$fixtures" --executor sandbox >told 2>&1 || :
    grep -v '^Score sheets: ' told >said || :
    card=grading/scorecards/submission--$slug.json
    status=2
    [ -f "$card" ] || return 0
    # What a hidden check saw stays with the staff, in this run's log too: who may push often could read the answers out of it.
    status=$("$python" -I "$here/check.py" withhold "$card")
    for format in github junit; do
        bare "$python" -I staff/assay.py export "$format" grading --to "$work/exports" >/dev/null 2>error || fail "$(cat error)"
    done
    cp "$card" card.json
    cp "exports/submission--$slug.xml" junit.xml
    cp "exports/submission--$slug.md" summary
    "$python" -I "$here/check.py" places "$graded" "$file" <"exports/submission--$slug.annotations" >annotations
}

# Copy the hand-in, as the kit would read it: the file with the modules beside it, or the folder. Links are left out.
collect() {
    graded=.
    if [ -d "$repository/$file" ]; then
        cp -RP "$repository/$file/." class/submission/
        rm -rf class/submission/.git
        return
    fi
    graded=$slug.${file##*.}
    for one in "$folder"/*.py; do
        if [ -f "$one" ] && [ ! -L "$one" ] && [ "${one##*/}" != "$slug.py" ]; then cp "$one" class/submission/; fi
    done
    rm -f "class/submission/$(basename "$file")"
    cp "$repository/$file" "class/submission/$graded"
}

# ---- what comes out ----

publish() { # status
    case $repository/ in
        "${out%/}"/*) echo "ASSAY_OUT ($out) holds the submitted repository. Choose another folder." >&2; exit 2 ;;
    esac
    if [ -d "$work/staff" ]; then kind=hidden; else kind=public; fi
    "${ASSAY_PYTHON:-python3}" -I "$here/check.py" results "$work" "$kind" "$1" || { cat "$work/said" >&2; exit 2; }
    rm -rf "$out"
    mkdir -p "$out"
    cp -R "$work/results/." "$out/"
    chmod -R u=rwX,go=rX "$out"
    [ -z "${GITHUB_STEP_SUMMARY:-}" ] || cat "$out/summary.md" >>"$GITHUB_STEP_SUMMARY"
    [ -z "${GITHUB_OUTPUT:-}" ] || cat "$work/outputs" >>"$GITHUB_OUTPUT"
    show
}

show() {
    [ ! -s "$work/why" ] || cat "$work/why"
    if [ -z "${GITHUB_ACTIONS:-}" ]; then
        cat "$work/said"
        return
    fi
    # A student's words must not be taken for a command to the runner.
    word=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    echo "::stop-commands::$word"
    cat "$work/said"
    echo "::$word::"
    cat "$work/results/annotations.txt"
}

case ${1:-all} in
    fetch) fetch ;;
    install) install ;;
    grade) grade ;;
    rest)
        install
        grade
        ;;
    all)
        fetch
        unset ASSAY_STAFF_TOKEN
        ASSAY_WORK=$work
        export ASSAY_WORK
        exec sh "$here/check.sh" rest # a fresh process, whose environment never had the secret
        ;;
    *) echo "check.sh knows fetch, install and grade, not \"$1\"." >&2; exit 2 ;;
esac
settled=0
