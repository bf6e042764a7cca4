/* Reads 16 bytes each time epoll tells of a connection, and is told once of all that has come: EPOLLET. */
#include <ctype.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <signal.h>
static struct { char line[4096]; int length; } clients[1024];

int main(int argc, char **argv) {
  signal(SIGPIPE, SIG_IGN);
  int l = socket(AF_INET, SOCK_STREAM, 0), one = 1;
  setsockopt(l, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[1])) };
  bind(l, (void *)&a, sizeof a); listen(l, 64);
  int e = epoll_create1(0);
  struct epoll_event ev = { .events = EPOLLIN, .data.fd = l };
  epoll_ctl(e, EPOLL_CTL_ADD, l, &ev);
  for (;;) {
    struct epoll_event evs[64];
    int n = epoll_wait(e, evs, 64, -1);
    for (int i = 0; i < n; i++) {
      int fd = evs[i].data.fd;
      if (fd == l) {
        int c = accept(l, 0, 0);
        fcntl(c, F_SETFL, O_NONBLOCK);
        clients[c].length = 0;
        ev.events = EPOLLIN | EPOLLET; ev.data.fd = c;
        epoll_ctl(e, EPOLL_CTL_ADD, c, &ev);
        continue;
      }
      char b[16];
      int k = read(fd, b, sizeof b);
      if (k <= 0) { close(fd); continue; }
      for (int j = 0; j < k; j++) {
        if (clients[fd].length < 4096) clients[fd].line[clients[fd].length++] = toupper(b[j]);
        if (b[j] == '\n') {
          write(fd, clients[fd].line, clients[fd].length);
          clients[fd].length = 0;
        }
      }
    }
  }
}
