/* One loop around poll(), a buffer for each client that grows, a list of entries. */
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#define MOST 64
#define WORDS 16

struct client { int fd; char *in; size_t have, room; };
struct entry { char *key, *value; size_t key_size, size; long long until; struct entry *next; };
struct word { char *at; size_t size; };

static struct client clients[MOST];
static struct entry *buckets[1024];

static long long now(void) {
  struct timeval t;
  gettimeofday(&t, NULL);
  return t.tv_sec * 1000LL + t.tv_usec / 1000;
}

static struct entry **place(struct word key) {
  unsigned hash = 5381;
  for (size_t i = 0; i < key.size; i++) hash = hash * 33 + (unsigned char)key.at[i];
  struct entry **at = &buckets[hash % 1024];
  while (*at && ((*at)->key_size != key.size || memcmp((*at)->key, key.at, key.size))) at = &(*at)->next;
  if (*at && (*at)->until && (*at)->until <= now()) {
    struct entry *old = *at;
    *at = old->next;
    free(old->key), free(old->value), free(old);
    return place(key);
  }
  return at;
}

static char *copy(struct word word) {
  char *bytes = malloc(word.size + 1);
  memcpy(bytes, word.at, word.size);
  return bytes;
}

static void put(struct word key, struct word value, long long until) {
  struct entry **at = place(key);
  if (!*at) {
    *at = calloc(1, sizeof **at);
    (*at)->key = copy(key), (*at)->key_size = key.size;
  } else free((*at)->value);
  (*at)->value = copy(value), (*at)->size = value.size, (*at)->until = until;
}

static void send_all(int fd, const char *bytes, size_t size) {
  while (size > 0) {
    ssize_t sent = send(fd, bytes, size, MSG_NOSIGNAL);
    if (sent <= 0) return;
    bytes += sent, size -= sent;
  }
}

static void say(int fd, const char *text) { send_all(fd, text, strlen(text)); }

static void bulk(int fd, const char *bytes, size_t size) {
  char head[32];
  send_all(fd, head, sprintf(head, "$%zu\r\n", size));
  send_all(fd, bytes, size);
  say(fd, "\r\n");
}

static int is(struct word word, const char *name) {
  return word.size == strlen(name) && strncasecmp(word.at, name, word.size) == 0;
}

static void run(int fd, struct word *words, int count) {
  char text[64];
  if (is(words[0], "PING")) return say(fd, "+PONG\r\n");
  if (is(words[0], "ECHO") && count == 2) return bulk(fd, words[1].at, words[1].size);
  if (is(words[0], "GET") && count == 2) {
    struct entry *found = *place(words[1]);
    return found ? bulk(fd, found->value, found->size) : say(fd, "$-1\r\n");
  }
  if (is(words[0], "SET") && (count == 3 || count == 5)) {
    long long until = 0;
    if (count == 5) until = now() + atoll(words[4].at) * (is(words[3], "EX") ? 1000 : 1);
    put(words[1], words[2], until);
    return say(fd, "+OK\r\n");
  }
  if (is(words[0], "INCR") && count == 2) {
    struct entry *found = *place(words[1]);
    char value[32] = "0", *end;
    if (found) snprintf(value, sizeof value, "%.*s", (int)found->size, found->value);
    long long number = strtoll(value, &end, 10);
    if (*end || end == value) return say(fd, "-ERR value is not an integer or out of range\r\n");
    int size = sprintf(text, "%lld", number + 1);
    put(words[1], (struct word){text, size}, found ? found->until : 0);
    sprintf(text, ":%lld\r\n", number + 1);
    return say(fd, text);
  }
  if (is(words[0], "GET") || is(words[0], "SET") || is(words[0], "ECHO") || is(words[0], "INCR"))
    return say(fd, "-ERR wrong number of arguments\r\n");
  say(fd, "-ERR unknown command\r\n");
}

/* The bytes of the first command; 0 when it is not whole, -1 when it is none. */
static long take(struct client *client) {
  char *at = client->in, *end = at + client->have, *line;
  struct word words[WORDS];
  if (!(line = memchr(at, '\n', end - at))) return 0;
  if (*at != '*') {
    words[0] = (struct word){at, strcspn(at, " \r\n")};
    words[1] = (struct word){at + words[0].size + 1, strcspn(at + words[0].size + 1, "\r\n")};
    run(client->fd, words, at[words[0].size] == ' ' ? 2 : 1);
    return line + 1 - client->in;
  }
  int count = atoi(at + 1);
  if (count < 1 || count > WORDS) return -1;
  at = line + 1;
  for (int i = 0; i < count; i++) {
    if (at >= end || !(line = memchr(at, '\n', end - at))) return 0;
    long size = atol(at + 1);
    if (*at != '$' || size < 0 || size > 64 << 20) return -1;
    at = line + 1;
    if (end - at < size + 2) return 0;
    words[i] = (struct word){at, size};
    at += size + 2;
  }
  run(client->fd, words, count);
  return at - client->in;
}

int main(int argc, char **argv) {
  int server = socket(AF_INET, SOCK_STREAM, 0), one = 1, used = 0;
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[argc - 1]))};
  signal(SIGPIPE, SIG_IGN);
  setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (bind(server, (struct sockaddr *)&address, sizeof address) || listen(server, 16)) return perror("bind"), 1;
  while (1) {
    struct pollfd polled[MOST + 1] = {{server, POLLIN, 0}};
    for (int i = 0; i < used; i++) polled[i + 1] = (struct pollfd){clients[i].fd, POLLIN, 0};
    int count = used;
    poll(polled, used + 1, -1);
    for (int i = count - 1; i >= 0; i--) {
      struct client *client = &clients[i];
      if (!polled[i + 1].revents) continue;
      if (client->room - client->have < 65536) client->in = realloc(client->in, client->room = client->room * 2 + 65537);
      ssize_t got = read(client->fd, client->in + client->have, client->room - client->have - 1);
      long taken = got <= 0 ? -1 : 1;
      if (got > 0) client->in[client->have += got] = 0;
      size_t done = 0;
      struct client rest = *client;
      while (taken > 0 && rest.have > 0) {
        taken = take(&rest);
        if (taken > 0) rest.in += taken, rest.have -= taken, done += taken;
      }
      if (taken < 0) {
        close(client->fd), free(client->in);
        clients[i] = clients[--used];
        continue;
      }
      memmove(client->in, client->in + done, client->have -= done);
    }
    if (polled[0].revents && used < MOST) clients[used++] = (struct client){accept(server, NULL, NULL), NULL, 0, 0};
  }
}
