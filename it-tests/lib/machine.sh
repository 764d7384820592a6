# What the machine must have, and how it gets it. Sourced by it-tests/run.

say() { echo "it-tests: $*" >&2; }
die() { say "$*"; exit 1; }

# may_install: true where this script may install packages
may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

# need WHAT PACKAGE COMMAND...: installs PACKAGE unless one COMMAND works
need() {
  local what=$1 package=$2
  shift 2
  "$@" >/dev/null 2>&1 && return
  may_install || die "$what is missing; install the package $package (or run this as root on Debian or Ubuntu)"
  say "installing $package, for $what"
  [ -n "${lists_are_fresh:-}" ] || apt-get -qq update >&2 || die "apt-get update failed; $package cannot be installed"
  lists_are_fresh=yes
  local log=$cache/install.log
  DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0 install -y --no-install-recommends \
    "$package" >"$log" 2>&1 || die "could not install $package: $(tail -n 3 "$log")"
  "$@" >/dev/null 2>&1 || die "$package is installed, and yet there is no $what"
}

have() { command -v "$1"; }

# java_17: true if there is a compiler of release 17 or newer; prefers the one that Maven would take
java_17() {
  local javac=javac
  [ -z "${JAVA_HOME:-}" ] || javac=$JAVA_HOME/bin/javac
  local version
  version=$("$javac" -version 2>&1) && version=${version#javac } && [ "${version%%[!0-9]*}" -ge 17 ]
}

# lacks_a_capability: true if this root is not almighty, as in most containers
lacks_a_capability() {
  local bounding last
  bounding=$((16#$(awk '/^CapEff/ { print $2 }' /proc/self/status)))
  last=$(cat /proc/sys/kernel/cap_last_cap)
  [ "$bounding" -ne $(((1 << (last + 1)) - 1)) ]
}
