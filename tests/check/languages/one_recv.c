#include <arpa/inet.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>
int main(int argc, char **argv) {
  int s = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[1]))};
  bind(s, (void *)&a, sizeof a); listen(s, 5);
  char buf[1024]; ssize_t n;
  for (int c; (c = accept(s, 0, 0)) >= 0; close(c))
    while ((n = recv(c, buf, sizeof buf - 1, 0)) > 0) { while (n > 0 && (buf[n-1] == '\n' || buf[n-1] == '\r')) n--; buf[n++] = '\n'; send(c, buf, n, 0); }
}
