/* What a recv has brought is sent on, wherever a line ends. */
#include <stdio.h>
#include <stdlib.h>
#include <signal.h>
#include <unistd.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <netinet/in.h>
int main(int argc, char **argv) {
  signal(SIGPIPE, SIG_IGN);
  int l = socket(AF_INET, SOCK_STREAM, 0), one = 1;
  setsockopt(l, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[1])) };
  bind(l, (void*)&a, sizeof a); listen(l, 10);
  fd_set all; FD_ZERO(&all); FD_SET(l, &all); int max = l; char b[1024];
  for (;;) {
    fd_set r = all; select(max + 1, &r, 0, 0, 0);
    for (int i = 0; i <= max; i++) if (FD_ISSET(i, &r)) {
      if (i == l) { int c = accept(l, 0, 0); FD_SET(c, &all); if (c > max) max = c; }
      else { int n = recv(i, b, sizeof b, 0); if (n <= 0) { close(i); FD_CLR(i, &all); }
        else for (int j = 0; j <= max; j++) if (FD_ISSET(j, &all) && j != l && j != i) send(j, b, n, 0); }
    }
  }
}
