#include <arpa/inet.h>
#include <ctype.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void *serve(void *arg) {
  int c = (int)(long)arg;
  FILE *in = fdopen(c, "r");
  char *line = NULL; size_t room = 0; ssize_t n;
  while ((n = getline(&line, &room, in)) > 0) {
    if (line[n - 1] == '\n') n--;
    if (n > 0 && line[n - 1] == '\r') n--;
    line[n++] = '\n';
    for (ssize_t at = 0, sent; at < n; at += sent) if ((sent = write(c, line + at, n - at)) <= 0) break;
  }
  free(line); fclose(in);
  return NULL;
}
int main(int argc, char **argv) {
  signal(SIGPIPE, SIG_IGN);
  int s = socket(AF_INET, SOCK_STREAM, 0), on = 1;
  setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[1]))};
  if (bind(s, (void *)&a, sizeof a) || listen(s, 16)) { perror("listen"); return 1; }
  for (;;) { long c = accept(s, 0, 0); pthread_t t; if (c >= 0 && !pthread_create(&t, 0, serve, (void *)c)) pthread_detach(t); }
}
