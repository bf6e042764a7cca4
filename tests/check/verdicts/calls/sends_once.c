/* A file server that gives the whole file to one send, which takes as much as there is room for. */
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char content[64 << 20];

static void serve(int client) {
  char name[1024];
  size_t length = 0;
  while (length < sizeof name - 1 && read(client, name + length, 1) == 1 && name[length] != '\n') length++;
  name[length] = 0;
  int file = strchr(name, '/') || name[0] == '.' || name[0] == 0 ? -1 : open(name, O_RDONLY);
  if (file < 0) {
    dprintf(client, "KO\nthere is no such file\n");
    return;
  }
  size_t size = 0;
  for (ssize_t got; (got = read(file, content + size, sizeof content - size)) > 0;) size += got;
  close(file);
  dprintf(client, "OK\n%zu\n", size);
  fcntl(client, F_SETFL, O_NONBLOCK);
  send(client, content, size, 0);
}

int main(int count, char **words) {
  signal(SIGPIPE, SIG_IGN);
  int listener = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(words[count - 1]))};
  bind(listener, (struct sockaddr *)&address, sizeof address);
  listen(listener, 8);
  for (;;) {
    int client = accept(listener, NULL, NULL);
    if (client < 0) continue;
    serve(client);
    shutdown(client, SHUT_WR);
    close(client);
  }
}
