/*
 * Connect, ask, read to the end of the stream, and again: `conns` at a time until `count` are done or `seconds` are over (what
 * is under way then is left out; a connection that the server's full backlog never lets in is such a one). With conns=1 and a
 * large file this is a bulk download to nowhere; with conns=200 and a small one it is a crowd. request= is sent as it is
 * ('\n' and '\r' written out): "name\n" for the raw protocol, "GET /name HTTP/1.0\r\n\r\n" for HTTP. expect= is the least
 * number of bytes of a whole answer; a shorter one counts as failed. stop=1 leaves as soon as so many have come, for servers
 * that never end their stream. files=N puts the numbers 0 to N-1 in turn where the request has a #.
 */
#include "common.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

struct download {
  int fd;
  uint64_t started;
  size_t number, bytes, served;
};

struct crowd {
  int epoll;
  const struct target *t;
  const char *request;
  char *filled; /* the request with a number for its #, when files=N */
  size_t files;
  int half, stop;
  size_t length, count, begun, done, failed, expect;
  uint64_t until;
  uint64_t bytes;
  struct samples latencies;
};

static char inbox[1 << 20];

/* Whether the request has left: a connection that is still under way takes none. */
static int ask(struct crowd *c, struct download *d) {
  const char *request = c->request;
  if (c->files) {
    const char *mark = strchr(c->request, '#');
    c->length = (size_t)sprintf(c->filled, "%.*s%zu%s", (int)(mark - c->request), c->request, d->number % c->files, mark + 1);
    request = c->filled;
  }
  ssize_t n = send(d->fd, request, c->length, MSG_NOSIGNAL);
  if (n < 0 && (errno == EAGAIN || errno == ENOTCONN)) return 0;
  if (n != (ssize_t)c->length) die("request: %s", n < 0 ? strerror(errno) : "the socket took a part of it");
  if (c->half) shutdown(d->fd, SHUT_WR);
  return 1;
}

/* Over loopback a connection is mostly there when connect() returns: one call and one turn of epoll less. */
static void begin(struct crowd *c, struct download *d) {
  d->started = now_ns();
  d->bytes = 0;
  d->fd = start_dial(c->t);
  d->number = c->begun++;
  struct epoll_event e = {.events = ask(c, d) ? EPOLLIN : EPOLLOUT, .data.ptr = d};
  epoll_ctl(c->epoll, EPOLL_CTL_ADD, d->fd, &e);
}

static void ask_now(struct crowd *c, struct download *d) {
  if (!ask(c, d)) return;
  struct epoll_event e = {.events = EPOLLIN, .data.ptr = d};
  epoll_ctl(c->epoll, EPOLL_CTL_MOD, d->fd, &e);
}

static void finish(struct crowd *c, struct download *d, int broken) {
  close(d->fd);
  c->done++;
  if (broken || d->bytes < c->expect) c->failed++;
  else {
    add_sample(&c->latencies, now_ns() - d->started);
    d->served++;
  }
  if (c->begun < c->count && now_ns() < c->until) begin(c, d);
}

static void drain(struct crowd *c, struct download *d) {
  for (int i = 0; i < 4; i++) { /* a few reads, then the others' turn */
    ssize_t n = read(d->fd, inbox, sizeof inbox);
    if (n < 0 && errno == EAGAIN) return;
    if (n > 0) {
      d->bytes += (size_t)n;
      c->bytes += (uint64_t)n;
    }
    if (n <= 0 || (c->stop && d->bytes >= c->expect)) {
      finish(c, d, n < 0);
      return;
    }
  }
}

static void turn(struct crowd *c) {
  struct epoll_event events[256];
  int n = epoll_wait(c->epoll, events, 256, 100);
  for (int i = 0; i < n; i++) {
    if (events[i].events & EPOLLOUT) ask_now(c, events[i].data.ptr);
    else drain(c, events[i].data.ptr);
  }
}

int run_fetch(const struct target *t) {
  struct crowd c = {.epoll = epoll_create1(0), .t = t, .half = number(t, "half", 0) != 0};
  c.stop = number(t, "stop", 0) != 0;
  c.request = unescape(word(t, "request", "\\n"));
  c.length = strlen(c.request);
  c.files = (size_t)number(t, "files", 0);
  if (c.files && !strchr(c.request, '#')) die("files=%zu needs a # in the request", c.files);
  c.filled = malloc(c.length + 24);
  c.count = (size_t)number(t, "count", 1);
  c.expect = (size_t)number(t, "expect", 1);
  size_t conns = (size_t)number(t, "conns", 1);
  struct download *downloads = calloc(conns, sizeof *downloads);
  begin_work();
  uint64_t start = now_ns();
  c.until = start + (uint64_t)(atof(word(t, "seconds", "3600")) * 1e9);
  for (size_t i = 0; i < conns && c.begun < c.count; i++) begin(&c, &downloads[i]);
  while (c.done < c.begun && now_ns() < c.until) turn(&c);
  double seconds = (double)(now_ns() - start) / 1e9;
  end_work();
  printf("{\"mode\":\"fetch\",\"conns\":%zu,\"count\":%zu,\"failed\":%zu,\"bytes\":%llu,\"seconds\":%.4f,"
         "\"per_second\":%.1f,\"mb_per_second\":%.1f",
         conns, c.done, c.failed, (unsigned long long)c.bytes, seconds, (double)c.done / seconds,
         (double)c.bytes / seconds / 1e6);
  print_percentiles(&c.latencies);
  size_t unserved = 0; /* clients that were never let in, or never got to the end of anything */
  for (size_t i = 0; i < conns; i++) unserved += downloads[i].served == 0;
  printf(",\"unserved\":%zu", unserved);
  end_report();
  return 0;
}
