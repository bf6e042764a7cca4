/** SOCKET-… of relay: sockets of any family by their numbers, with socat at the other end. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { freePort } from "../../_kit/net/free_port.ts";
import { untilListening } from "../../_kit/net/until_listening.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { relay, socat } from "../../_kit/program/relay.ts";
import { Server } from "../../_kit/program/server.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { testOn } from "../../_kit/test_on.ts";

/** What follows the family in the name of a port at 127.0.0.1. */
function loopback(port: number): string {
  return `x${port.toString(16).padStart(4, "0")}x7f000001x0000000000000000`;
}

/** Who listens, and who sends to it: `%` is a port as a number, `@` the same as bytes, `~` a path. */
const STREAMS: readonly (readonly [server: string, client: string])[] = [
  ["TCP4-LISTEN:%,bind=127.0.0.1", "SOCKET-CONNECT:2:6:@"],
  ["SOCKET-LISTEN:2:6:@", "TCP4:127.0.0.1:%"],
  ["UNIX-LISTEN:~", 'SOCKET-CONNECT:1:0:\\"~\\\\0\\"'],
];
const DATAGRAMS: readonly (readonly [server: string, client: string])[] = [
  ["UDP4-RECVFROM:%,bind=127.0.0.1", "SOCKET-SENDTO:2:2:17:@"],
  ["UDP4-RECVFROM:%,bind=127.0.0.1", "SOCKET-DATAGRAM:2:2:17:@,bind=x0000x7f000001x0000000000000000"],
  ["SOCKET-RECVFROM:2:2:17:@", "UDP4-SENDTO:127.0.0.1:%"],
  ["SOCKET-RECVFROM:2:2:17:@,range=x0000x7f000000:x0000xff000000", "UDP4-SENDTO:127.0.0.1:%"],
];

for (const [kind, rows] of Object.entries({ streams: STREAMS, datagrams: DATAGRAMS })) {
  peerTest(
    `relay's generic sockets speak with socat, and socat's with relay: ${kind}`,
    ["socat"],
    async () => {
      await Promise.all(rows.map(async ([server, client]) => {
        for (const netlabServes of [true, false]) {
          using folder = new TempFolder();
          const port = freePort();
          const fill = (address: string) =>
            address.replace("%", `${port}`).replace("@", loopback(port)).replace("~", `${folder.path}/s`);
          const args = ["-d", "-d", fill(server), "PIPE"];
          await using serving = netlabServes
            ? Server.spawn(["relay", ...args])
            : Server.spawn(args, { program: ["socat"] });
          await serving.line((line) => /listening on|receiving on|receiving/.test(line));
          if (kind === "datagrams") await untilListening(port, "udp");
          const run = netlabServes ? socat : relay;
          const { stdout, stderr } = await run(["-t", "2", "-T", "2", "-", fill(client)], "hello\n");
          assertEquals(
            [server, client, netlabServes, stdout],
            [server, client, netlabServes, "hello\n"],
            stderr,
          );
        }
      }));
    },
  );
}

testOn(
  ["linux"],
  "generic sockets are made through the C library of Linux",
  "relay lets nobody to a generic socket who is not in its range, and says what it cannot read",
  async () => {
    const port = freePort();
    const range = "range=x0000x0a000000:x0000xff000000";
    await using server = Server.spawn([
      "relay",
      "-d",
      "-d",
      `SOCKET-LISTEN:2:6:${loopback(port)},fork,${range}`,
      "PIPE",
    ]);
    await server.line((line) => line.includes("listening on AF=2 127.0.0.1:"));
    const refused = await relay(["-t", "2", "-", `TCP:127.0.0.1:${port}`], "hello\n");
    assertEquals(refused.stdout, "");
    await server.line((line) => line.includes("due to range option"));
    const cases: [address: string, said: string][] = [
      ["SOCKET-CONNECT:2:x:x00", '"x" is no number of socket(2)'],
      ["SOCKET-CONNECT:2:6:x0", '"x0" is no name of a socket'],
      ["SOCKET-CONNECT:2:6:x00,bind=zz", '"zz" is no name of a socket'],
      ["SOCKET-LISTEN:2:6:x00,range=10.0.0.0/8", 'bad range "10.0.0.0/8"'],
      ["SOCKET-LISTEN:2:6:x00,allow=10.0.0.1", 'option "allow" is not supported with this address type'],
      ["SOCKET-CONNECT:2:6", "wrong number of parameters"],
      [
        "SOCKET-CONNECT:99:6:x0050x7f000001",
        "E connect(5, AF=99 0x00507f000001, 8): Address family not supported",
      ],
      ["SOCKET-SENDTO:2:99:17:x0050x7f000001", "E socket(2, 99, 17): "],
    ];
    await Promise.all(cases.map(async ([address, said]) => {
      const { code, stderr } = await relay(address.includes("SENDTO") ? ["-", address] : [address, "-"], "");
      assertEquals([address, code], [address, 1]);
      assertStringIncludes(stderr, said);
    }));
  },
);
