import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { peerTest } from "../../_kit/peers/peer.ts";
import { Server } from "../../_kit/program/server.ts";
import { run, runCommand } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

/**
 * Put before the C library, it makes every attempt to open an IPv6 socket fail as on a kernel without IPv6.
 */
const WITHOUT_IPV6 = `
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <sys/socket.h>
int socket(int domain, int type, int protocol) {
  int (*real)(int, int, int) = (int (*)(int, int, int)) dlsym(RTLD_NEXT, "socket");
  if (domain == AF_INET6) { errno = EAFNOSUPPORT; return -1; }
  return real(domain, type, protocol);
}
`;

peerTest("a machine without IPv6 is served and asked over IPv4", ["gcc", "nc"], async () => {
  using temp = new TempFolder();
  temp.write("a.txt", "hello");
  const source = temp.write("without_ipv6.c", WITHOUT_IPV6);
  const library = `${temp.path}/without_ipv6.so`;
  const built = await runCommand("gcc", ["-shared", "-fPIC", "-o", library, source, "-ldl"]);
  assertEquals(built.code, 0, built.stderr);
  const env = { LD_PRELOAD: library };
  await using server = await Server.start(["files", "serve", "0", "--no-http", "--dir", temp.path], { env });
  assertMatch(server.lines[0]!, /listening on 0\.0\.0\.0:\d+ \(events\)/);
  const { stdout } = await runCommand("nc", ["-N", "127.0.0.1", `${server.port}`], { stdin: "a.txt\n" });
  assertEquals(stdout, "OK\n5\nhello");
  const got = await run(["files", "get", "localhost", `${server.port}`, "a.txt", "-o", "-"], { env });
  assertEquals(got.stdout, "hello");
  const six = await run(["files", "serve", "0", "--no-http", "-6", "--dir", temp.path], { env });
  assertEquals(six.code, 1);
  assertStringIncludes(six.stderr, "this machine has no IPv6");
});
