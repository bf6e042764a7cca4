/* The limit: an upper-case echo server in C, one thread, level-triggered epoll. Used as `echo_server PORT`. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

static char buffer[1 << 16];

static void answer(int fd) {
  ssize_t n = read(fd, buffer, sizeof buffer);
  if (n <= 0) {
    close(fd);
    return;
  }
  for (ssize_t i = 0; i < n; i++)
    if (buffer[i] >= 'a' && buffer[i] <= 'z') buffer[i] -= 32;
  for (ssize_t done = 0, k; done < n; done += k) {
    k = write(fd, buffer + done, (size_t)(n - done));
    if (k < 0 && errno != EAGAIN) break;
    if (k < 0) k = 0; /* a peer that does not read makes this one spin: the yardstick is for polite loads */
  }
}

static void admit(int epoll, int listener) {
  int on = 1, fd = accept(listener, NULL, NULL);
  if (fd < 0) return;
  fcntl(fd, F_SETFL, O_NONBLOCK);
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  struct epoll_event e = {.events = EPOLLIN, .data.fd = fd};
  epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &e);
}

int main(int argc, char **argv) {
  int on = 1, listener = socket(AF_INET, SOCK_STREAM, 0), epoll = epoll_create1(0);
  struct sockaddr_in here = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  here.sin_port = htons((uint16_t)atoi(argc > 1 ? argv[1] : "8765"));
  struct rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(listener, (struct sockaddr *)&here, sizeof here) || listen(listener, 1024)) {
    perror("echo_server");
    return 1;
  }
  struct epoll_event e = {.events = EPOLLIN, .data.fd = listener}, ready[256];
  epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &e);
  for (;;) {
    int n = epoll_wait(epoll, ready, 256, -1);
    for (int i = 0; i < n; i++) {
      if (ready[i].data.fd == listener) admit(epoll, listener);
      else answer(ready[i].data.fd);
    }
  }
}
