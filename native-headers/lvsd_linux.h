/*
 * SPDX-License-Identifier: Apache-2.0
 *
 * What lvsd knows of the C library and the kernel's system calls. Each name is the system's name
 * with LVSD_ in front; see lvsd_ipvs.h for who reads this file. The values are those of Linux on
 * amd64 and arm64.
 */
#ifndef LVSD_LINUX_H
#define LVSD_LINUX_H

#include <stdint.h>

/* Address families. */
#define LVSD_AF_UNSPEC 0
#define LVSD_AF_UNIX 1
#define LVSD_AF_INET 2
#define LVSD_AF_INET6 10
#define LVSD_AF_NETLINK 16
#define LVSD_AF_PACKET 17

/* Transport protocols. */
#define LVSD_IPPROTO_IP 0
#define LVSD_IPPROTO_TCP 6
#define LVSD_IPPROTO_UDP 17
#define LVSD_IPPROTO_ICMPV6 58
#define LVSD_IPPROTO_SCTP 132

/* Sockets. */
#define LVSD_SOCK_STREAM 1
#define LVSD_SOCK_DGRAM 2
#define LVSD_SOCK_RAW 3
#define LVSD_SOCK_NONBLOCK 0x800
#define LVSD_SOCK_CLOEXEC 0x80000

/* Socket options. */
#define LVSD_SOL_SOCKET 1
#define LVSD_SOL_PACKET 263
#define LVSD_SOL_NETLINK 270
#define LVSD_SO_SNDBUF 7
#define LVSD_SO_RCVBUF 8
#define LVSD_SO_ATTACH_FILTER 26
#define LVSD_SO_SNDBUFFORCE 32
#define LVSD_SO_RCVBUFFORCE 33
#define LVSD_SO_PEERGROUPS 59

/* Flags of send and receive. */
#define LVSD_MSG_PEEK 0x02
#define LVSD_MSG_TRUNC 0x20
#define LVSD_MSG_DONTWAIT 0x40

/* Waiting. */
struct lvsd_pollfd {
    int32_t fd;
    int16_t events;
    int16_t revents;
};
#define LVSD_POLLIN 0x001
#define LVSD_POLLOUT 0x004
#define LVSD_POLLERR 0x008
#define LVSD_POLLHUP 0x010
#define LVSD_POLLNVAL 0x020

/* Files. */
#define LVSD_O_RDONLY 0
#define LVSD_O_WRONLY 1
#define LVSD_O_RDWR 2
#define LVSD_O_NONBLOCK 0x800
#define LVSD_O_CLOEXEC 0x80000

/* Namespaces. */
#define LVSD_CLONE_NEWNS 0x00020000
#define LVSD_CLONE_NEWNET 0x40000000

/* Error numbers. */
#define LVSD_EPERM 1
#define LVSD_ENOENT 2
#define LVSD_ESRCH 3
#define LVSD_EINTR 4
#define LVSD_EIO 5
#define LVSD_ENXIO 6
#define LVSD_EBADF 9
#define LVSD_EAGAIN 11
#define LVSD_ENOMEM 12
#define LVSD_EACCES 13
#define LVSD_EFAULT 14
#define LVSD_EBUSY 16
#define LVSD_EEXIST 17
#define LVSD_ENODEV 19
#define LVSD_EINVAL 22
#define LVSD_ENFILE 23
#define LVSD_EMFILE 24
#define LVSD_ERANGE 34
#define LVSD_ENOSYS 38
#define LVSD_EMSGSIZE 90
#define LVSD_ENOPROTOOPT 92
#define LVSD_EPROTONOSUPPORT 93
#define LVSD_EOPNOTSUPP 95
#define LVSD_EAFNOSUPPORT 97
#define LVSD_EADDRINUSE 98
#define LVSD_EADDRNOTAVAIL 99
#define LVSD_ENETDOWN 100
#define LVSD_ENETUNREACH 101
#define LVSD_ENOBUFS 105
#define LVSD_ETIMEDOUT 110
#define LVSD_ECONNREFUSED 111

#endif
