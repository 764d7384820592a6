/*
 * The floor for filling an IPVS table: no parsing, no checks, requests packed into sends of about 32 KiB, an acknowledgement
 * asked for only at the end of each send. Prints the microseconds from the first send to the last acknowledgement.
 *
 * bare SERVICES SERVERS: services 10.1.0.0 + n, port 80, wlc; servers 10.2.0.0 + n, port 80, direct routing, weight 1
 */
#include <arpa/inet.h>
#include <linux/genetlink.h>
#include <linux/ip_vs.h>
#include <linux/netlink.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define SEND_SIZE 32768
#define REQUEST_SIZE 256

static char batch[SEND_SIZE + REQUEST_SIZE];
static size_t used;
static struct nlmsghdr *last;
static unsigned sequence;
static int fd, family;

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static struct nlmsghdr *begin(int type, int command)
{
    struct nlmsghdr *h = (struct nlmsghdr *)(batch + used);
    struct genlmsghdr *g = NLMSG_DATA(h);

    memset(h, 0, NLMSG_HDRLEN + GENL_HDRLEN);
    h->nlmsg_len = NLMSG_HDRLEN + GENL_HDRLEN;
    h->nlmsg_type = type;
    h->nlmsg_flags = NLM_F_REQUEST;
    h->nlmsg_seq = ++sequence;
    g->cmd = command;
    g->version = 1;
    return last = h;
}

static struct nlattr *put(struct nlmsghdr *h, int type, const void *value, int size)
{
    struct nlattr *a = (struct nlattr *)((char *)h + h->nlmsg_len);

    a->nla_len = NLA_HDRLEN + size;
    a->nla_type = type;
    memset((char *)a + NLA_HDRLEN, 0, NLA_ALIGN(size));
    if (size)
        memcpy((char *)a + NLA_HDRLEN, value, size);
    h->nlmsg_len += NLA_ALIGN(a->nla_len);
    return a;
}

static void put16(struct nlmsghdr *h, int type, unsigned short v) { put(h, type, &v, 2); }
static void put32(struct nlmsghdr *h, int type, unsigned v) { put(h, type, &v, 4); }

static void end_nested(struct nlmsghdr *h, struct nlattr *a)
{
    a->nla_len = (char *)h + h->nlmsg_len - (char *)a;
}

static void flush(void)
{
    char answer[8192];
    struct nlmsghdr *h;
    int size;

    if (!used)
        return;
    last->nlmsg_flags |= NLM_F_ACK;
    if (send(fd, batch, used, 0) < 0)
        fail("send");
    used = 0;
    for (;;) {
        size = recv(fd, answer, sizeof answer, 0);
        if (size < 0)
            fail("recv");
        for (h = (struct nlmsghdr *)answer; NLMSG_OK(h, size); h = NLMSG_NEXT(h, size)) {
            struct nlmsgerr *e = NLMSG_DATA(h);

            if (e->error) {
                fprintf(stderr, "request %u: %s\n", e->msg.nlmsg_seq, strerror(-e->error));
                exit(1);
            }
            if (e->msg.nlmsg_seq == sequence)
                return;
        }
    }
}

static void finish(struct nlmsghdr *h)
{
    used += NLMSG_ALIGN(h->nlmsg_len);
    if (used > SEND_SIZE - REQUEST_SIZE)
        flush();
}

static void identity(struct nlmsghdr *h, unsigned address)
{
    unsigned char raw[16] = {0};

    address = htonl(address);
    memcpy(raw, &address, 4);
    put16(h, IPVS_SVC_ATTR_AF, AF_INET);
    put16(h, IPVS_SVC_ATTR_PROTOCOL, 6);
    put(h, IPVS_SVC_ATTR_ADDR, raw, 16);
    put16(h, IPVS_SVC_ATTR_PORT, htons(80));
}

static void service(unsigned address)
{
    struct ip_vs_flags flags = {0, ~0u};
    struct nlmsghdr *h = begin(family, IPVS_CMD_NEW_SERVICE);
    struct nlattr *a = put(h, IPVS_CMD_ATTR_SERVICE, NULL, 0);

    identity(h, address);
    put(h, IPVS_SVC_ATTR_SCHED_NAME, "wlc", 4);
    put(h, IPVS_SVC_ATTR_FLAGS, &flags, sizeof flags);
    put32(h, IPVS_SVC_ATTR_TIMEOUT, 0);
    put32(h, IPVS_SVC_ATTR_NETMASK, ~0u);
    end_nested(h, a);
    finish(h);
}

static void server(unsigned service_address, unsigned address)
{
    unsigned char raw[16] = {0};
    struct nlmsghdr *h = begin(family, IPVS_CMD_NEW_DEST);
    struct nlattr *a = put(h, IPVS_CMD_ATTR_SERVICE, NULL, 0);

    identity(h, service_address);
    end_nested(h, a);
    a = put(h, IPVS_CMD_ATTR_DEST, NULL, 0);
    address = htonl(address);
    memcpy(raw, &address, 4);
    put16(h, IPVS_DEST_ATTR_ADDR_FAMILY, AF_INET);
    put(h, IPVS_DEST_ATTR_ADDR, raw, 16);
    put16(h, IPVS_DEST_ATTR_PORT, htons(80));
    put32(h, IPVS_DEST_ATTR_FWD_METHOD, IP_VS_CONN_F_DROUTE);
    put32(h, IPVS_DEST_ATTR_WEIGHT, 1);
    put32(h, IPVS_DEST_ATTR_U_THRESH, 0);
    put32(h, IPVS_DEST_ATTR_L_THRESH, 0);
    end_nested(h, a);
    finish(h);
}

static void resolve(void)
{
    char answer[8192];
    struct nlmsghdr *h = begin(GENL_ID_CTRL, CTRL_CMD_GETFAMILY);
    struct nlattr *a;
    int size;

    put(h, CTRL_ATTR_FAMILY_NAME, IPVS_GENL_NAME, sizeof IPVS_GENL_NAME);
    if (send(fd, h, h->nlmsg_len, 0) < 0 || (size = recv(fd, answer, sizeof answer, 0)) < 0)
        fail("family IPVS");
    h = (struct nlmsghdr *)answer;
    if (h->nlmsg_type == NLMSG_ERROR) {
        fprintf(stderr, "no family IPVS: modprobe ip_vs\n");
        exit(1);
    }
    for (a = (struct nlattr *)((char *)NLMSG_DATA(h) + GENL_HDRLEN); (char *)a < answer + size;
         a = (struct nlattr *)((char *)a + NLA_ALIGN(a->nla_len)))
        if (a->nla_type == CTRL_ATTR_FAMILY_ID)
            family = *(unsigned short *)((char *)a + NLA_HDRLEN);
}

int main(int argc, char **argv)
{
    struct timespec from, to;
    unsigned services, servers, s, d;

    if (argc != 3) {
        fprintf(stderr, "usage: bare SERVICES SERVERS\n");
        return 2;
    }
    services = strtoul(argv[1], NULL, 10);
    servers = strtoul(argv[2], NULL, 10);
    fd = socket(AF_NETLINK, SOCK_RAW, NETLINK_GENERIC);
    if (fd < 0)
        fail("socket");
    resolve();
    clock_gettime(CLOCK_MONOTONIC, &from);
    for (s = 0; s < services; s++) {
        service(0x0a010000 + s);
        for (d = 0; d < servers; d++)
            server(0x0a010000 + s, 0x0a020001 + d);
    }
    flush();
    clock_gettime(CLOCK_MONOTONIC, &to);
    printf("%ld\n", (to.tv_sec - from.tv_sec) * 1000000L + (to.tv_nsec - from.tv_nsec) / 1000);
    return 0;
}
