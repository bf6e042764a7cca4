/* Open `conns` connections, print a line of JSON once all are open, hold them for `seconds` (or until stdin ends: wait=1). */
#include "common.h"
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

int run_idle(const struct target *t) {
  long conns = number(t, "conns", 1000);
  for (long i = 0; i < conns; i++) dial(t, 0);
  printf("{\"mode\":\"idle\",\"conns\":%ld}\n", conns);
  fflush(stdout);
  if (!number(t, "wait", 0)) return (int)sleep((unsigned)number(t, "seconds", 5));
  char byte;
  while (read(0, &byte, 1) > 0) continue;
  return 0;
}
