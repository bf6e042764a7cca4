/* Protohackers 5 with fork and poll: a process for each client, a buffer of whole lines for each direction. */
#include <arpa/inet.h>
#include <ctype.h>
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const char tony[] = "7YWHMfk9JZe0LM0g1ZauHuiSxhI";

struct direction {
  int from, to;
  char *held;
  size_t length, room;
};

static int is_address(const char *word, size_t length) {
  if (length < 26 || length > 35 || word[0] != '7') return 0;
  for (size_t i = 0; i < length; i++)
    if (!isalnum((unsigned char)word[i])) return 0;
  return 1;
}

static int put(int fd, const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t sent = send(fd, bytes, length, MSG_NOSIGNAL);
    if (sent < 0) return -1;
    bytes += sent;
    length -= (size_t)sent;
  }
  return 0;
}

/* The line without its end; what is sent is collected first, since one word at a time would make many segments. */
static int pass(int to, const char *line, size_t length) {
  char *out = malloc(2 * length + sizeof tony + 1);
  size_t used = 0;
  for (size_t at = 0; at <= length;) {
    const char *blank = memchr(line + at, ' ', length - at);
    size_t end = blank ? (size_t)(blank - line) : length;
    int rewrite = is_address(line + at, end - at);
    const char *word = rewrite ? tony : line + at;
    size_t size = rewrite ? sizeof tony - 1 : end - at;
    memcpy(out + used, word, size);
    used += size;
    out[used++] = end < length ? ' ' : '\n';
    at = end + 1;
  }
  int failed = put(to, out, used);
  free(out);
  return failed;
}

static int pump(struct direction *d) {
  if (d->room - d->length < 4096) d->held = realloc(d->held, d->room = 2 * d->room + 8192);
  ssize_t got = recv(d->from, d->held + d->length, d->room - d->length, 0);
  if (got <= 0) return -1;
  d->length += (size_t)got;
  size_t start = 0;
  for (char *end; (end = memchr(d->held + start, '\n', d->length - start)) != NULL;) {
    size_t stop = (size_t)(end - d->held);
    if (pass(d->to, d->held + start, stop - start)) return -1;
    start = stop + 1;
  }
  memmove(d->held, d->held + start, d->length -= start);
  return 0;
}

static void serve(int client, const char *host, const char *port) {
  struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *found;
  if (getaddrinfo(host, port, &hints, &found)) exit(1);
  int server = socket(found->ai_family, SOCK_STREAM, 0);
  if (connect(server, found->ai_addr, found->ai_addrlen)) exit(1);
  struct direction both[2] = {{.from = client, .to = server}, {.from = server, .to = client}};
  struct pollfd fds[2] = {{.fd = client, .events = POLLIN}, {.fd = server, .events = POLLIN}};
  while (poll(fds, 2, -1) > 0)
    for (int i = 0; i < 2; i++)
      if (fds[i].revents && pump(&both[i])) exit(0);
}

int main(int argc, char **argv) {
  if (argc < 4) return 2;
  signal(SIGCHLD, SIG_IGN);
  int yes = 1, listener = socket(AF_INET, SOCK_STREAM, 0);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(argv[1]))};
  if (bind(listener, (struct sockaddr *)&here, sizeof here) || listen(listener, 16)) return 1;
  for (;;) {
    int client = accept(listener, NULL, NULL);
    if (client >= 0 && fork() == 0) {
      close(listener);
      serve(client, argv[2], argv[3]);
      _exit(0);
    }
    close(client);
  }
}
