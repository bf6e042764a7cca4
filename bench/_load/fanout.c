/*
 * A room: `conns` clients, the first `senders` of them speak `rate` lines a second together, everybody listens. Each line
 * carries the time it left ("@nanoseconds@"), so whoever hears it knows how long it took, whatever the server puts before it.
 * hello=1 sends a nickname first; hello=TEXT sends that, with the client's number for each #. say=TEXT stands before each
 * line, pad=N blanks behind it. With inflight=N instead of rate, the next line leaves when fewer than N have not been heard by all. The last `stalled` clients are in the room and never read. A delivery is one line at one listener that reads;
 * With wait=1 nobody speaks: it prints a line once all are in, and listens until stdin ends.
 * expected = lines sent x (conns - 1 - stalled).
 */
#include "common.h"
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

struct listener {
  int fd, met; /* met: the server has said something to it */
  size_t held;
  char text[65536]; /* a line that came in halves waits here; a list of a thousand names is a long one */
};

struct room {
  int epoll;
  size_t conns, senders, stalled, said, heard;
  const char *prefix;
  int pad;
  struct listener *listeners;
  struct samples latencies;
};

/* The mark is "@digits@"; what the server puts before the line may hold an @ of its own (IRC's user@host). */
static void hear(struct room *r, const char *line, const char *end, uint64_t now) {
  const char *mark = line;
  while ((mark = memchr(mark, '@', (size_t)(end - mark)))) {
    char *stop;
    unsigned long long then = strtoull(++mark, &stop, 10);
    if (*stop != '@' || then < 1000000) continue;
    r->heard++;
    add_sample(&r->latencies, now - then);
    return;
  }
}

static void listen_to(struct room *r, struct listener *l) {
  ssize_t n = read(l->fd, l->text + l->held, sizeof l->text - l->held);
  if (n < 0 && errno == EAGAIN) return;
  if (n <= 0) die("a listener was cut off (%s)", n ? strerror(errno) : "end of stream");
  l->met = 1;
  uint64_t now = now_ns();
  char *at = l->text, *end = l->text + l->held + n, *eol;
  while ((eol = memchr(at, '\n', (size_t)(end - at)))) {
    hear(r, at, eol, now);
    at = eol + 1;
  }
  l->held = (size_t)(end - at);
  if (l->held == sizeof l->text) die("a line of more than %zu bytes", sizeof l->text);
  memmove(l->text, at, l->held);
}

static void listen_for(struct room *r, int ms) {
  struct epoll_event events[256];
  int n = epoll_wait(r->epoll, events, 256, ms);
  for (int i = 0; i < n; i++) listen_to(r, events[i].data.ptr);
}

/* Says one line; 0 when the server takes no more of this speaker for now: whoever waits for it must go on listening. */
static int speak(struct room *r) {
  char line[4096];
  int length = snprintf(line, sizeof line, "%s@%llu@ hello to everybody in the room%*s\n", r->prefix,
                        (unsigned long long)now_ns(), r->pad, "");
  if (write(r->listeners[r->said % r->senders].fd, line, (size_t)length) != length) return 0;
  r->said++;
  return 1;
}

/* As many lines as are missing to n under way, and what comes of them. Lines that a server has lost would end the talk:
 * after a second in which nothing was heard they count as no longer under way, and show up as not heard in the result. */
static void keep_in_flight(struct room *r, size_t n) {
  static size_t lost, before;
  static uint64_t since;
  size_t hearers = r->conns - 1 - r->stalled;
  while (r->said * hearers < r->heard + lost + n * hearers && speak(r)) continue;
  listen_for(r, 1);
  if (r->heard != before) {
    before = r->heard;
    since = now_ns();
  } else if (now_ns() - since > 1000000000u) {
    lost = r->said * hearers - r->heard;
    since = now_ns();
  }
}

/* The client's first words: the template with its number for each #. */
static size_t greeting(char *out, size_t room, const char *pattern, size_t client) {
  size_t length = 0;
  for (const char *at = pattern; *at && length + 24 < room; at++) {
    if (*at == '#') length += (size_t)sprintf(out + length, "%zu", client);
    else out[length++] = *at;
  }
  return length;
}

static void enter(struct room *r, const struct target *t) {
  const char *hello = word(t, "hello", "0"), *pattern = unescape(strcmp(hello, "1") ? hello : "guest#\\n");
  for (size_t i = 0; i < r->conns; i++) {
    struct listener *l = &r->listeners[i];
    int reads = i < r->conns - r->stalled;
    l->fd = dial(t, reads ? 0 : 4096);
    char words[256];
    size_t length = greeting(words, sizeof words, pattern, i);
    if (strcmp(hello, "0") && write(l->fd, words, length) != (ssize_t)length) die("hello: %s", strerror(errno));
    struct epoll_event e = {.events = EPOLLIN, .data.ptr = l};
    if (reads) epoll_ctl(r->epoll, EPOLL_CTL_ADD, l->fd, &e);
    /* The next one comes when this one was met, or a server with a short queue loses SYNs */
    uint64_t patience = now_ns() + 200000000u;
    do listen_for(r, l->met || !reads ? 0 : 5);
    while (reads && !l->met && now_ns() < patience);
  }
  for (uint64_t until = now_ns() + 500000000u; now_ns() < until;) listen_for(r, 50);
}

/* Says nothing, until stdin ends. */
static int only_listen(struct room *r) {
  printf("{\"mode\":\"fanout\",\"conns\":%zu}\n", r->conns);
  fflush(stdout);
  struct pollfd in = {.fd = 0, .events = POLLIN};
  char byte;
  do listen_for(r, 50);
  while (poll(&in, 1, 0) == 0 || read(0, &byte, 1) > 0);
  return 0;
}

int run_fanout(const struct target *t) {
  struct room r = {.epoll = epoll_create1(0), .conns = (size_t)number(t, "conns", 50)};
  r.senders = (size_t)number(t, "senders", 5);
  r.stalled = (size_t)number(t, "stalled", 0);
  r.prefix = unescape(word(t, "say", ""));
  r.pad = (int)number(t, "pad", 0);
  if (r.pad > 3000 || strlen(r.prefix) > 500) die("lines of at most 4095 bytes");
  r.listeners = calloc(r.conns, sizeof *r.listeners);
  long rate = number(t, "rate", 100), inflight = number(t, "inflight", 0);
  if (!r.conns || !r.senders || !rate) die("conns, senders and rate must be at least 1");
  if (r.senders + r.stalled > r.conns) die("senders and stalled are more than conns");
  enter(&r, t);
  if (number(t, "wait", 0)) return only_listen(&r);
  begin_work();
  uint64_t start = now_ns(), length = (uint64_t)(atof(word(t, "seconds", "3")) * 1e9), step = 1000000000u / (uint64_t)rate;
  while (now_ns() - start < length) {
    if (inflight) {
      keep_in_flight(&r, (size_t)inflight);
      continue;
    }
    while (r.said * step <= now_ns() - start && speak(&r)) continue;
    listen_for(&r, r.said * step <= now_ns() - start ? 0 : 1);
  }
  double seconds = (double)(now_ns() - start) / 1e9;
  end_work();
  for (uint64_t until = now_ns() + 2000000000u; r.heard < r.said * (r.conns - 1 - r.stalled) && now_ns() < until;) listen_for(&r, 50);
  printf("{\"mode\":\"fanout\",\"conns\":%zu,\"said\":%zu,\"heard\":%zu,\"expected\":%zu,\"seconds\":%.3f,\"per_second\":%.1f",
         r.conns, r.said, r.heard, r.said * (r.conns - 1 - r.stalled), seconds, (double)r.heard / seconds);
  print_percentiles(&r.latencies);
  end_report();
  return 0;
}
