/* atoi takes what is no number for 0. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <signal.h>
#include <unistd.h>
#include <sys/socket.h>
#include <netinet/in.h>
int main(int argc, char **argv) {
  signal(SIGPIPE, SIG_IGN);
  int l = socket(AF_INET, SOCK_STREAM, 0), one = 1;
  setsockopt(l, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[1])) };
  bind(l, (void*)&a, sizeof a); listen(l, 10);
  for (;;) {
    int c = accept(l, 0, 0); FILE *f = fdopen(c, "r"); char b[1000];
    while (fgets(b, sizeof b, f)) { int n = atoi(b), p = n > 1; for (int i = 2; p && i <= n / i; i++) if (n % i == 0) p = 0; write(c, p ? "T\n" : "F\n", 2); }
    fclose(f);
  }
}
