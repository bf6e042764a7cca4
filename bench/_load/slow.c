/*
 * `conns` clients that ask for a large file and then read `rate` bytes a second each, with a small receive buffer: what
 * does a server hold in memory for people on a bad line? Prints one line of JSON when every client has its first bytes,
 * and a second one at the end; with wait=1 the end is the end of stdin.
 */
#include "common.h"
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char sip[1 << 16];

static int take(int fd, size_t size) {
  ssize_t n = read(fd, sip, size < sizeof sip ? size : sizeof sip);
  if (n < 0 && errno == EAGAIN) return 0;
  if (n <= 0) die("a slow reader was cut off (%s)", n ? strerror(errno) : "end of stream");
  return (int)n;
}

/*
 * One client after another, and the next only when this one is served: a server with a short queue, as Python's is, would
 * otherwise lose their first SYNs and keep everybody waiting for the second.
 */
static int enter(const struct target *t, const char *request, size_t length) {
  struct pollfd p = {.fd = dial(t, 4096), .events = POLLIN};
  if (write(p.fd, request, length) != (ssize_t)length) die("request: %s", strerror(errno));
  if (poll(&p, 1, 20000) <= 0) die("a reader got nothing for 20 s");
  take(p.fd, 64);
  return p.fd;
}

int run_slow(const struct target *t) {
  long conns = number(t, "conns", 100), rate = number(t, "rate", 1024), wait = number(t, "wait", 0);
  const char *request = unescape(word(t, "request", "\\n"));
  size_t length = strlen(request);
  int *fds = calloc((size_t)conns, sizeof *fds);
  for (long i = 0; i < conns; i++) fds[i] = enter(t, request, length);
  printf("{\"mode\":\"slow\",\"conns\":%ld,\"rate\":%ld}\n", conns, rate);
  fflush(stdout);
  uint64_t bytes = 0, end = now_ns() + (uint64_t)number(t, "seconds", 5) * 1000000000u;
  struct pollfd stdin_end = {.fd = 0, .events = POLLIN};
  while (wait || now_ns() < end) {
    for (long i = 0; i < conns; i++) bytes += (uint64_t)take(fds[i], (size_t)(rate / 10 + 1));
    if (poll(wait ? &stdin_end : NULL, wait ? 1 : 0, 100) > 0) break;
  }
  printf("{\"mode\":\"slow\",\"bytes\":%llu}\n", (unsigned long long)bytes);
  return 0;
}
