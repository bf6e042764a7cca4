#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
int main(int argc, char **argv) {
  int s = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[1]))};
  bind(s, (void *)&a, sizeof a); listen(s, 5);
  char buf[4096]; size_t have = 0;
  for (int c; (c = accept(s, 0, 0)) >= 0; close(c))
    for (have = 0;;) {
      ssize_t n = recv(c, buf + have, sizeof buf - have, 0);
      if (n > 0) have += n;
      char *end;
      while ((end = memchr(buf, '\n', have))) { size_t len = end - buf + 1; write(c, buf, len); memmove(buf, buf + len, have -= len); }
    }
}
