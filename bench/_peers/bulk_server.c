/* The source behind a relay: whoever says something gets SIZE bytes, then the end. Used as `bulk_server PORT SIZE`. */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static char block[1 << 20];

static void pour(int fd, long long left) {
  if (read(fd, block, sizeof block) <= 0) return;
  while (left > 0) {
    ssize_t n = send(fd, block, left < (long long)sizeof block ? (size_t)left : sizeof block, MSG_NOSIGNAL);
    if (n <= 0) return; /* the client has left */
    left -= n;
  }
}

int main(int argc, char **argv) {
  int on = 1, listener = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in here = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  here.sin_port = htons((unsigned short)atoi(argc > 1 ? argv[1] : "0"));
  long long size = atoll(argc > 2 ? argv[2] : "1048576");
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(listener, (struct sockaddr *)&here, sizeof here) || listen(listener, 1024)) {
    perror("bulk_server");
    return 1;
  }
  for (int fd; (fd = accept(listener, NULL, NULL)) >= 0; close(fd)) pour(fd, size);
  perror("accept");
  return 1;
}
