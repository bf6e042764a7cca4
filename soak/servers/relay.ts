import { join } from "@std/path";
import type { EchoBackends } from "../_kit/servers/echo_backends.ts";
import type { ServersOf } from "../_kit/servers/run_resources.ts";
import { type ServerPlan, TestedServer } from "../_kit/servers/tested_server.ts";
import type { WorkDir } from "../_kit/system/work_dir.ts";

/** As in socat, the answer to a half-close has half a second, which a busy machine exceeds. */
const LONG_LINGER = ["-d", "-d", "-t", "60"];

export default (({ workDir, backends, ports }) =>
  [
    relay(
      "relay-tcp",
      "bytes",
      ([port]) => [`TCP-LISTEN:${port},fork,bind=127.0.0.1`, `TCP:127.0.0.1:${backends.streams}`],
    ),
    relay("relay-exec", "bytes", ([port]) => [`TCP-LISTEN:${port},fork,bind=127.0.0.1`, "EXEC:cat"]),
    worseNetwork(backends),
    relayUnix(workDir, backends),
    relay("relay-udp", "datagrams", ([port]) => [
      "-T",
      "5",
      `UDP-LISTEN:${port},fork,bind=127.0.0.1`,
      `UDP:127.0.0.1:${backends.datagrams}`,
    ]),
  ].map((plan) => new TestedServer(plan, ports))) satisfies ServersOf;

function relay(name: string, protocol: "bytes" | "datagrams", addresses: ServerPlan["args"]): ServerPlan {
  return { name, sockets: [protocol], args: (ports) => ["relay", ...LONG_LINGER, ...addresses(ports)] };
}

function worseNetwork({ streams }: EchoBackends): ServerPlan {
  const args = ([port]: readonly number[]) => [
    ...["relay", ...LONG_LINGER, "--delay=20ms", "--chop=1000"],
    ...[`TCP-LISTEN:${port},fork,bind=127.0.0.1`, `TCP:127.0.0.1:${streams}`],
  ];
  return { name: "relay-slow", sockets: ["bytes"], args };
}

function relayUnix(workDir: WorkDir, { streams }: EchoBackends): ServerPlan {
  const path = join(workDir.path, "relay.sock");
  const args =
    () => ["relay", ...LONG_LINGER, `UNIX-LISTEN:${path},fork,unlink-early`, `TCP:127.0.0.1:${streams}`];
  return { name: "relay-unix", sockets: [{ protocol: "bytes", path }], args };
}
