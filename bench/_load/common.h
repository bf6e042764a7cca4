/* What every load mode shares: arguments, clocks, sockets, samples. See load.c for the essay. */
#ifndef NETLAB_LOAD_COMMON_H
#define NETLAB_LOAD_COMMON_H

#include <stddef.h>
#include <stdint.h>

/* Where the load goes, and the key=value words after it. */
struct target {
  const char *host;
  const char *port;
  int argc;
  char **argv;
};

/* The value of "key=value" among the words, or the default. */
const char *word(const struct target *t, const char *key, const char *otherwise);
long number(const struct target *t, const char *key, long otherwise);

/* Monotonic clock, nanoseconds. */
uint64_t now_ns(void);

/* A connected, non-blocking TCP socket with TCP_NODELAY; rcvbuf > 0 shrinks the receive buffer first. Dies with a sentence. */
int dial(const struct target *t, int rcvbuf);

/* A non-blocking TCP socket that has begun to connect; writable once it has. For IPv4 addresses. */
int start_dial(const struct target *t);

/* A connected UDP socket. */
int dial_udp(const struct target *t);

/* Prints "load: ..." on stderr and ends with 1. */
void die(const char *format, ...);

/* A growing list of durations, nanoseconds. */
struct samples {
  uint64_t *at;
  size_t count, room;
  int sorted;
};
void add_sample(struct samples *s, uint64_t ns);

/* The value that this part of all samples does not exceed; 0 without any. */
uint64_t percentile(struct samples *s, double part);

/* Prints `"p50_us":..,"p90_us":..,"p99_us":..,"max_us":..` after sorting; zeros when there is no sample. */
void print_percentiles(struct samples *s);

/* What stands between these counts as the generator's own work; without them all of it does. */
void begin_work(void);
void end_work(void);

/*
 * Ends the line of JSON with what the generator itself has used: `"load_cpu_s":..,"load_wall_s":..,"load_waited_s":..}`;
 * waited is the time in which it could have run and somebody else had its core.
 */
void end_report(void);

/* Keeps this process, and what it becomes, on some cores: "1", "0,2". Dies with a sentence. */
void stay_on(const char *cores);

/* The request the mode sends over and over: text=WORDS plus a line end, or size=N bytes of letters ending in a line end. */
char *message(const struct target *t, size_t *length);

/* The same words with the two characters \n and \r turned into the bytes they name. */
char *unescape(const char *text);

/* How many '\n' there are. */
size_t count_lines(const char *bytes, size_t length);

#endif
