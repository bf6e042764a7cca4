/* Asks for 1024 bytes with MSG_WAITALL: a line is all there, and is waited on. */
#include <ctype.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int count, char **words) {
  int listener = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(words[count - 1]))};
  bind(listener, (struct sockaddr *)&address, sizeof address);
  listen(listener, 8);
  for (;;) {
    int client = accept(listener, NULL, NULL);
    char text[1024];
    for (ssize_t got; (got = recv(client, text, sizeof text, MSG_WAITALL)) > 0;) {
      for (ssize_t at = 0; at < got; at++) text[at] = toupper((unsigned char)text[at]);
      send(client, text, got, MSG_NOSIGNAL);
    }
    close(client);
  }
}
