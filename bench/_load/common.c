#define _GNU_SOURCE
#include "common.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

void die(const char *format, ...) {
  va_list list;
  va_start(list, format);
  fputs("load: ", stderr);
  vfprintf(stderr, format, list);
  fputc('\n', stderr);
  va_end(list);
  exit(1);
}

const char *word(const struct target *t, const char *key, const char *otherwise) {
  size_t length = strlen(key);
  for (int i = 0; i < t->argc; i++)
    if (strncmp(t->argv[i], key, length) == 0 && t->argv[i][length] == '=') return t->argv[i] + length + 1;
  return otherwise;
}

long number(const struct target *t, const char *key, long otherwise) {
  const char *text = word(t, key, NULL);
  if (!text) return otherwise;
  char *end;
  long value = strtol(text, &end, 10);
  if (end == text || *end || value < 0) die("%s=%s is not a number", key, text);
  return value;
}

uint64_t now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static double seconds_of(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* What has been used of the clocks: processor, time that passed, time that the processor was somebody else's. */
struct clocks {
  double cpu, wall, waited;
};

static struct clocks begun, ended;

static struct clocks clocks_now(void) {
  struct clocks c = {seconds_of(CLOCK_PROCESS_CPUTIME_ID), seconds_of(CLOCK_MONOTONIC), 0};
  FILE *file = fopen("/proc/self/schedstat", "r"); /* ns on the processor, ns in its queue */
  unsigned long long ran, waited;
  if (file && fscanf(file, "%llu %llu", &ran, &waited) == 2) c.waited = (double)waited / 1e9;
  if (file) fclose(file);
  return c;
}

__attribute__((constructor)) void begin_work(void) { begun = clocks_now(); }

void end_work(void) { ended = clocks_now(); }

void end_report(void) {
  if (ended.wall == 0) end_work();
  printf(",\"load_cpu_s\":%.4f,\"load_wall_s\":%.4f,\"load_waited_s\":%.4f}\n", ended.cpu - begun.cpu,
         ended.wall - begun.wall, ended.waited - begun.waited);
}

void stay_on(const char *cores) {
  cpu_set_t set;
  CPU_ZERO(&set);
  for (const char *at = cores; *at;) {
    char *end;
    long core = strtol(at, &end, 10);
    if (end == at || core < 0 || core >= CPU_SETSIZE || (*end && *end != ',')) die("%s is no list of cores", cores);
    CPU_SET((size_t)core, &set);
    at = *end ? end + 1 : end;
  }
  if (sched_setaffinity(0, sizeof set, &set)) die("cores %s: %s", cores, strerror(errno));
}

/*
 * One address has some 28 000 ports for its clients (ip_local_port_range). After 10 000 connections to this computer the next
 * ones come from another of its addresses: the whole of 127.0.0.0/8 is one.
 */
static void come_from_next(int fd, const struct sockaddr_in *there) {
  static uint32_t made;
  int late = 1;
  uint32_t group = made++ / 10000;
  if (group == 0 || ntohl(there->sin_addr.s_addr) >> 24 != 127) return;
  struct sockaddr_in here = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK + group)};
  setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &late, sizeof late);
  if (bind(fd, (struct sockaddr *)&here, sizeof here)) die("bind: %s", strerror(errno));
}

static int connected(const struct target *t, int type, int rcvbuf) {
  struct addrinfo hint = {.ai_socktype = type}, *found;
  int bad = getaddrinfo(t->host, t->port, &hint, &found);
  if (bad) die("%s: %s", t->host, gai_strerror(bad));
  int fd = -1;
  for (struct addrinfo *a = found; a; a = a->ai_next) {
    fd = socket(a->ai_family, type | SOCK_CLOEXEC, 0);
    if (fd < 0) die("socket: %s", strerror(errno));
    if (type == SOCK_STREAM && a->ai_family == AF_INET) come_from_next(fd, (struct sockaddr_in *)a->ai_addr);
    if (rcvbuf > 0) setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &rcvbuf, sizeof rcvbuf);
    if (connect(fd, a->ai_addr, a->ai_addrlen) == 0) break;
    close(fd);
    fd = -1;
  }
  freeaddrinfo(found);
  if (fd < 0) die("connect %s:%s: %s", t->host, t->port, strerror(errno));
  fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
  return fd;
}

int dial(const struct target *t, int rcvbuf) {
  int fd = connected(t, SOCK_STREAM, rcvbuf), on = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return fd;
}

int start_dial(const struct target *t) {
  struct sockaddr_in there = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(t->port))};
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), on = 1;
  if (fd < 0) die("socket: %s", strerror(errno));
  if (inet_pton(AF_INET, t->host, &there.sin_addr) != 1) die("%s is not an IPv4 address", t->host);
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (connect(fd, (struct sockaddr *)&there, sizeof there) && errno != EINPROGRESS) die("connect: %s", strerror(errno));
  return fd;
}

int dial_udp(const struct target *t) { return connected(t, SOCK_DGRAM, 0); }

void add_sample(struct samples *s, uint64_t ns) {
  if (s->count == s->room) {
    s->room = s->room ? s->room * 2 : 1 << 16;
    s->at = realloc(s->at, s->room * sizeof *s->at);
    if (!s->at) die("out of memory for %zu samples", s->room);
  }
  s->at[s->count++] = ns;
  s->sorted = 0;
}

static int by_value(const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

uint64_t percentile(struct samples *s, double part) {
  if (!s->sorted) qsort(s->at, s->count, sizeof *s->at, by_value);
  s->sorted = 1;
  return s->count ? s->at[(size_t)(part * (double)(s->count - 1))] : 0;
}

void print_percentiles(struct samples *s) {
  static const struct { const char *name; double part; } wanted[] = {
      {"p50_us", 0.50}, {"p90_us", 0.90}, {"p99_us", 0.99}, {"max_us", 1.0}};
  for (size_t i = 0; i < 4; i++) printf(",\"%s\":%.1f", wanted[i].name, (double)percentile(s, wanted[i].part) / 1e3);
}

char *unescape(const char *text) {
  char *copy = malloc(strlen(text) + 1), *to = copy;
  for (; *text; text++) {
    if (text[0] == '\\' && (text[1] == 'n' || text[1] == 'r')) *to++ = *++text == 'n' ? '\n' : '\r';
    else *to++ = *text;
  }
  *to = 0;
  return copy;
}

char *message(const struct target *t, size_t *length) {
  const char *text = word(t, "text", NULL);
  *length = text ? strlen(text) + 1 : (size_t)number(t, "size", 64);
  if (*length == 0) die("size=0: a message has at least its line end");
  char *bytes = malloc(*length);
  for (size_t i = 0; i + 1 < *length; i++) bytes[i] = text ? text[i] : (char)('a' + i % 26);
  bytes[*length - 1] = '\n';
  return bytes;
}

/* Short ones are searched; in long ones all bytes are compared, which the compiler does a vector at a time. */
size_t count_lines(const char *bytes, size_t length) {
  size_t lines = 0;
  if (length < 512) {
    for (const char *end = bytes + length; (bytes = memchr(bytes, '\n', (size_t)(end - bytes))); bytes++) lines++;
    return lines;
  }
  while (length) {
    size_t part = length < 255 ? length : 255; /* as many as a byte can count */
    uint8_t count = 0;
    for (size_t i = 0; i < part; i++) count = (uint8_t)(count + (bytes[i] == '\n'));
    lines += count;
    bytes += part;
    length -= part;
  }
  return lines;
}
