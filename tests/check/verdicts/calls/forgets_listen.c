/* Binds its socket, and waits in accept without having called listen: accept fails, and is called again. */
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int count, char **words) {
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(words[count - 1]))};
  bind(listener, (struct sockaddr *)&address, sizeof address);
  for (;;) {
    int client = accept(listener, NULL, NULL);
    if (client < 0) sleep(1);
    else close(client);
  }
}
