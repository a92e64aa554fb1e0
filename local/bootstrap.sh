#!/usr/bin/env bash
# Puts uv into the folder named, from nothing but python3: Debian ships python3 without pip or venv.
set -euo pipefail
folder=$1
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "Threshold needs python3 3.11 or newer; this is $(python3 --version)." >&2
  exit 1
}
make_environment() { rm -rf "$folder" && python3 -m venv "$folder" 2>/dev/null; }
if ! make_environment; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && apt-get install -qq -y python3-venv >/dev/null
    make_environment
  else
    echo "python3 cannot make an environment here. On Debian or Ubuntu: sudo apt-get install python3-venv" >&2
    exit 1
  fi
fi
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
