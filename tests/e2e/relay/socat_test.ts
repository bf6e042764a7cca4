import { assertEquals } from "@std/assert";
import { peerTest } from "../../_kit/peers/peer.ts";
import { freePort } from "../../_kit/net/free_port.ts";
import { Relay, relay, socat } from "../../_kit/program/relay.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { until } from "../../_kit/until.ts";
import { untilListening } from "../../_kit/net/until_listening.ts";

const TEXT = "première ligne\nseconde\n";

/** Our relay listens and echoes; the real socat talks to it. `%` stands for the port. */
const SERVERS: [string, string[], string][] = [
  ["TCP", ["TCP-LISTEN:0,reuseaddr", "PIPE"], "TCP:127.0.0.1:%"],
  ["TCP6", ["TCP6-LISTEN:0,reuseaddr", "PIPE"], "TCP6:[::1]:%"],
  ["UDP", ["UDP-LISTEN:0", "PIPE"], "UDP:127.0.0.1:%"],
  ["UDP-RECVFROM", ["-T", "2", "UDP-RECVFROM:0,fork", "PIPE"], "UDP-SENDTO:127.0.0.1:%"],
];

for (const [name, addresses, client] of SERVERS.slice(0, 3)) {
  peerTest(`relay's ${name} listener answers socat`, ["socat"], async () => {
    await using server = await Relay.start(...addresses);
    const { stdout, code } = await socat(["-t", "1", "-", client.replace("%", String(server.port))], TEXT);
    assertEquals([stdout, code], [TEXT, 0]);
  });
}

/** The real socat listens and echoes; our relay talks to it. `%` stands for a port or a path. */
const CLIENTS: [string, string, string][] = [
  ["TCP", "TCP-LISTEN:%,reuseaddr,bind=127.0.0.1", "TCP:127.0.0.1:%,retry=50,interval=0.1"],
  ["TCP bind", "TCP-LISTEN:%,reuseaddr", "TCP:127.0.0.1:%,bind=127.0.0.1,retry=50,interval=0.1"],
  ["UNIX", "UNIX-LISTEN:%", "UNIX-CONNECT:%,retry=50,interval=0.1"],
  ["ABSTRACT", "ABSTRACT-LISTEN:%", "ABSTRACT-CONNECT:%,retry=50,interval=0.1"],
  ["GOPEN", "UNIX-LISTEN:%", "UNIX-CLIENT:%,retry=50,interval=0.1"],
];

for (const [name, server, client] of CLIENTS) {
  peerTest(`relay's ${name} client talks to socat`, ["socat"], async () => {
    using folder = new TempFolder();
    const place = /TCP/.test(server) ? String(freePort()) : `${folder.path}/s`;
    const serving = socat([server.replace("%", place), "PIPE"]);
    const { stdout, code } = await relay(["-t", "1", "-", client.replace("%", place)], TEXT);
    assertEquals([stdout, code], [TEXT, 0]);
    await serving;
  });
}

peerTest("relay forwards to a server behind it, many clients side by side", ["socat"], async () => {
  await using echo = await Relay.start("TCP-LISTEN:0,fork,reuseaddr", "EXEC:cat");
  await using forward = await Relay.start("TCP-LISTEN:0,fork,reuseaddr", `TCP:127.0.0.1:${echo.port}`);
  const texts = Array.from({ length: 8 }, (_, number) => `client ${number}\n`.repeat(1000));
  const answers = await Promise.all(
    texts.map((text) => socat(["-t", "3", "-", `TCP:127.0.0.1:${forward.port}`], text)),
  );
  assertEquals(answers.map((answer) => answer.stdout), texts);
});

peerTest("relay bridges a UNIX socket to TCP", ["socat", "curl"], async () => {
  using folder = new TempFolder();
  await using unix = await Relay.start(`UNIX-LISTEN:${folder.path}/s,fork`, "SYSTEM:cat");
  await using tcp = await Relay.start("TCP-LISTEN:0,fork,reuseaddr", `UNIX-CONNECT:${folder.path}/s`);
  assertEquals(unix.port, 0);
  const { stdout } = await socat(["-t", "2", "-", `TCP:127.0.0.1:${tcp.port}`], TEXT);
  assertEquals(stdout, TEXT);
});

peerTest("relay sends a UDP datagram that socat receives, boundaries kept", ["socat"], async () => {
  const port = freePort();
  const receiving = socat(["-u", "-T", "2", `UDP-RECV:${port},bind=127.0.0.1`, "-"]);
  await untilListening(port, "udp");
  await relay(["-u", "-", `UDP-SENDTO:127.0.0.1:${port}`], "one datagram");
  assertEquals((await receiving).stdout, "one datagram");
});

peerTest("relay's UNIX datagram sockets answer socat by name", ["socat"], async () => {
  using folder = new TempFolder();
  const [server, client] = [`${folder.path}/server`, `${folder.path}/client`];
  const serving = socat([`UNIX-RECVFROM:${server}`, "EXEC:cat"]);
  await until(() => folder.names().includes("server"));
  const { stdout } = await relay(["-t", "1", "-", `UNIX-SENDTO:${server},bind=${client}`], "hello");
  assertEquals(stdout, "hello");
  await serving;
});
