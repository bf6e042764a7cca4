/* Protohackers 2 with poll: one process, a buffer and a growing array for each client. */
#include <arpa/inet.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define CLIENTS 64

struct session {
  unsigned char begun[9];
  int have;
  int32_t (*prices)[2];
  size_t count, room;
};

static struct pollfd fds[CLIENTS];
static struct session sessions[CLIENTS];

static int32_t number(const unsigned char *at) {
  uint32_t bits;
  memcpy(&bits, at, 4);
  return (int32_t)ntohl(bits);
}

static void insert(struct session *s, int32_t time, int32_t price) {
  if (s->count == s->room) {
    s->room = s->room ? 2 * s->room : 64;
    s->prices = realloc(s->prices, s->room * sizeof *s->prices);
  }
  s->prices[s->count][0] = time;
  s->prices[s->count++][1] = price;
}

static void answer(int fd, const struct session *s, int32_t from, int32_t to) {
  int64_t sum = 0, found = 0;
  for (size_t i = 0; i < s->count; i++)
    if (from <= s->prices[i][0] && s->prices[i][0] <= to) {
      sum += s->prices[i][1];
      found++;
    }
  uint32_t bits = htonl((uint32_t)(int32_t)(found ? sum / found : 0));
  if (write(fd, &bits, 4) != 4) shutdown(fd, SHUT_RDWR);
}

static void feed(int fd, struct session *s, const unsigned char *bytes, ssize_t length) {
  for (ssize_t i = 0; i < length; i++) {
    s->begun[s->have++] = bytes[i];
    if (s->have < 9) continue;
    s->have = 0;
    int32_t one = number(s->begun + 1), other = number(s->begun + 5);
    if (s->begun[0] == 'I') insert(s, one, other);
    if (s->begun[0] == 'Q') answer(fd, s, one, other);
  }
}

static void leave(int i) {
  close(fds[i].fd);
  fds[i].fd = -1;
  free(sessions[i].prices);
  memset(&sessions[i], 0, sizeof sessions[i]);
}

int main(int argc, char **argv) {
  (void)argc;
  signal(SIGPIPE, SIG_IGN);
  int yes = 1, listener = socket(AF_INET, SOCK_STREAM, 0);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argv[1]))};
  if (bind(listener, (struct sockaddr *)&here, sizeof here) || listen(listener, 16)) return 1;
  for (int i = 1; i < CLIENTS; i++) fds[i].fd = -1;
  fds[0] = (struct pollfd){.fd = listener, .events = POLLIN};
  while (poll(fds, CLIENTS, -1) > 0) {
    for (int i = 1; i < CLIENTS; i++) {
      if (fds[i].fd < 0 || !fds[i].revents) continue;
      unsigned char bytes[4096];
      ssize_t length = read(fds[i].fd, bytes, sizeof bytes);
      if (length <= 0) leave(i);
      else feed(fds[i].fd, &sessions[i], bytes, length);
    }
    if (!(fds[0].revents & POLLIN)) continue;
    int client = accept(listener, NULL, NULL);
    for (int i = 1; client >= 0 && i < CLIENTS; i++)
      if (fds[i].fd < 0) {
        fds[i] = (struct pollfd){.fd = client, .events = POLLIN};
        client = -1;
      }
    if (client >= 0) close(client);
  }
  return 0;
}
