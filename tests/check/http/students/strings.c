// A file is sent as a string, and a client that leaves is not thought of.
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv) {
  int server = socket(AF_INET, SOCK_STREAM, 0), one = 1;
  setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[1]))};
  bind(server, (struct sockaddr *)&address, sizeof address);
  listen(server, 5);
  for (;;) {
    int client = accept(server, NULL, NULL);
    char request[1024] = "", path[1100] = ".", head[200];
    read(client, request, sizeof request - 1);
    strtok(request, " ");
    strcat(path, strtok(NULL, " "));
    FILE *file = fopen(path, "r");
    if (file == NULL) {
      char *missing = "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<h1>404</h1>";
      write(client, missing, strlen(missing));
      close(client);
      continue;
    }
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *body = malloc(size + 1);
    fread(body, 1, size, file);
    body[size] = 0;
    fclose(file);
    sprintf(head, "HTTP/1.1 200 OK\r\nContent-Length: %ld\r\n\r\n", size);
    write(client, head, strlen(head));
    write(client, body, strlen(body));
    free(body);
    close(client);
  }
}
