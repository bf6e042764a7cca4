/* A client that sends what is typed and shows the answer, with the mistake that its second word names, or none. */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
int main(int argc, char **argv) {
  int s = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons(atoi(argv[1]))};
  if (connect(s, (void *)&a, sizeof a)) { perror("connect"); return 1; }
  FILE *in = fdopen(s, "r");
  char line[70000], answer[70000];
  while (fgets(line, sizeof line, stdin)) {
    if (!strcmp(argv[2], "no_line_end")) line[strcspn(line, "\n")] = 0;
    if (!strcmp(argv[2], "whole_buffer")) write(s, line, 100); else write(s, line, strlen(line));
    if (!strcmp(argv[2], "one_recv")) {
      ssize_t n = read(s, answer, sizeof answer - 1);
      if (n <= 0) break;
      answer[n] = 0;
    } else if (!fgets(answer, sizeof answer, in)) break;
    if (strcmp(argv[2], "shows_nothing")) printf("%s", answer);
  }
  return 0;
}
