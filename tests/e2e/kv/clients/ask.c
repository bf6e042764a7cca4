/* hiredis: what each client library here asks, and what it is told, a line for each. */
#include <hiredis/hiredis.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void tell(redisReply *reply, const char *end) {
  if (reply->type == REDIS_REPLY_NIL) printf("none%s", end);
  else if (reply->type == REDIS_REPLY_INTEGER) printf("%lld%s", reply->integer, end);
  else printf("%s%s", reply->str, end);
}

static void ask(redisContext *redis, const char *command, const char *end) {
  redisReply *reply = redisCommand(redis, command);
  tell(reply, end);
  freeReplyObject(reply);
}

static void quietly(redisContext *redis, const char *command) { freeReplyObject(redisCommand(redis, command)); }

int main(int argc, char **argv) {
  redisContext *redis = redisConnect("127.0.0.1", atoi(argv[1])), *other = redisConnect("127.0.0.1", atoi(argv[1]));
  redisReply *reply;
  freeReplyObject(redisCommand(redis, "SET bytes %b", "a\r\n\0\xff", (size_t)5));
  reply = redisCommand(redis, "GET bytes");
  for (size_t at = 0; at < reply->len; at++) printf("%d%s", (unsigned char)reply->str[at], at + 1 < reply->len ? " " : "\n");
  freeReplyObject(reply);
  ask(redis, "GET none", "\n");
  ask(redis, "SET n 41", " "), ask(redis, "INCR n", " "), ask(redis, "INCRBY n 8", "\n");
  reply = redisCommand(redis, "MGET n none");
  tell(reply->element[0], " "), tell(reply->element[1], "\n");
  freeReplyObject(reply);
  ask(redis, "SETEX brief 100 x", " "), ask(redis, "TTL brief", " "), ask(redis, "TTL none", "\n");
  for (int times = 0; times < 3; times++) redisAppendCommand(redis, "INCR p");
  for (int times = 0; times < 3; times++) {
    redisGetReply(redis, (void **)&reply);
    tell(reply, times < 2 ? " " : "\n");
    freeReplyObject(reply);
  }
  quietly(redis, "WATCH n"), quietly(other, "SET n 1"), quietly(redis, "MULTI"), quietly(redis, "INCR n");
  reply = redisCommand(redis, "EXEC");
  puts(reply->type == REDIS_REPLY_NIL ? "noticed" : "lost");
  freeReplyObject(reply);
  reply = redisCommand(redis, "NOPE x");
  printf("%.26s\n", reply->str);
  freeReplyObject(reply);
  quietly(redis, "FLUSHDB");
  for (int at = 0; at < 30; at++) freeReplyObject(redisCommand(redis, "SET k%d %d", at, at));
  char cursor[32] = "0", found[30] = "";
  int count = 0;
  do {
    reply = redisCommand(redis, "SCAN %s MATCH k*", cursor);
    snprintf(cursor, sizeof cursor, "%s", reply->element[0]->str);
    for (size_t at = 0; at < reply->element[1]->elements; at++) {
      int key = atoi(reply->element[1]->element[at]->str + 1);
      count += !found[key], found[key] = 1;
    }
    freeReplyObject(reply);
  } while (strcmp(cursor, "0"));
  printf("%d\n", count);
  quietly(redis, "SUBSCRIBE news"), quietly(other, "PUBLISH news hello");
  redisGetReply(redis, (void **)&reply);
  printf("%s %s\n", reply->element[1]->str, reply->element[2]->str);
  return 0;
}
