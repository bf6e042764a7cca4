/* Echo over UDP: a datagram comes back as it was, byte for byte, to whoever sent it. */
#include <arpa/inet.h>
#include <stdlib.h>
#include <sys/socket.h>

int main(int argc, char **argv) {
  if (argc < 2) return 2;
  struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[1]))};
  int s = socket(AF_INET, SOCK_DGRAM, 0);
  if (bind(s, (struct sockaddr *)&here, sizeof here)) return 1;
  static char buffer[65535];
  for (;;) {
    struct sockaddr_in from;
    socklen_t length = sizeof from;
    ssize_t n = recvfrom(s, buffer, sizeof buffer, 0, (struct sockaddr *)&from, &length);
    if (n < 0) continue;
    sendto(s, buffer, n, 0, (struct sockaddr *)&from, length);
  }
}
