/* poll beside fgets: lines that came together wait in stdio's buffer, and poll sees the socket alone. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>
#include <locale.h>
#include <wchar.h>
#include <wctype.h>
#include <sys/socket.h>
#include <netinet/in.h>
int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  signal(SIGPIPE, SIG_IGN);
  int l = socket(AF_INET, SOCK_STREAM, 0), one = 1;
  setsockopt(l, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[1])) };
  bind(l, (void*)&a, sizeof a); listen(l, 10);
  struct pollfd p[64]; FILE *f[64]; int n = 1;
  p[0].fd = l; p[0].events = POLLIN;
  static char line[65536]; static wchar_t w[65536];
  for (;;) {
    poll(p, n, -1);
    if (p[0].revents) { int c = accept(l, 0, 0); p[n].fd = c; p[n].events = POLLIN; p[n].revents = 0; f[n] = fdopen(c, "r"); n++; }
    for (int i = 1; i < n; i++) if (p[i].revents) {
      if (!fgets(line, sizeof line, f[i])) { fclose(f[i]); n--; p[i] = p[n]; f[i] = f[n]; i--; continue; }
      size_t k = mbstowcs(w, line, 65536);
      if (k != (size_t)-1) { for (size_t j = 0; j < k; j++) w[j] = towupper(w[j]); wcstombs(line, w, sizeof line); }
      send(p[i].fd, line, strlen(line), 0);
    }
  }
}
