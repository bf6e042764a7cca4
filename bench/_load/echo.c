/* Closed loop: every connection keeps `depth` lines in flight and sends one more for each answer that comes back. */
#include "common.h"
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

struct client {
  int fd;
  uint64_t *sent;     /* when each line in flight left, a ring of `depth` */
  uint64_t *before;   /* how many answers had come to anybody by then, a ring as well */
  size_t head, tail;  /* answers received, lines sent */
  size_t owed;        /* bytes of requests the socket has not taken yet */
};

struct run {
  int epoll;
  size_t depth, length, block; /* block: how many copies of the message `bytes` holds */
  char *bytes;
  struct samples latencies, overtaken; /* overtaken: answers to anybody between a question and its answer */
  uint64_t all;                        /* answers to anybody so far */
  uint64_t answers, bytes_back, measure_from;
};

static char inbox[1 << 18];

static void send_owed(struct run *r, struct client *c) {
  while (c->owed) {
    size_t whole = r->block * r->length, into = (r->length - c->owed % r->length) % r->length;
    size_t size = c->owed < whole - into ? c->owed : whole - into;
    ssize_t n = write(c->fd, r->bytes + into, size);
    if (n < 0 && errno == EAGAIN) break;
    if (n < 0) die("write: %s", strerror(errno));
    c->owed -= (size_t)n;
  }
}

static void ask(struct run *r, struct client *c, size_t lines, uint64_t now) {
  for (size_t i = 0; i < lines; i++, c->tail++) {
    c->sent[c->tail % r->depth] = now;
    c->before[c->tail % r->depth] = r->all;
  }
  c->owed += lines * r->length;
  send_owed(r, c);
}

/* epoll tells of a socket once: a read that filled the inbox is followed by another one. */
static int take_answers(struct run *r, struct client *c) {
  ssize_t n = read(c->fd, inbox, sizeof inbox);
  if (n < 0 && errno == EAGAIN) return 0;
  if (n <= 0) die("the server closed a connection (%s)", n ? strerror(errno) : "end of stream");
  size_t lines = count_lines(inbox, (size_t)n);
  if (lines > c->tail - c->head) die("more answers than questions: is the server in the right mode?");
  uint64_t now = now_ns();
  for (size_t i = 0; i < lines; i++, c->head++) {
    r->all++;
    if (now < r->measure_from) continue;
    add_sample(&r->latencies, now - c->sent[c->head % r->depth]);
    add_sample(&r->overtaken, r->all - c->before[c->head % r->depth]);
  }
  if (now >= r->measure_from) {
    r->answers += lines;
    r->bytes_back += (uint64_t)n;
  }
  if (lines) ask(r, c, lines, now);
  return (size_t)n == sizeof inbox;
}

/*
 * A first question while the clients come in one after another: who has answered has accepted, so the next one finds room in
 * the server's queue and loses no SYN. A server that takes its time is not waited for. Of thousands, a hundred come at once.
 */
static void meet(struct client *c) {
  struct pollfd p = {.fd = c->fd, .events = POLLIN};
  while (c->head < c->tail && poll(&p, 1, 100) > 0) {
    ssize_t n = read(c->fd, inbox, sizeof inbox);
    if (n <= 0) die("the server closed a connection (%s)", n ? strerror(errno) : "end of stream");
    c->head += count_lines(inbox, (size_t)n);
  }
}

static struct client *open_clients(struct run *r, const struct target *t, size_t conns) {
  struct client *clients = calloc(conns, sizeof *clients);
  size_t met = 0, at_once = conns > 1000 ? 100 : 1;
  for (size_t i = 0; i < conns; i++) {
    struct client *c = &clients[i];
    c->fd = dial(t, 0);
    c->sent = calloc(r->depth, sizeof *c->sent);
    c->before = calloc(r->depth, sizeof *c->before);
    struct epoll_event e = {.events = EPOLLIN | EPOLLOUT | EPOLLET, .data.ptr = c};
    epoll_ctl(r->epoll, EPOLL_CTL_ADD, c->fd, &e);
    ask(r, c, 1, now_ns());
    if (i + 1 - met < at_once && i + 1 < conns) continue;
    while (met <= i) meet(&clients[met++]);
  }
  return clients;
}

static void turn(struct run *r) {
  struct epoll_event events[256];
  int n = epoll_wait(r->epoll, events, 256, 100);
  for (int i = 0; i < n; i++) {
    struct client *c = events[i].data.ptr;
    if (c->owed) send_owed(r, c);
    if (events[i].events & ~(unsigned)EPOLLOUT) while (take_answers(r, c)) continue;
  }
}

/* Answers of the connection that got fewest over those of the one that got most: 1 is perfectly fair. */
static double fairness(const struct client *clients, size_t conns) {
  size_t least = clients[0].head, most = clients[0].head;
  for (size_t i = 1; i < conns; i++) {
    if (clients[i].head < least) least = clients[i].head;
    if (clients[i].head > most) most = clients[i].head;
  }
  return most ? (double)least / (double)most : 0;
}

int run_echo(const struct target *t) {
  struct run r = {.epoll = epoll_create1(0), .depth = (size_t)number(t, "depth", 1)};
  size_t conns = (size_t)number(t, "conns", 50);
  char *one = message(t, &r.length);
  r.block = r.depth < 65536 / r.length + 1 ? r.depth : 65536 / r.length + 1;
  r.bytes = malloc(r.block * r.length);
  for (size_t i = 0; i < r.block; i++) memcpy(r.bytes + i * r.length, one, r.length);
  struct client *clients = open_clients(&r, t, conns);
  r.measure_from = now_ns() + (uint64_t)number(t, "warmup", 200) * 1000000u;
  uint64_t end = r.measure_from + (uint64_t)(atof(word(t, "seconds", "2")) * 1e9);
  begin_work();
  for (size_t i = 0; i < conns; i++) ask(&r, &clients[i], r.depth - (clients[i].tail - clients[i].head), now_ns());
  while (now_ns() < end) turn(&r);
  double seconds = (double)(now_ns() - r.measure_from) / 1e9;
  end_work();
  printf("{\"mode\":\"echo\",\"conns\":%zu,\"size\":%zu,\"depth\":%zu,\"answers\":%llu,\"seconds\":%.3f,\"per_second\":%.1f",
         conns, r.length, r.depth, (unsigned long long)r.answers, seconds, (double)r.answers / seconds);
  print_percentiles(&r.latencies);
  printf(",\"p99_rounds\":%.3f", (double)percentile(&r.overtaken, 0.99) / (double)(conns * r.depth));
  printf(",\"fairness\":%.3f,\"mb_per_second\":%.3f", fairness(clients, conns), (double)r.bytes_back / seconds / 1e6);
  end_report();
  return 0;
}
