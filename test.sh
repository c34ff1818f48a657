#!/usr/bin/env bash
# Installs what the tests need, builds, and runs them.   ./test.sh          everything but the slow fault runs
#                                                        ./test.sh faults   the slow fault runs only
# Everything runs on SQLite, and what uses a database on PostgreSQL too. The last line reads "N passed, N failed, N skipped", summed from
# both result files.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# Most of a run is code that runs once: watching it, to make it faster later, costs a fifth of the time.
export DOTNET_TieredPGO=0

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

if [ ! -x /usr/bin/chromium ]; then
  echo "Installing Chromium and the Arabic fonts…"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y chromium fonts-noto-core
fi

# The peers that read back what the mail writer writes.
if ! /usr/bin/python3 -c 'import gi; gi.require_version("GMime", "3.0")' 2>/dev/null; then
  echo "Installing Python's GMime…"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y python3 python3-gi gir1.2-gmime-3.0
fi

build/ensure-redis.sh

faults=no
case "${1:-}" in
  "")     ;;
  faults) faults=yes ;;
  *)      echo "Unknown argument '$1': use none, or faults." >&2; exit 2 ;;
esac

dotnet build Helpdesk.sln --nologo -v quiet
[ "$faults" = yes ] || dotnet format Helpdesk.sln --no-restore --verify-no-changes --exclude Helpdesk.Infrastructure/Migrations

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
status=0 passed=0 failed=0 skipped=0 failures=()

# run DATABASE FILTER [BESIDE]: runs the tests on a database, by a command that starts its server, and adds to the sums.
run() {
  local database=$1 filter=$2 beside=${3:-} broken=0 counters total executed
  echo "On $database:"
  HELPDESK_TEST_DATABASE=$database $beside dotnet test Helpdesk.Tests --no-build --nologo --filter "$filter" --logger "console;verbosity=normal" \
    --logger "trx;LogFileName=$database.trx" --results-directory "$results" || broken=1
  counters=$(grep -o '<Counters [^>]*>' "$results/$database.trx" 2>/dev/null || true)
  count() { sed -nE "s/.* $1=\"([0-9]+)\".*/\1/p" <<<"$counters"; }
  total=$(count total) executed=$(count executed)
  if [ "${executed:-0}" = 0 ]; then
    echo "No test ran on $database."
    failed=$((failed + 1)) status=1
    return
  fi
  [ "$broken" = 0 ] || status=1
  # A runner that broke with every test passed is a failure too.
  [ "$broken" = 0 ] || [ "$executed" -gt "$(count passed)" ] || failed=$((failed + 1))
  passed=$((passed + $(count passed)))
  failed=$((failed + executed - $(count passed)))
  skipped=$((skipped + total - executed))
  [ "$executed" = "$(count passed)" ] || failures+=("$(/usr/bin/python3 build/failures.py "$results/$database.trx" "$database")")
}

if [ "$faults" = yes ]; then
  run Sqlite 'Run=Faults'
  run Postgres 'Run=Faults' build/with-postgres.sh
else
  run Sqlite 'Run!=Faults'
  # Everything again but what never opens a database; HouseRuleTests holds these two to it.
  no_database='FullyQualifiedName!~Helpdesk.Tests.Architecture.&FullyQualifiedName!~Helpdesk.Tests.Dev.&FullyQualifiedName!~Helpdesk.Tests.Channels.Email.'
  run Postgres "Run!=Faults&$no_database" build/with-postgres.sh
fi

# Said again where the end of a long log shows them.
[ ${#failures[@]} = 0 ] || printf '%s\n' "${failures[@]}"
echo "$passed passed, $failed failed, $skipped skipped"
exit "$status"
