#!/usr/bin/env bash
# Adds a migration of the same name for every database that lacks it:   build/new-migration.sh AddSomething
# dotnet-ef must be installed (dotnet tool install --global dotnet-ef); no server is needed.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PATH:$HOME/.dotnet/tools" DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

name=${1:-}
[[ "$name" =~ ^[A-Z][A-Za-z0-9]*$ ]] || { echo "Usage: build/new-migration.sh Name   (letters and digits, a capital first)" >&2; exit 2; }

declare -A connection=([Sqlite]="Data Source=design.db" [Postgres]="Host=design" [SqlServer]="Server=design")
dotnet build Helpdesk.Web --nologo -v quiet
for provider in Sqlite Postgres SqlServer; do
  folder=Helpdesk.Infrastructure/Migrations/$provider
  if compgen -G "$folder/*_$name.cs" >/dev/null; then echo "$provider has $name already."; continue; fi
  dotnet ef migrations add "$name" --no-build -o "Migrations/$provider" -p Helpdesk.Infrastructure -s Helpdesk.Web -- "$provider" "${connection[$provider]}"
  if [ -f "$folder/HelpdeskDbModelSnapshot.cs" ]; then
    # The first one: under its own name, or the next provider's would be written over it.
    sed "s/HelpdeskDbModelSnapshot/${provider}Snapshot/" "$folder/HelpdeskDbModelSnapshot.cs" >"$folder/${provider}Snapshot.cs"
    rm "$folder/HelpdeskDbModelSnapshot.cs"
  fi
done
dotnet format whitespace Helpdesk.Infrastructure --no-restore --include Helpdesk.Infrastructure/Migrations/
dotnet build Helpdesk.Web --nologo -v quiet
