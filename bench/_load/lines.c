/*
 * One connection, lines poured in as fast as the server takes them, answers counted as they come: `count` of them, or, with
 * seconds=N, as many as come in that time.
 */
#include "common.h"
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char inbox[1 << 18];

int run_lines(const struct target *t) {
  size_t length, count = (size_t)number(t, "count", 500000);
  double limit = atof(word(t, "seconds", "0"));
  if (limit > 0) count = SIZE_MAX / 2;
  char *one = message(t, &length);
  size_t block = 65536 / length + 1, left = limit > 0 ? SIZE_MAX / 2 / length * length : count * length, answers = 0, bytes = 0;
  char *many = malloc(block * length);
  for (size_t i = 0; i < block; i++) memcpy(many + i * length, one, length);
  struct pollfd p = {.fd = dial(t, 0)};
  begin_work();
  uint64_t start = now_ns(), end = limit > 0 ? start + (uint64_t)(limit * 1e9) : UINT64_MAX;
  while (answers < count && now_ns() < end) {
    p.events = POLLIN | (left ? POLLOUT : 0);
    if (poll(&p, 1, 10000) <= 0) die("no answer for 10 s, after %zu", answers);
    if (p.revents & POLLOUT) {
      size_t into = (length - left % length) % length, size = block * length - into;
      ssize_t n = write(p.fd, many + into, left < size ? left : size);
      if (n < 0 && errno != EAGAIN) die("write: %s", strerror(errno));
      if (n > 0) left -= (size_t)n;
    }
    if (!(p.revents & (POLLIN | POLLHUP | POLLERR))) continue;
    ssize_t n = read(p.fd, inbox, sizeof inbox);
    if (n <= 0) die("the server closed after %zu answers", answers);
    answers += count_lines(inbox, (size_t)n);
    bytes += (size_t)n;
  }
  double seconds = (double)(now_ns() - start) / 1e9;
  end_work();
  printf("{\"mode\":\"lines\",\"answers\":%zu,\"size\":%zu,\"bytes\":%zu,\"seconds\":%.3f,\"per_second\":%.1f", answers, length,
         bytes, seconds, (double)answers / seconds);
  end_report();
  return 0;
}
