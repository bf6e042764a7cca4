/*
 * The limit: an echo server in C, one thread, level-triggered epoll. Used as `echo_server PORT [WORK [LONGEST]]`, where WORK is what it
 * does with the bytes, so that the price of that can be told from the price of passing them on:
 *
 *   upper   letters become upper case, wherever a line ends (the default)
 *   copy    nothing
 *   lines   line ends are looked for; a line that is whole leaves in upper case, together with all others that were read; the
 *           rest waits for its end, up to LONGEST bytes of it (128 KiB): what netlab has to do
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ROOM = 1 << 16 };

static size_t longest = 1 << 17;

enum work { COPY, UPPER, LINES } work = UPPER;

struct client {
  int fd;
  size_t held, room; /* bytes of a line that is not whole, and how many fit */
  char *line;
};

static char buffer[ROOM];

static void upper(char *bytes, size_t length) {
  for (size_t i = 0; i < length; i++)
    if (bytes[i] >= 'a' && bytes[i] <= 'z') bytes[i] -= 32;
}

static void send_all(int fd, const char *bytes, size_t length) {
  for (size_t done = 0; done < length;) {
    ssize_t n = send(fd, bytes + done, length - done, MSG_NOSIGNAL);
    if (n < 0 && errno != EAGAIN) return;
    if (n > 0) done += (size_t)n; /* a peer that does not read makes this spin: the yardstick is for polite loads */
  }
}

static void leave(struct client *c) {
  close(c->fd);
  free(c->line);
  free(c);
}

/* Keeps the beginning of a line; 0 when it is too long, or there is no memory. */
static int hold(struct client *c, const char *bytes, size_t length) {
  if (c->held + length > longest) return 0;
  if (c->held + length > c->room) {
    size_t room = c->held + length < 256 ? 256 : 2 * (c->held + length);
    char *line = realloc(c->line, room);
    if (!line) return 0;
    c->line = line;
    c->room = room;
  }
  memcpy(c->line + c->held, bytes, length);
  c->held += length;
  return 1;
}

/* One line after another, as a server has to that does something with each. The lines of one read leave in one write. */
static int answer_lines(struct client *c, char *bytes, size_t length) {
  char *at = bytes, *end = bytes + length, *eol = memchr(at, '\n', length);
  if (eol && c->held) {
    if (!hold(c, at, (size_t)(eol + 1 - at))) return 0;
    upper(c->line, c->held);
    send_all(c->fd, c->line, c->held);
    c->held = 0;
    at = eol + 1;
    eol = memchr(at, '\n', (size_t)(end - at));
  }
  char *whole = at;
  for (; eol; eol = memchr(at, '\n', (size_t)(end - at))) {
    upper(at, (size_t)(eol - at));
    at = eol + 1;
  }
  if (at > whole) send_all(c->fd, whole, (size_t)(at - whole));
  return at == end || hold(c, at, (size_t)(end - at));
}

static void answer(struct client *c) {
  ssize_t n = read(c->fd, buffer, sizeof buffer);
  if (n < 0 && errno == EAGAIN) return;
  if (n <= 0) {
    leave(c);
    return;
  }
  if (work == LINES) {
    if (!answer_lines(c, buffer, (size_t)n)) leave(c);
    return;
  }
  if (work == UPPER) upper(buffer, (size_t)n);
  send_all(c->fd, buffer, (size_t)n);
}

static void admit(int epoll, int listener) {
  int on = 1, fd = accept(listener, NULL, NULL);
  if (fd < 0) return;
  struct client *c = calloc(1, sizeof *c);
  if (!c) exit(1);
  c->fd = fd;
  fcntl(fd, F_SETFL, O_NONBLOCK);
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  struct epoll_event e = {.events = EPOLLIN, .data.ptr = c};
  epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &e);
}

int main(int argc, char **argv) {
  int on = 1, listener = socket(AF_INET, SOCK_STREAM, 0), epoll = epoll_create1(0);
  struct sockaddr_in here = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  here.sin_port = htons((uint16_t)atoi(argc > 1 ? argv[1] : "8765"));
  if (argc > 2) work = !strcmp(argv[2], "copy") ? COPY : !strcmp(argv[2], "lines") ? LINES : UPPER;
  if (argc > 3) longest = (size_t)atol(argv[3]);
  struct rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(listener, (struct sockaddr *)&here, sizeof here) || listen(listener, 1024)) {
    perror("echo_server");
    return 1;
  }
  struct epoll_event e = {.events = EPOLLIN, .data.ptr = NULL}, ready[256];
  epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &e);
  for (;;) {
    int n = epoll_wait(epoll, ready, 256, -1);
    for (int i = 0; i < n; i++) {
      if (ready[i].data.ptr == NULL) admit(epoll, listener);
      else answer(ready[i].data.ptr);
    }
  }
}
