#!/usr/bin/env bash
# Installs what the tests need, builds, and runs them.   ./test.sh          everything but the slow fault runs
#                                                        ./test.sh faults   the slow fault runs only
# The last line reads "N passed, N failed, N skipped", counted from the result file.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

if [ ! -x /usr/bin/chromium ]; then
  echo "Installing Chromium and the Arabic fonts…"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y chromium fonts-noto-core
fi

case "${1:-}" in
  "")     filter='Run!=Faults' ;;
  faults) filter='Run=Faults' ;;
  *)      echo "Unknown argument '$1': use none, or faults." >&2; exit 2 ;;
esac

dotnet build Helpdesk.sln --nologo -v quiet
[ "${1:-}" = faults ] || dotnet format Helpdesk.sln --no-restore --verify-no-changes --exclude Helpdesk.Infrastructure/Migrations

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
status=0
dotnet test Helpdesk.Tests --no-build --nologo --filter "$filter" --logger "console;verbosity=normal" \
  --logger "trx;LogFileName=results.trx" --results-directory "$results" || status=$?

counters=$(grep -o '<Counters [^>]*>' "$results/results.trx")
count() { sed -E "s/.* $1=\"([0-9]+)\".*/\1/" <<<"$counters"; }
total=$(count total) executed=$(count executed) passed=$(count passed)
failed=$((executed - passed))
[ "$status" = 0 ] || [ "$failed" -gt 0 ] || failed=1   # the runner itself broke
[ "$executed" -gt 0 ] || { echo "No test ran."; status=1; }
echo "$passed passed, $failed failed, $((total - executed)) skipped"
exit "$status"
