/* Two people talk: one loop for the keyboard and the socket; what comes is printed without a flush. */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <unistd.h>
int main(int argc, char **argv) {
  int s = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[2]))};
  inet_pton(AF_INET, argv[1], &a.sin_addr);
  if (connect(s, (struct sockaddr *)&a, sizeof a)) return 1;
  char text[4096];
  for (;;) {
    fd_set ready;
    FD_ZERO(&ready);
    FD_SET(0, &ready);
    FD_SET(s, &ready);
    select(s + 1, &ready, 0, 0, 0);
    if (FD_ISSET(0, &ready)) {
      if (!fgets(text, sizeof text, stdin)) break;
      send(s, text, strlen(text), MSG_NOSIGNAL);
    }
    if (FD_ISSET(s, &ready)) {
      ssize_t length = recv(s, text, sizeof text, 0);
      if (length <= 0) break;
      printf("%.*s", (int)length, text);
    }
  }
  printf("au revoir\n");
  return 0;
}
