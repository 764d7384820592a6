# The container engine: one that works already, else a private one. Sourced by it-tests/run.
#
# The private engine has its own network and mount namespace, data directory and socket, so it changes nothing of the
# machine's own network and cannot meet another engine.

engine_home=$cache/engine
engine_run=/run/lvsd-lab
engine_pid=

# api METHOD PATH [CURL OPTION...]: asks the engine at $DOCKER_HOST
api() {
  local method=$1 path=$2
  shift 2
  case $DOCKER_HOST in
    unix://*) curl -sS --fail-with-body -X "$method" --unix-socket "${DOCKER_HOST#unix://}" "$@" "http://localhost$path" ;;
    tcp://*) curl -sS --fail-with-body -X "$method" "$@" "http://${DOCKER_HOST#tcp://}$path" ;;
    *) die "DOCKER_HOST=$DOCKER_HOST is neither unix:// nor tcp://" ;;
  esac
}

# answers URL: true if an engine is there and can start privileged containers
answers() {
  local DOCKER_HOST=$1 version
  version=$(api GET /version --max-time 5 2>/dev/null) || return 1
  version=$(sed -n 's/^{[^{]*\(.*\)/\1/; s/.*"Version":"\([0-9]*\)[^"]*","ApiVersion".*/\1/p' <<<"$version")
  if lacks_a_capability && [ "${version:-0}" -lt 26 ]; then
    say "the engine at $1 is release ${version:-unknown}, too old for privileged containers of a root without all capabilities"
    return 1
  fi
}

# find_engine URL...: sets DOCKER_HOST to the first of these engines that works
find_engine() {
  local url
  for url in "$@"; do
    [ -n "$url" ] || continue
    [[ $url != unix://* || -S ${url#unix://} ]] || continue
    if answers "$url"; then
      export DOCKER_HOST=$url
      return
    fi
  done
  return 1
}

# fetch_own PACKAGE DIRECTORY: downloads PACKAGE of this machine's own release
fetch_own() { (cd "$2" && apt-get -qq -o APT::Sandbox::User= download "$1" >&2); }

# unpack_engine: fills $engine_home/tree with the programs of an engine, without installing a service
unpack_engine() {
  [ ! -x "$engine_home/tree/usr/sbin/dockerd" ] || return 0
  command -v dpkg-deb >/dev/null || die "no container engine answers; install and start Docker 26 or newer"
  say "fetching a container engine"
  local work=$engine_home/new package own
  rm -rf "$work" "$engine_home/tree"
  mkdir -p "$work/deb" "$work/tree"
  apt-get -qq update >&2
  for package in containerd runc tini; do
    fetch_own "$package" "$work/deb" || die "could not download $package"
  done
  own=$(apt-cache policy docker.io | awk '/Candidate:/ { print $2 }')
  if dpkg --compare-versions "${own:-0}" ge 26; then
    fetch_own docker.io "$work/deb"
  else
    "$lab/image/fetch" trixie docker.io "$work/deb"
  fi || die "could not download docker.io"
  local deb
  for deb in "$work"/deb/*.deb; do dpkg-deb -x "$deb" "$work/tree"; done
  rm -rf "$work/deb"
  mv "$work/tree" "$engine_home/tree"
  rm -rf "$work"
}

# use_engine: sets DOCKER_HOST to the machine's engine, else to the private one, which is started unless --prepare left it running
use_engine() {
  find_engine "${DOCKER_HOST:-}" unix:///var/run/docker.sock "unix://${XDG_RUNTIME_DIR:-/nonexistent}/docker.sock" && return
  lock_private_engine
  find_engine "unix://$engine_run/docker.sock" || start_engine
}

# lock_private_engine: only one run at a time may use it, because it ends with the run that started it
lock_private_engine() {
  mkdir -p "$engine_home"
  exec 8>"$engine_home/lock"
  flock -n 8 && return
  say "another it-tests/run uses the private engine; waiting for its end"
  flock -w 5400 8 || die "that run has not ended within 90 minutes"
}

# start_engine: starts the private engine and waits for its socket; stop_engine ends it
start_engine() {
  [ "$(id -u)" = 0 ] || die "no container engine answers, and only root can start one; start Docker or set DOCKER_HOST"
  need "libseccomp" libseccomp2 sh -c 'ldconfig -p | grep -q libseccomp.so.2'
  mkdir -p "$engine_home" "$engine_run"
  unpack_engine
  local tree=$engine_home/tree log=$engine_home/dockerd.log deadline=$((SECONDS + 60))
  say "starting a private container engine (log: $log)"
  rm -f "$engine_run/docker.sock" "$engine_run/docker.pid"
  echo '{}' >"$engine_home/daemon.json"
  PATH=$tree/usr/sbin:$tree/usr/bin:$PATH setsid unshare --net --mount "$tree/usr/sbin/dockerd" \
    --host "unix://$engine_run/docker.sock" --pidfile "$engine_run/docker.pid" \
    --data-root "$engine_home/data" --exec-root "$engine_run/exec" --config-file "$engine_home/daemon.json" \
    --bridge=none --iptables=false --ip6tables=false --ip-forward=false --ip-masq=false --userland-proxy=false \
    --shutdown-timeout=5 >"$log" 2>&1 </dev/null 8>&- &
  engine_pid=$!
  until curl -s --max-time 2 --unix-socket "$engine_run/docker.sock" http://localhost/_ping >/dev/null 2>&1; do
    kill -0 "$engine_pid" 2>/dev/null || die "the container engine ended at once: $(tail -n 3 "$log")"
    [ "$SECONDS" -lt "$deadline" ] || die "the container engine did not answer within 60 s: $(tail -n 3 "$log")"
    sleep 0.2
  done
  export DOCKER_HOST=unix://$engine_run/docker.sock
}

# end_process PID: asks it to end, and ends it after 20 s
end_process() {
  local deadline=$((SECONDS + 20))
  kill -TERM "$1" 2>/dev/null || return 0
  while kill -0 "$1" 2>/dev/null; do
    if [ "$SECONDS" -ge "$deadline" ]; then
      say "the container engine did not end when asked; killing it"
      kill -KILL "$1" 2>/dev/null || return 0
    fi
    sleep 0.2
  done
}

# stop_engine: ends the engine that start_engine started, with its containers
stop_engine() {
  [ -n "$engine_pid" ] || return 0
  end_process "$engine_pid"
  engine_pid=
}

# stop_prepared_engine: ends the engine that an earlier run --prepare left
stop_prepared_engine() {
  local pid
  pid=$(cat "$engine_run/docker.pid" 2>/dev/null) || { say "no private engine is running"; return 0; }
  [ "$(readlink "/proc/$pid/exe" 2>/dev/null)" = "$engine_home/tree/usr/sbin/dockerd" ] ||
    { say "no private engine is running"; return 0; }
  end_process "$pid"
}
