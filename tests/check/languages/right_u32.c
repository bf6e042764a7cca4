/* Echo with messages: four bytes of length in front, the most significant first; one client at a time. */
#include <arpa/inet.h>
#include <stdint.h>
#include <stdlib.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

static int all(int s, char *into, size_t n) {
  while (n > 0) {
    ssize_t got = read(s, into, n);
    if (got <= 0) return 0;
    into += got;
    n -= got;
  }
  return 1;
}

static int put(int s, const char *from, size_t n) {
  while (n > 0) {
    ssize_t sent = write(s, from, n);
    if (sent <= 0) return 0;
    from += sent;
    n -= sent;
  }
  return 1;
}

static void serve(int s) {
  uint32_t length;
  while (all(s, (char *)&length, sizeof length)) {
    uint32_t n = ntohl(length);
    if (n > 1 << 20) return;
    char *message = malloc(n + 1);
    int whole = all(s, message, n) && put(s, (char *)&length, sizeof length) && put(s, message, n);
    free(message);
    if (!whole) return;
  }
}

int main(int argc, char **argv) {
  if (argc < 2) return 2;
  signal(SIGPIPE, SIG_IGN);
  int one = 1, l = socket(AF_INET, SOCK_STREAM, 0);
  setsockopt(l, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[1]))};
  if (bind(l, (struct sockaddr *)&here, sizeof here) || listen(l, 5)) return 1;
  for (;;) {
    int s = accept(l, 0, 0);
    if (s < 0) continue;
    serve(s);
    close(s);
  }
}
