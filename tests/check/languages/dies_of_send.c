/* Mistake: SIGPIPE is not ignored, and a client that has left kills the server. */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
int main(int argc, char **argv) {
  int s = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[1]))};
  bind(s, (void *)&a, sizeof a);
  listen(s, 5);
  char *line = NULL;
  size_t room = 0;
  for (int c; (c = accept(s, 0, 0)) >= 0;) {
    FILE *in = fdopen(c, "r");
    while (getline(&line, &room, in) > 0) {
      usleep(20000); /* time enough for a client to leave */
      write(c, line, strlen(line));
    }
    fclose(in);
  }
}
