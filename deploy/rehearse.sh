#!/usr/bin/env bash
#
# Rehearses failures on a running service with its two stores. It empties and deletes nothing. Each step disturbs the
# primary, asks the service to leave it, or ends an instance with the commands that you pass. The script then waits until
# the service is well again and both stores are level. It counts the trades since the start of the step in both stores.
#
#   deploy/rehearse.sh --primary redis://127.0.0.1:7379 --failover redis://127.0.0.1:7380 \
#                      [--service http://localhost:8080] [--seconds 4] [--only disconnect,pause,operator]
#
# With several instances, name each of them and its address. {} in a command is the name:
#
#   deploy/rehearse.sh ... --only update,death \
#                      --instance feed=http://localhost:8080 --instance feed-2=http://localhost:8081 \
#                      --restart 'docker compose up -d --no-deps --force-recreate {}' \
#                      --kill 'docker compose kill {}' --start 'docker compose start {}'
#
# update restarts one instance after the other; death kills the leader and starts it again when another one leads.
#
# It needs redis-cli, curl, jq and awk. REDIS_CLI_OPTIONS passes options to redis-cli, for example --cacert ca.pem. If
# FEED_ADMIN_TOKEN is set to the service's token, the operator's commands are rehearsed too. Exit code 0 only if every
# step succeeded, 2 for wrong usage.
# shellcheck disable=SC2317 # steps are called by their names
set -euo pipefail

readonly PATIENCE=120
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
declare -A address=() commands=()
names=() service=http://localhost:8080 primary="" failover="" seconds=4 only=disconnect,pause,operator
began="" failed=0

say() { printf '%s\n' "$*" >&2; }

usage() {
  sed -n '3,21s/^# \{0,1\}//p' "$0" >&2
  exit 2
}

redis() {
  # shellcheck disable=SC2086 # options are words
  redis-cli ${REDIS_CLI_OPTIONS:-} --no-auth-warning -u "$1" "${@:2}"
}

status() { curl -fsS -m 5 "$service/redis/status"; }

now_ms() { date +%s%3N; }

is_up() { curl -fsS -m 5 -o /dev/null "$1" 2>/dev/null; }

# The name of the instance that leads; fails if there is none.
leader() {
  local name
  for name in "${names[@]}"; do
    is_up "${address[$name]}/health/leader" && echo "$name" && return
  done
  return 1
}

# With several instances, the leader is asked: it knows what the stores have.
ask_leader() {
  local name
  ((${#names[@]} == 0)) || { name=$(leader) && service=${address[$name]}; }
}

# True if readers are at the primary and both stores are level, except for batches in flight.
is_well() {
  ask_leader && status 2>/dev/null | jq -e '(.using_failover | not) and
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

row() { printf '  %-16s %10s %10s  %s\n' "$@"; }

# After a step, readers must be back, both stores level and equal, and no trade missing or twice.
settle() {
  local name=$1 switched=$2 ended=$3 well counts
  if ! well=$(wait_for "$ended" is_well "$PATIENCE"); then
    failed=1
    row "$name" "$switched" - "BROKEN: not well again within $PATIENCE s"
    return
  fi
  # What the venues sent meanwhile arrives: history, and trades that came late.
  sleep 4
  if counts=$("$here/count-ticks" "$primary" "$failover" "$began"); then
    row "$name" "$switched" "$well" "ok: $counts"
  else
    failed=1
    row "$name" "$switched" "$well" "BROKEN: $counts"
  fi
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

# Runs one of the commands that were passed, for an instance.
run() { bash -c "${commands[$1]//'{}'/$2}" >/dev/null; }

is_ready() { is_up "${address[$instance]}/health/ready"; }

another_leads() {
  local name
  name=$(leader) && [[ $name != "$instance" ]]
}

# Restarts each instance, once the one before is ready again.
update() {
  for instance in "${names[@]}"; do
    began=$(last_id "$primary")
    run restart "$instance"
    wait_for "$(now_ms)" is_ready "$PATIENCE" >/dev/null || true
    settle "update $instance" - "$(now_ms)"
  done
}

# Kills the leader. Another instance must lead. Then the dead one starts again.
death() {
  local from switched
  instance=$(leader)
  from=$(now_ms)
  run kill "$instance"
  switched=$(wait_for "$from" another_leads "$PATIENCE") || switched=-
  sleep "$seconds"
  run start "$instance"
  wait_for "$(now_ms)" is_ready "$PATIENCE" >/dev/null || true
  settle "death $instance" "$switched" "$(now_ms)"
}

while (($# > 0)); do
  case $1 in
    --instance)
      [[ ${2:?} == ?*=http*://?* ]] || usage
      names+=("${2%%=*}") address[${2%%=*}]=${2#*=}
      ;;
    --restart | --kill | --start) commands[${1#--}]=${2:?} ;;
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
  case $step in
    disconnect | pause | operator) ;;
    update) [[ ${#names[@]} -gt 1 && -n ${commands[restart]:-} ]] || usage ;;
    death) [[ ${#names[@]} -gt 1 && -n ${commands[kill]:-} && -n ${commands[start]:-} ]] || usage ;;
    *) usage ;;
  esac
done
for tool in redis-cli curl jq awk; do
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
  began=$(last_id "$primary")
  ask_leader || true
  "$step"
done
exit "$failed"
