# The lab image: forky with Java, ipvsadm and three kernels. Sourced by it-tests/run.

# image_name: the recipe's hash is the tag, so a changed recipe makes a new image
image_name() {
  local hash
  hash=$(cd "$lab/image" && cat Dockerfile fetch kernels packages "$lab/lib/image.sh" | sha256sum)
  echo "lvsd-lab:${hash:0:16}"
}

image_exists() { api GET "/images/$1/json" --max-time 30 >/dev/null 2>&1; }

# make_image NAME: from Debian packages where this machine's apt has Debian, else from a registry
make_image() {
  if [ -n "${LVSD_MIRROR:-}" ] || apt-get indextargets --format '$(LABEL)' 2>/dev/null | grep -qx Debian; then
    image_from_packages "$1"
  else
    image_from_registry "$1"
  fi
  image_exists "$1" || die "the engine took the image and yet does not have $1"
}

image_from_packages() {
  need "mmdebstrap" mmdebstrap have mmdebstrap
  need "curl" curl have curl
  local work mirror
  mirror=${LVSD_MIRROR:-$(apt-get indextargets --format '$(ORIGIN)|$(LABEL)|$(COMPONENT)|$(REPO_URI)' 'Created-By: Packages' |
    awk -F'|' '$1 == "Debian" && $2 == "Debian" && $3 == "main" && !found { print $4; found = 1 }')}
  [ -n "$mirror" ] || die "this machine's apt knows no Debian archive; set LVSD_MIRROR to one"
  work=$(mktemp -d "$cache/image.XXXXXX")
  scratch+=("$work")
  say "building the image $1 from packages (about a minute)"
  LVSD_MIRROR=$mirror "$lab/image/kernels" "$work/uml" >&2 || die "could not fetch the kernels"
  mmdebstrap --quiet --variant=minbase --aptopt='Acquire::Check-Valid-Until "false"' --aptopt='Acquire::Languages "none"' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --include="$(grep -v '^#' "$lab/image/packages" | paste -sd,)" \
    --customize-hook='mkdir -p "$1/opt/uml"' --customize-hook="cp -a '$work/uml/.' \"\$1/opt/uml/\"" \
    forky "$work/lab.tar" "$mirror" >&2 || die "mmdebstrap failed"
  say "importing it into the engine"
  api POST "/images/create?fromSrc=-&repo=${1%:*}&tag=${1#*:}" -T "$work/lab.tar" --max-time 600 >"$work/import.log" ||
    die "the engine did not take the image: $(cat "$work/import.log")"
  rm -rf "$work"
}

image_from_registry() {
  local log=$cache/image.log
  say "building the image $1 from $lab/image/Dockerfile (a few minutes, log: $log)"
  tar -C "$lab/image" -c . |
    api POST "/build?t=$1&rm=1" -H 'Content-Type: application/x-tar' --data-binary @- --max-time 1800 >"$log" ||
    die "the engine could not build the image: $(tail -n 3 "$log")"
  ! grep -q '"errorDetail"' "$log" || die "the engine could not build the image: $(grep '"errorDetail"' "$log")"
}
