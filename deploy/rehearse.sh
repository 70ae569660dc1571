#!/usr/bin/env bash
#
# Rehearses failures on a running service with its two stores. It stops, empties and deletes nothing. Each step disturbs
# the primary, or asks the service to leave it. It then watches where readers are directed, waits until both stores are
# level, and compares the ends of btc:ticks in both stores, entry for entry.
#
#   deploy/rehearse.sh --primary redis://127.0.0.1:7379 --failover redis://127.0.0.1:7380 \
#                      [--service http://localhost:8080] [--seconds 4] [--only disconnect,pause,operator]
#
# It needs redis-cli, curl and jq. REDIS_CLI_OPTIONS passes options to redis-cli, for example --cacert ca.pem. If
# FEED_ADMIN_TOKEN is set to the service's token, the operator's commands are rehearsed too. Exit code 0 only if every
# step succeeded, 2 for wrong usage.
# shellcheck disable=SC2317 # steps are called by their names
set -euo pipefail

readonly PATIENCE=60 KEEP=2000
service=http://localhost:8080 primary="" failover="" seconds=4 only=disconnect,pause,operator
failed=0

say() { printf '%s\n' "$*" >&2; }

usage() {
  sed -n '3,11s/^# \{0,1\}//p' "$0" >&2
  exit 2
}

redis() {
  # shellcheck disable=SC2086 # options are words
  redis-cli ${REDIS_CLI_OPTIONS:-} --no-auth-warning -u "$1" "${@:2}"
}

status() { curl -fsS -m 5 "$service/redis/status"; }

now_ms() { date +%s%3N; }

# True if readers are at the primary and both stores are level, except for batches in flight.
is_well() {
  status 2>/dev/null | jq -e '(.using_failover | not) and
    ([.stores[] | .state == "live" and .lag_ticks < 1000] | all)' >/dev/null
}

uses_failover() { status 2>/dev/null | jq -e .using_failover >/dev/null; }

# Waits for a condition, and prints after how many milliseconds it was true, or fails.
wait_for() {
  local from=$1 condition=$2 most_ms=$(($3 * 1000))
  until "$condition"; do
    (($(now_ms) - from < most_ms)) || return 1
    sleep 0.05
  done
  echo $(($(now_ms) - from))
}

last_id() { redis "$1" --json XREVRANGE btc:ticks + - COUNT 1 | jq -r '.[0][0]'; }

older() { printf '%s\n' "$1" "$2" | sort -t- -k1,1n -k2,2n | head -n 1; }

# True if both stores end with the same entries, up to the last one that both have.
is_equal() {
  local until one two
  until=$(older "$(last_id "$primary")" "$(last_id "$failover")")
  one=$(redis "$primary" --json XREVRANGE btc:ticks "$until" - COUNT "$KEEP" | sha256sum)
  two=$(redis "$failover" --json XREVRANGE btc:ticks "$until" - COUNT "$KEEP" | sha256sum)
  [[ $one == "$two" ]]
}

row() { printf '  %-11s %12s %12s  %s\n' "$@"; }

# After a step, readers must be back, and both stores level and equal.
settle() {
  local name=$1 switched=$2 ended=$3 well verdict=ok
  well=$(wait_for "$ended" is_well "$PATIENCE") || {
    well=- verdict="BROKEN: not well again within $PATIENCE s"
  }
  [[ $verdict != ok ]] || is_equal || verdict="BROKEN: the stores differ"
  [[ $verdict == ok ]] || failed=1
  row "$name" "$switched" "$well" "$verdict"
}

# Closes every connection to the primary once. Usually readers stay.
disconnect() {
  redis "$primary" CLIENT KILL TYPE normal SKIPME yes >/dev/null
  settle disconnect - "$(now_ms)"
}

# Blocks writes to the primary. Readers must move to the failover.
pause() {
  local from switched
  from=$(now_ms)
  redis "$primary" CLIENT PAUSE $((seconds * 1000)) WRITE >/dev/null
  switched=$(wait_for "$from" uses_failover "$seconds") || {
    switched=- failed=1
    row pause - - "BROKEN: readers did not move to the failover"
  }
  sleep "$seconds"
  settle pause "$switched" "$(now_ms)"
}

order() {
  curl -fsS -m 5 -o /dev/null -X POST -H "Authorization: Bearer $FEED_ADMIN_TOKEN" \
    "$service/admin/$1"
}

# Moves readers by command, and releases them.
operator() {
  local from switched
  if [[ -z ${FEED_ADMIN_TOKEN:-} ]]; then
    row operator - - "left out: FEED_ADMIN_TOKEN is not set"
    return
  fi
  from=$(now_ms)
  order failover
  switched=$(wait_for "$from" uses_failover "$seconds") || switched=-
  sleep "$seconds"
  order failback
  settle operator "$switched" "$(now_ms)"
}

while (($# > 0)); do
  case $1 in
    --service) service=${2:?} ;;
    --primary) primary=${2:?} ;;
    --failover) failover=${2:?} ;;
    --seconds) seconds=${2:?} ;;
    --only) only=${2:?} ;;
    *) usage ;;
  esac
  shift 2
done
[[ -n $primary && -n $failover && $seconds =~ ^[1-9][0-9]?$ ]] || usage
for step in ${only//,/ }; do
  [[ $step =~ ^(disconnect|pause|operator)$ ]] || usage
done
for tool in redis-cli curl jq; do
  command -v "$tool" >/dev/null || { say "rehearse: $tool is needed"; exit 2; }
done
for store in "$primary" "$failover"; do
  redis "$store" PING >/dev/null || { say "rehearse: a store does not answer"; exit 1; }
done
wait_for "$(now_ms)" is_well 10 >/dev/null || {
  say "rehearse: $service must be healthy first: readers at the primary, both stores live"
  exit 1
}

row step "switch ms" "well ms" ""
for step in ${only//,/ }; do
  "$step"
done
exit "$failed"
