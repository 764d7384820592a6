# Prints what a machine looks like, for FactsReader. Needs a POSIX shell, grep, sed, and ip of iproute2 or busybox.
# Arguments: the link that enables the unit, then the paths whose content matters. Changes nothing.
# It starts few programs, and what they print is read as it is.
lvsd_gather() {
  echo 'lvsd-facts 1'
  echo "lvsd uid $(id -u)"
  case $(ip -V 2>&1) in *iproute2*) echo 'lvsd ip iproute2' ;; *) echo 'lvsd ip other' ;; esac
  if [ -d /run/systemd/system ]; then echo 'lvsd boot systemd'
  elif [ -d /etc/network/if-up.d ]; then echo 'lvsd boot ifupdown'
  elif [ -d /etc/local.d ]; then echo 'lvsd boot openrc'
  fi
  if [ -d /run/systemd/netif ]; then echo 'lvsd uses networkd'; fi
  if [ -d /run/NetworkManager ]; then echo 'lvsd uses NetworkManager'; fi
  echo 'lvsd part conf'
  (cd /proc/sys/net/ipv4/conf && grep . ./*/arp_ignore ./*/arp_announce ./*/rp_filter)
  echo 'lvsd part link'
  ip -o link show
  echo 'lvsd part addr'
  ip -o addr show
  echo 'lvsd part route4'
  ip -4 route show | sed -n '/^default/p'
  echo 'lvsd part route6'
  ip -6 route show 2>/dev/null | sed -n '/^default/p'
  echo 'lvsd part proxy'
  ip -6 neigh show proxy 2>/dev/null
  echo 'lvsd part fou'
  { ip fou show; ip -6 fou show; } 2>/dev/null
  echo 'lvsd part tcp'
  grep ' 0A ' /proc/net/tcp /proc/net/tcp6 2>/dev/null
  echo 'lvsd part udp'
  grep ':0000 07 ' /proc/net/udp /proc/net/udp6 2>/dev/null
  if [ -L "$1" ]; then printf '%s\n' 'lvsd part files' "$1:$(readlink "$1")"; fi
  shift
  echo 'lvsd part files'
  grep '' /dev/null "$@" 2>/dev/null
  echo 'lvsd end'
}
