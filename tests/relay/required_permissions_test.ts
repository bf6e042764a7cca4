import { fifosBlock } from "../../mod/relay/addresses/file/open_fifo.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { parseArguments } from "../../mod/relay/grammar/parse_arguments.ts";
import { requiredPermissions } from "../../mod/relay/required_permissions.ts";
import { PERMISSIONS } from "../../mod/process/permissions.ts";
import { EVERYWHERE, POSIX, testOn } from "../_kit/test_on.ts";

const CASES: readonly [args: string, kept: string][] = [
  ["- -", ""],
  ["STDIN STDOUT", ""],
  ["FD:0 FD:1", ""],
  ["- TCP:localhost:80", "net"],
  ["TCP-LISTEN:8080,fork TCP:localhost:80", "net"],
  ["- TCP:localhost:http", "net read"],
  ["- TCP:localhost:80,bind=127.0.0.1:1234", "net"],
  ["- TCP:localhost:80,bind=127.0.0.1:ssh", "net read"],
  ["- TCP:localhost:80,lockfile=a.lock", "net read write"],
  ["- UDP:localhost:53", "net"],
  ["- UDP4-DATAGRAM:224.0.0.1:53,ip-add-membership=224.0.0.1:lo", "net sys"],
  ["- SOCKS4A:localhost:example.org:80", "net"],
  ["- WS:localhost:80", "net"],
  ["- WSS:localhost:443", "net read"],
  ["- OPENSSL:localhost:443,cafile=ca.pem", "net read"],
  ["- PROXY:localhost:example.org:80,proxyauthfile=secret", "net read"],
  ["TCP-LISTEN:80,allow=127.0.0.1,deny=10.0.0.0/8 -", "net"],
  ["TCP-LISTEN:80,allow-file=hosts -", "net read"],
  ["UDP-RECV:80,deny-file=hosts -", "net read"],
  ["PROXY-LISTEN:3128,fork,auth=a:b TARGET", "net sys"],
  ["SOCKS-LISTEN:1080,fork,auth-file=secret TARGET", "net read sys"],
  ["TCP-LISTEN:80,fork,proxy-server=http,allow-target-file=targets TARGET,send-proxy", "net read sys"],
  ["TCP-LISTEN:80,accept-proxy TCP:localhost:81,send-proxy-v2", "net"],
  ["- OPEN:a.txt", "net read write"],
  ["- UNIX:a.sock", "net read write"],
  ["- PIPE", ""],
  ["-,append -", "ffi"],
  ["-,raw,echo=0 TCP:localhost:80", "net ffi"],
  ["PTY PIPE", "ffi"],
  ["PTY,link=x,raw TCP:localhost:80", "net read write ffi"],
  ["TCP-LISTEN:80,fork,su=nobody TCP:localhost:8080", "net env ffi"],
  ["TCP6-LISTEN:1,ipv6-v6only -", "net ffi"],
  ["- UNIX:a.sock,bind=b.sock", "net read write ffi"],
  ["- ./a.sock,bind=b.sock", "net read write ffi"],
  ["UNIX-LISTEN:a.sock,proxy-server=socks,accept-proxy TARGET", "net read write sys"],
  ["UDP-LISTEN:53,fork UDP:localhost:5353", "net sys"],
  ["UDP-LISTEN:53,bind=127.0.0.1 UDP:localhost:5353", "net"],
  ["- PIPE:a.fifo", fifosBlock() ? "net read write run sys ffi" : "net read write run sys"],
  ["SOCKET-LISTEN:2:6:x0050x7f000001 -", "net ffi"],
  ["--record a.rec - TCP:localhost:80", "net read write"],
  ["--replay a.rec TCP:localhost:80", "net read"],
  ["-lf a.log - TCP:localhost:80", "net read write"],
];

/** What `system_lacks.ts` refuses on Windows. */
const NOT_ON_WINDOWS = /UNIX(-LISTEN)?:|\.sock|,append|su=|PIPE:|,raw|PTY/;

for (const [args, wanted] of CASES) {
  const systems = args.startsWith("SOCKET-")
    ? ["linux"] as const
    : NOT_ON_WINDOWS.test(args)
    ? POSIX
    : EVERYWHERE;
  testOn(systems, "relay refuses it there", `relay ${args} keeps ${wanted || "nothing"}`, () => {
    assertEquals(rights(args).permissions.join(" "), wanted);
  });
}

const EVERYTHING: readonly [args: string, because: string][] = [
  ["- EXEC:cat", "it runs a program"],
  ["- SYSTEM:cat", "it runs a program"],
  ["TCP-LISTEN:1,fork EXEC:cat", "it runs a program"],
  ["--rewrite-with a.js - TCP:localhost:80", "it runs a module"],
  ["- ABSTRACT:a", "a name that is no path is only opened"],
  ["FD:3 -", "descriptor 3 is only opened"],
  ["PTY,mode=600 -", "a pseudo terminal with an owner or mode is only opened"],
  ["- OPEN:/dev/zero", "/dev/zero is only opened"],
];

for (const [args, because] of EVERYTHING) {
  Deno.test({
    name: `relay ${args} keeps everything`,
    ignore: Deno.build.os === "windows",
    fn() {
      const kept = rights(args);
      assertEquals(kept.permissions, PERMISSIONS);
      assertStringIncludes(kept.because ?? "", because);
    },
  });
}

function rights(args: string): ReturnType<typeof requiredPermissions> {
  return requiredPermissions(parseArguments(args.split(" "), "socat"));
}
