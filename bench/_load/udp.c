/* Datagrams there and back: each socket asks, waits for its answer (200 ms at most, then it counts as lost), asks again. */
#include "common.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>

struct asker {
  int fd;
  uint64_t asked;
};

int run_udp(const struct target *t) {
  size_t conns = (size_t)number(t, "conns", 10), length = 0;
  char *one = message(t, &length), answer[2048];
  struct asker *askers = calloc(conns, sizeof *askers);
  struct samples latencies = {0};
  unsigned long long lost = 0;
  int epoll = epoll_create1(0);
  for (size_t i = 0; i < conns; i++) {
    askers[i].fd = dial_udp(t);
    struct epoll_event e = {.events = EPOLLIN, .data.ptr = &askers[i]};
    epoll_ctl(epoll, EPOLL_CTL_ADD, askers[i].fd, &e);
  }
  begin_work();
  uint64_t start = now_ns(), end = start + (uint64_t)(atof(word(t, "seconds", "2")) * 1e9), check = start;
  while (now_ns() < end) {
    for (size_t i = 0; now_ns() >= check && i < conns; i++) {
      if (askers[i].asked && now_ns() - askers[i].asked < 200000000u) continue;
      lost += askers[i].asked != 0;
      askers[i].asked = now_ns();
      send(askers[i].fd, one, length, 0);
    }
    if (now_ns() >= check) check = now_ns() + 50000000u;
    struct epoll_event events[64];
    int n = epoll_wait(epoll, events, 64, 50);
    for (int i = 0; i < n; i++) {
      struct asker *a = events[i].data.ptr;
      if (recv(a->fd, answer, sizeof answer, 0) <= 0) continue;
      uint64_t now = now_ns();
      add_sample(&latencies, now - a->asked);
      a->asked = now;
      send(a->fd, one, length, 0);
    }
  }
  double seconds = (double)(now_ns() - start) / 1e9;
  end_work();
  printf("{\"mode\":\"udp\",\"conns\":%zu,\"answers\":%zu,\"lost\":%llu,\"seconds\":%.3f,\"per_second\":%.1f", conns,
         latencies.count, lost, seconds, (double)latencies.count / seconds);
  print_percentiles(&latencies);
  end_report();
  return 0;
}
