/* The limit for datagrams: recvfrom, sendto one letter, and nothing in between. Used as `udp_letter PORT`. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>

int main(int argc, char **argv) {
  int fd = socket(AF_INET, SOCK_DGRAM, 0);
  struct sockaddr_in us = {.sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(argc > 1 ? argv[1] : "0"))};
  us.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (bind(fd, (struct sockaddr *)&us, sizeof us) != 0) return 1;
  for (;;) {
    char question[2048];
    struct sockaddr_in peer;
    socklen_t length = sizeof peer;
    if (recvfrom(fd, question, sizeof question, 0, (struct sockaddr *)&peer, &length) < 0) return 1;
    sendto(fd, "T", 1, 0, (struct sockaddr *)&peer, length);
  }
}
