import { assert, assertEquals } from "@std/assert";
import { planAddress } from "../../../mod/relay/address_plan.ts";
import { resolveAddress } from "../../../mod/relay/addresses/registry.ts";
import { Cleanups, Descriptors, type RelayContext } from "../../../mod/relay/context.ts";
import { parseAddress, type SingleAddress } from "../../../mod/relay/grammar/address.ts";
import { GrammarError } from "../../../mod/relay/grammar/grammar_error.ts";
import { Log } from "../../../mod/relay/log.ts";
import type { OptionRow } from "../../../mod/relay/options/option.ts";
import { allOptions } from "../../../mod/relay/options/option_table.ts";
import { PRIVILEGE_OPTIONS } from "../../../mod/relay/privileges/privilege_options.ts";
import { OrphanGuard } from "../../../mod/process/orphan_guard.ts";
import { TrafficTotals } from "../../../mod/relay/session/traffic_totals.ts";
import { silent } from "../../../mod/trace/tracer.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

/** Of sockets that the runtime makes. */
const HINTS =
  "so-debug so-dontroute so-linger so-no-check so-oobinline so-priority so-rcvbuf so-rcvlowat so-sndbuf";

const LOCKS = "flock-ex flock-ex-nb flock-sh flock-sh-nb";

/**
 * Every option by itself at addresses of each kind: it is refused, or nothing came of it and that is said, or the
 * address has asked for it. The second kind is written down here, so that an option that loses its effect at
 * an address is noticed; `%` is a path that is new each time.
 */
const WITHOUT_EFFECT: readonly [address: string, options: string][] = [
  [
    "PIPE",
    `append ${LOCKS} o-create o-directory o-dsync o-excl o-noatime o-nofollow o-rdonly o-rdwr o-sync o-trunc o-wronly umask unlink unlink-close unlink-early unlink-late`,
  ],
  ["OPEN:%,creat", ""],
  ["CREATE:%", `${LOCKS} ftruncate lseek-cur lseek-end lseek-set`],
  ["GOPEN:%", `bind connect-timeout null-eof protocol-family so-keepalive so-reuseport ${HINTS}`],
  [
    "EXEC:true",
    `bind connect-timeout null-eof protocol-family so-keepalive so-reuseport ${HINTS} ${LOCKS}`,
  ],
  [
    "SYSTEM:true",
    `bind connect-timeout null-eof protocol-family so-keepalive so-reuseport ${HINTS} ${LOCKS}`,
  ],
  [
    "EXEC:true,pty",
    `bind connect-timeout null-eof protocol-family so-keepalive so-reuseport ${HINTS} ${LOCKS}`,
  ],
  ["PTY", `${LOCKS} pty-interval umask unlink unlink-early`],
  [
    "UNIX-RECV:%",
    `bind connect-timeout protocol-family so-keepalive so-reuseport forever interval retry ${HINTS} ${LOCKS}`,
  ],
  [
    "UNIX-SENDTO:%",
    `connect-timeout forever interval protocol-family retry so-keepalive so-reuseport umask unlink unlink-close unlink-early unlink-late ${HINTS} ${LOCKS}`,
  ],
  [
    "UDP4-RECV:0",
    `res-nsaddr connect-timeout ${LOCKS} ip-multicast-loop ip-multicast-ttl protocol-family so-keepalive`,
  ],
  [
    "UDP4-SENDTO:127.0.0.1:9",
    `connect-timeout ${LOCKS} ip-multicast-loop ip-multicast-ttl ipv6-v6only protocol-family so-keepalive`,
  ],
  [
    "UDP4-DATAGRAM:127.0.0.1:9",
    `connect-timeout ${LOCKS} ip-multicast-loop ip-multicast-ttl protocol-family so-keepalive`,
  ],
];

/** What would change the process that tests, or wait for somebody. */
const APART = [...PRIVILEGE_OPTIONS, "setsid", "fork", "ipv6-join-group", "pty-wait-slave", "netns"];

/** What the system says of a terminal's modes, asked of a file or of nothing. */
const NO_TERMINAL = /Inappropriate ioctl for device|O_NOCTTY\): No such file/;

/** And of options of IPv6, asked of a socket of IPv4. */
const NO_IPV6 = /"ipv6-[\w-]+": setsockopt/;

/** Values that the kind of an option does not say. */
const VALUES: Readonly<Record<string, string>> = {
  bind: "127.0.0.1",
  "protocol-family": "4",
  range: "127.0.0.0/8",
  allow: "127.0.0.1",
  "allow-file": "/dev/null",
  deny: "192.0.2.1",
  "deny-file": "/dev/null",
  lowport: "0",
  "so-debug": "0",
  "so-bindtodevice": "lo",
  "ip-transparent": "0",
  "res-nsaddr": "127.0.0.1",
  setsockopt: "1:2:i1",
  "setsockopt-int": "1:2:1",
  "setsockopt-string": "1:25:lo",
  "setsockopt-listen": "1:2:x01000000",
  "setsockopt-socket": "1:2:i1",
  "setsockopt-connected": "1:2:i1",
  "ip-add-membership": "224.0.0.251:127.0.0.1",
  sourceport: "0",
  fdin: "0",
  fdout: "1",
  chdir: "/",
  path: "/bin:/usr/bin",
  "o-directory": "0",
};

function valueOf({ name, kind }: OptionRow, path: string): string {
  if (VALUES[name] !== undefined) return VALUES[name];
  if (kind === "byte") return "1";
  if (kind === "flag" || kind === "integer" || kind === "optional-text") return "1";
  if (kind === "time") return "0.1";
  if (kind === "mode") return "0644";
  if (kind === "user") return String(Deno.uid());
  if (kind === "group") return String(Deno.gid());
  return `${path}.${name}`;
}

/** Opens an address, closes it, and gives back the warnings; undefined when the option is refused. */
async function warnings(text: string): Promise<string[] | undefined> {
  const lines: string[] = [];
  const cleanups = new Cleanups();
  await using orphans = new OrphanGuard();
  const stop = new AbortController();
  const context: RelayContext = {
    log: new Log({ verbosity: 1, programName: "socat", write: (line) => lines.push(line) }),
    tracer: silent,
    signal: stop.signal,
    cleanups,
    ipVersion: undefined,
    traffic: new TrafficTotals(),
    environment: {},
    variable: () => undefined,
    descriptors: new Descriptors(),
    orphans,
  };
  try {
    const plan = planAddress(parseAddress(text));
    const situation = {
      side: "left",
      leftForks: false,
      reconnects: false,
      proxied: true,
      rightsChange: false,
    } as const;
    await plan.prepare(situation, context.log);
    for await (const { endpoint } of plan.open(context, "both")) {
      await endpoint.close().catch(() => {/* how a program has ended */});
      break;
    }
  } catch (error) {
    if (error instanceof GrammarError || String(error).includes("has no effect")) return undefined;
    if (NO_TERMINAL.test(String(error)) || NO_IPV6.test(String(error))) return undefined;
    throw new Error(`${text}: ${error}`, { cause: error });
  } finally {
    stop.abort();
    cleanups.run();
  }
  return lines;
}

for (const [address, expected] of WITHOUT_EFFECT) {
  Deno.test({
    name: `every option at ${address} has an effect, or is refused, or is said to have none`,
    ignore: Deno.build.os !== "linux",
    async fn() {
      const idle: string[] = [];
      let count = 0;
      for (const row of allOptions().filter(({ name }) => !APART.includes(name))) {
        using folder = new TempFolder();
        const path = `${folder.path}/x`;
        const text = `${address.replace("%", path)},${row.name}${
          row.kind === "constant" ? "" : `=${valueOf(row, path)}`
        }`;
        const said = await warnings(text);
        if (said === undefined) continue;
        count++;
        const { type } = resolveAddress(parseAddress(text) as SingleAddress);
        assert(row.group === "any" || type.groups.includes(row.group), text);
        const told = said.some((line) => line.includes(`option "${row.name}" has no effect`));
        if (row.support === "advice") assert(told, `${text}: nothing is said`);
        else if (told) idle.push(row.name);
      }
      assert(count > 20, String(count));
      assertEquals(idle.sort().join(" "), expected.split(" ").sort().join(" "));
    },
  });
}
