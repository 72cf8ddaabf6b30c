#!/usr/bin/env bash
# Starts a Docker daemon of its own, for machines where none runs. Prints the environment that its users need:
#   eval "$(start-docker.sh)"   ...   start-docker.sh stop
# Exits with 1 and says so loudly if no daemon can be had.
set -euo pipefail

container_dir=$(cd "$(dirname "$0")" && pwd)
state_dir=$container_dir/target/docker
pid_file=$state_dir/dockerd.pid
log=$state_dir/dockerd.log
# Not below the project: paths of sockets must be short.
run_dir=/var/run/keycloak-assume-docker
export DOCKER_HOST=unix://$run_dir/docker.sock

loud_failure() {
    {
        echo "############################################################"
        echo "# NO DOCKER DAEMON: $*"
        echo "# The tests of the container runtime cannot run here."
        echo "############################################################"
        if [ -f "$log" ]; then tail -n 20 "$log"; fi
    } >&2
    exit 1
}

# The recorded process, if it is still a dockerd of ours and no later process with the same number.
daemon_pid() {
    local pid
    if [ -f "$pid_file" ] && pid=$(cat "$pid_file") && [ -r "/proc/$pid/cmdline" ] &&
        tr '\0' ' ' <"/proc/$pid/cmdline" | grep -q "$run_dir"; then
        echo "$pid"
    fi
}

stop() {
    local pid
    pid=$(daemon_pid)
    if [ -n "$pid" ]; then
        kill "$pid"
        timeout 60 tail --pid="$pid" -f /dev/null || kill -9 "$pid"
    fi
    rm -f "$pid_file"
}

answers() {
    docker version >/dev/null 2>&1
}

print_environment() {
    echo "export DOCKER_HOST=$DOCKER_HOST"
    # The daemon runs beside the tests and dies with them: no reaper, and its ports are on this machine, even where
    # Testcontainers takes this machine for a container.
    echo "export TESTCONTAINERS_RYUK_DISABLED=true"
    echo "export TESTCONTAINERS_HOST_OVERRIDE=localhost"
}

start_with() {
    local driver=$1
    mkdir -p "$state_dir" "$run_dir"
    setsid dockerd --host "$DOCKER_HOST" --data-root "$state_dir/data" --exec-root "$run_dir/exec" \
        --pidfile "$run_dir/docker.pid" --storage-driver "$driver" >"$log" 2>&1 </dev/null &
    local pid=$!
    echo "$pid" >"$pid_file"
    local deadline=$((SECONDS + 60))
    until answers; do
        if ! kill -0 "$pid" 2>/dev/null || [ $SECONDS -ge $deadline ]; then
            stop
            return 1
        fi
        # Until the log grows or half a second has passed.
        timeout 0.5 tail -n 0 -f --pid="$pid" "$log" >/dev/null 2>&1 || true
    done
}

case "${1:-start}" in
    stop)
        stop
        ;;
    start)
        [ "$(id -u)" = 0 ] || loud_failure "starting one needs root"
        command -v dockerd >/dev/null || loud_failure "dockerd is missing; apt-get install docker.io"
        if [ -n "$(daemon_pid)" ] && answers; then
            print_environment
            exit 0
        fi
        for driver in overlay2 fuse-overlayfs vfs; do
            if start_with "$driver"; then
                echo "dockerd runs with storage driver $driver, log: $log" >&2
                print_environment
                exit 0
            fi
            echo "dockerd does not start with storage driver $driver" >&2
        done
        loud_failure "dockerd starts with none of the storage drivers"
        ;;
    *)
        echo "Usage: $0 [start|stop]" >&2
        exit 2
        ;;
esac
