#!/usr/bin/env bash
# Runs a command beside a private PostgreSQL of its own, in a temporary folder and on a unix socket only; both are gone afterwards.
#   build/with-postgres.sh dotnet test Helpdesk.Tests
# The command finds an administrator's connection string in HELPDESK_TEST_POSTGRES. PostgreSQL is installed from Debian when it is missing.
# HELPDESK_TEST_FSYNC=on makes commits wait for the disk as in earnest: to measure.
set -euo pipefail

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
# The server refuses to run as root.
as_owner() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
programs() { find /usr/lib/postgresql/*/bin -maxdepth 1 -name initdb -printf '%h\n' 2>/dev/null | sort -V | tail -n 1; }

if [ -z "$(programs)" ]; then
  echo "Installing PostgreSQL…"
  as_root mkdir -p /etc/postgresql-common
  # The programs only: Debian's own cluster would be made and started.
  echo "create_main_cluster = false" | as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends -o Dpkg::Options::=--force-confold postgresql
fi
bin=$(programs)
[ -n "$bin" ] || { echo "PostgreSQL is not there and could not be installed." >&2; exit 1; }

# Short, whatever TMPDIR is: a socket's path has at most 107 bytes.
folder=$(mktemp -d /tmp/helpdesk-pg-XXXXXX)
stop() {
  as_owner "$bin/pg_ctl" stop -D "$folder/data" -m immediate -s 2>/dev/null || true
  rm -rf "$folder"
}
trap stop EXIT
if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; fi
chmod 755 "$folder"

cd "$folder"   # the server's owner may not be allowed into the folder we came from
as_owner "$bin/initdb" -D "$folder/data" -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >/dev/null
# What is in it is thrown away: nothing waits for the disk.
as_owner "$bin/pg_ctl" start -D "$folder/data" -w -s -l "$folder/server.log" -o "-k $folder -c listen_addresses= -c max_connections=400 \
  -c fsync=${HELPDESK_TEST_FSYNC:-off} -c synchronous_commit=${HELPDESK_TEST_FSYNC:-off} -c full_page_writes=${HELPDESK_TEST_FSYNC:-off}" \
  || { cat "$folder/server.log" >&2; exit 1; }
cd "$OLDPWD"

HELPDESK_TEST_POSTGRES="Host=$folder;Username=postgres;Database=postgres" "$@"
