#!/usr/bin/env bash
# scripts/conformance.sh URL MODEL   asks a real server everything that the client must understand, and prints a table.
# The key, if it wants one, is read from CONFORMANCE_KEY. The results of some servers are in docs/endpoints.md.
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -eq 2 ] || { sed -n '2,3s/^# //p' "$0" >&2; exit 2; }
export CONFORMANCE_URL=$1 CONFORMANCE_MODEL=$2
cargo test --quiet --test it -- --ignored --exact --nocapture llm::live::a_real_server_is_understood
