/*
 * load: the other side of a measurement.
 *
 * A load generator that is slower than the server measures itself. This one is plain C over epoll, one thread, no
 * allocation and one look at the clock per message, so that on two cores it costs less than almost any server it is
 * pointed at; cpu=N keeps it on a core of its own, and it tells how much of that it has used. Each mode is one file; all
 * of them stop by themselves and print one line of JSON on stdout.
 *
 *   load echo   HOST PORT conns=50 size=64 depth=1 seconds=2 warmup=200     request line -> answer line, closed loop
 *   load lines  HOST PORT count=1000000 size=16 [seconds=N]                one connection, lines poured in, answers counted
 *   load fetch  HOST PORT conns=1 count=1 request='name\n' [half=1] [stop=1] connect, ask, read to the end, again
 *   load idle   HOST PORT conns=10000 seconds=5                            open, say nothing, hold
 *   load slow   HOST PORT conns=1000 request='name\n' rate=1024 seconds=5  ask, then read `rate` bytes a second
 *   load fanout HOST PORT conns=100 senders=10 rate=200 seconds=3 [hello=1] [say=TEXT] [pad=N] [stalled=N] [inflight=N] [wait=1] a line from one reaches all the others
 *   load on     CORES PROGRAM [ARGUMENT ...]                               runs another program on some cores only: "0", "0,2"
 *   load udp    HOST PORT conns=10 text=17 seconds=2                       datagram there and back
 *
 * Closed loop means that a client waits for its answer before it asks again: latency under a saturated closed loop is
 * queueing, N connections over the throughput, so compare servers at the same N, never one figure alone.
 */
#include "common.h"
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

int run_echo(const struct target *t);
int run_lines(const struct target *t);
int run_fetch(const struct target *t);
int run_idle(const struct target *t);
int run_slow(const struct target *t);
int run_fanout(const struct target *t);
int run_udp(const struct target *t);

int main(int argc, char **argv) {
  static const struct { const char *name; int (*run)(const struct target *); } modes[] = {
      {"echo", run_echo}, {"lines", run_lines},   {"fetch", run_fetch}, {"idle", run_idle},
      {"slow", run_slow}, {"fanout", run_fanout}, {"udp", run_udp}};
  if (argc >= 4 && !strcmp(argv[1], "on")) {
    stay_on(argv[2]);
    execvp(argv[3], argv + 3);
    die("cannot start %s", argv[3]);
  }
  struct rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  signal(SIGPIPE, SIG_IGN);
  for (size_t i = 0; argc >= 4 && i < sizeof modes / sizeof *modes; i++) {
    if (strcmp(argv[1], modes[i].name)) continue;
    struct target t = {argv[2], argv[3], argc - 4, argv + 4};
    if (word(&t, "cpu", NULL)) stay_on(word(&t, "cpu", NULL));
    return modes[i].run(&t);
  }
  fputs("usage: load echo|lines|fetch|idle|slow|fanout|udp HOST PORT [key=value ...]\n", stderr);
  return 2;
}
