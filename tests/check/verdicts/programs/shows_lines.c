/* Right: what is typed goes out, what comes in is printed, by printf and without fflush. */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

int main(int argc, char **argv) {
  struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[1]))};
  inet_pton(AF_INET, "127.0.0.1", &server.sin_addr);
  int s = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(s, (struct sockaddr *)&server, sizeof server) < 0) { perror("connect"); return 1; }
  FILE *to = fdopen(s, "w"), *from = fdopen(s, "r");
  char *line = NULL;
  size_t room = 0;
  while (getline(&line, &room, stdin) > 0) {
    fputs(line, to);
    fflush(to);
    if (getline(&line, &room, from) <= 0) break;
    printf("%s", line);
  }
  return argc == 0;
}
