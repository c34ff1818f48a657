#!/usr/bin/env bash
# Sees to it that redis-server is there, from Debian's packages: tests start their own, on free loopback ports.
set -euo pipefail

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

if ! command -v redis-server >/dev/null; then
  echo "Installing Redis…"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends redis-server
fi
command -v redis-server >/dev/null || { echo "Redis is not there and could not be installed." >&2; exit 1; }
