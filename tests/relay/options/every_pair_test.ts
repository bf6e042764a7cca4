import { assert, assertEquals } from "@std/assert";
import { planAddress } from "../../../mod/relay/address_plan.ts";
import { resolveAddress } from "../../../mod/relay/addresses/registry.ts";
import { Cleanups, Descriptors, type RelayContext } from "../../../mod/relay/context.ts";
import { parseAddress, type SingleAddress } from "../../../mod/relay/grammar/address.ts";
import { GrammarError } from "../../../mod/relay/grammar/grammar_error.ts";
import { Log } from "../../../mod/relay/log.ts";
import type { OptionRow } from "../../../mod/relay/options/option.ts";
import { allOptions } from "../../../mod/relay/options/option_table.ts";
import { pairSupport } from "../../../mod/relay/options/pair_support.ts";
import { PRIVILEGE_OPTIONS } from "../../../mod/relay/privileges/privilege_options.ts";
import { OrphanGuard } from "../../../mod/process/orphan_guard.ts";
import { TrafficTotals } from "../../../mod/relay/session/traffic_totals.ts";
import { silent } from "../../../mod/trace/tracer.ts";
import { certificate } from "../../_kit/net/certificate.ts";
import { isInstalled } from "../../_kit/program/is_installed.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { PairPeers } from "./pair_peers.ts";

/** What waits for an option that is not given. */
const ALONE_LISTENING = "interval proxy-protocol-from proxy-protocol-from-file";

/**
 * Every option by itself at addresses of each kind: it is refused, or nothing came of it and that is said, or the
 * address has asked for it. What comes to nothing by the pair stands in `idle_pairs.ts`; what only waits for
 * another option, or for another kind of peer, is written down here, so that an option that loses its effect at
 * an address is noticed. `%` is a path that is new each time.
 */
const ADDRESSES: readonly [address: string, alone: string][] = [
  [
    "PIPE",
    "append flock-ex flock-ex-nb flock-sh flock-sh-nb o-create o-directory o-dsync o-excl o-noatime o-nofollow " +
    "o-rdonly o-rdwr o-sync o-trunc o-wronly umask unlink unlink-close unlink-early unlink-late",
  ],
  ["OPEN:%,creat", ""],
  ["CREATE:%", ""],
  ["GOPEN:%", "bind"],
  ["EXEC:true", ""],
  ["SYSTEM:true", ""],
  ["EXEC:true,pty", ""],
  ["PTY", "pty-interval umask unlink unlink-early"],
  ["UNIX-RECV:%", ""],
  ["UNIX-SENDTO:%", "umask unlink unlink-close unlink-early unlink-late"],
  ["UDP4-RECV:0", ""],
  ["UDP4-SENDTO:127.0.0.1:9", ""],
  ["UDP4-DATAGRAM:127.0.0.1:9", ""],
  ["FD:1", ""],
  ["STDIO", ""],
  ["STDIN", ""],
  ["READLINE", "history-file noecho noprompt prompt"],
  ["PIPE:%", ""],
  ["SOCKETPAIR", ""],
  ["UNIX-CONNECT:%.peer", "interval umask unlink-close unlink-late"],
  ["UNIX-CLIENT:%.peer", "interval null-eof umask unlink-close unlink-late"],
  ["UNIX-LISTEN:%", ALONE_LISTENING],
  ["UNIX-RECVFROM:%", ""],
  ["ABSTRACT-CONNECT:%.peer", "interval"],
  ["ABSTRACT-LISTEN:%", ALONE_LISTENING],
  ["ABSTRACT-RECV:%", ""],
  ["ABSTRACT-SENDTO:%", ""],
  ["TCP4:127.0.0.1:$tcp", "interval"],
  ["TCP6:[::1]:$tcp6", "interval"],
  ["TCP4-LISTEN:0", ALONE_LISTENING],
  ["TCP6-LISTEN:0", ALONE_LISTENING],
  ["UDP4:127.0.0.1:9", ""],
  ["UDP6:[::1]:9", ""],
  ["UDP6-RECV:0", ""],
  ["UDP6-SENDTO:[::1]:9", ""],
  ["SOCKET-SENDTO:2:2:17:x0009x7f000001x0000000000000000", ""],
  ["SOCKET-DATAGRAM:2:2:17:x0009x7f000001x0000000000000000", ""],
  ["SOCKET-RECV:2:2:17:x0000x7f000001x0000000000000000", ""],
  ["UDP4-LISTEN:0", ""],
  ["UDP4-RECVFROM:0", ""],
  ["OPENSSL:localhost:$tls,pf=4,cafile=$cert.crt", "interval openssl-capath"],
  ["OPENSSL-LISTEN:0,pf=4,verify=0,cert=$cert.crt,key=$cert.key", ALONE_LISTENING],
  ["SOCKS4:127.0.0.1:127.0.0.1:9,socksport=$tcp", "interval"],
  ["SOCKS4A:127.0.0.1:host:9,socksport=$tcp", "interval"],
  ["SOCKS5:127.0.0.1:host:9,socksport=$tcp", "interval sockspass"],
  ["SOCKS5-LISTEN:127.0.0.1:127.0.0.1:9,socksport=$tcp", "interval sockspass"],
  ["PROXY:127.0.0.1:localhost:9,proxyport=$tcp", "interval"],
  ["WS:127.0.0.1:$tcp", "interval"],
  ["WSS:localhost:$tls,pf=4,cafile=$cert.crt", "interval openssl-capath"],
  ["WS-LISTEN:0,pf=4", ALONE_LISTENING],
];

/** What would change the process that tests: no terminal would reach it any more; and what waits for others. */
const APART = ["setsid", "pty-wait-slave", "netns", "res-nsaddr"];

/** What the system says of a terminal's modes, asked of a file or of nothing. */
const NO_TERMINAL = /Inappropriate ioctl for device|O_NOCTTY\): No such file/;

/** And of options of IPv6, asked of a socket of IPv4. */
const NO_IPV6 = /"ipv6-[\w-]+": setsockopt/;

/** Values that the kind of an option does not say. */
const VALUES: Readonly<Record<string, string>> = {
  bind: "127.0.0.1",
  "protocol-family": "4",
  range: "127.0.0.0/8",
  lowport: "0",
  "so-debug": "0",
  "so-bindtodevice": "lo",
  "ip-transparent": "0",
  "tcp-maxseg": "1000",
  "tcp-maxseg-late": "1000",
  setsockopt: "1:2:i1",
  "setsockopt-int": "1:2:1",
  "setsockopt-string": "1:25:lo",
  "setsockopt-listen": "1:2:x01000000",
  "setsockopt-socket": "1:2:i1",
  "setsockopt-connected": "1:2:i1",
  "ip-add-membership": "224.0.0.251:127.0.0.1",
  "ipv6-join-group": "[ff02::fb]:lo",
  "ip-multicast-if": "127.0.0.1",
  sourceport: "0",
  fdin: "0",
  fdout: "1",
  chdir: "/",
  path: "/bin:/usr/bin",
  "o-directory": "0",
  allow: "127.0.0.0/8,::1",
  deny: "10.0.0.0/8",
  "allow-file": "$cert.allow",
  "deny-file": "$cert.deny",
  "proxy-protocol-from": "127.0.0.0/8",
  "proxy-protocol-from-file": "$cert.allow",
  "openssl-certificate": "$cert.pem",
  "openssl-key": "$cert.key,cert=$cert.crt",
  "openssl-cafile": "$cert.crt",
  "openssl-capath": "$cert.d",
  "openssl-verify": "0",
  "openssl-commonname": "localhost",
  "openssl-snihost": "localhost",
  "openssl-cipherlist": "TLS_AES_128_GCM_SHA256",
  "openssl-min-proto-version": "TLS1.2",
  "openssl-max-proto-version": "TLS1.3",
  "openssl-method": "TLS1.3",
  "openssl-alpn": "http/1.1",
  "proxy-authorization-file": "$cert.crt",
  // TIOCNXCL; TCFLSH; FIONBIO
  "ioctl-void": "0x540d",
  "ioctl-int": "0x540b:0",
  "ioctl-intp": "0x5421:1",
  "ioctl-bin": "0x5421:x01000000",
  "ioctl-string": "0x5421:aaaa",
  prompt: "> ",
  noecho: "^Password:",
};

/** Values that go with an address. */
function valueOf({ name, kind }: OptionRow, address: string, path: string): string {
  const v6 = /^\w+6/.test(address);
  if (name === "bind" && /^(UNIX|ABSTRACT|GOPEN)/.test(address)) return `${path}.${name}`;
  if (name === "bind" && v6) return "[::1]";
  if (name === "bind" && address.startsWith("SOCKET-")) return "x0000x7f000001x0000000000000000";
  if (name === "range" && address.startsWith("SOCKET-")) return "x0000x7f000000:x0000xff000000";
  if (name === "protocol-family" && v6) return "6";
  if (name === "range" && v6) return "[::1]/128";
  // Without its name, nobody can come.
  if (/-(LISTEN|RECVFROM):/.test(address) && name === "unlink-late") return "0";
  // Nobody of IPv4 would be let in.
  if (/LISTEN:0,pf=4/.test(address) && name === "ipv6-v6only") return "0";
  // A FIFO that is opened for one way waits for somebody else.
  if (/^PIPE:/.test(address) && /^o-(rd|wr)only$/.test(name)) return "0";
  if (/port$/.test(name) && kind === "text") return "$tcp";
  if (VALUES[name] !== undefined) return VALUES[name];
  if (PRIVILEGE_OPTIONS.includes(name)) return "0";
  if (/^(flag|integer|optional-text|character|byte)$/.test(kind)) return "1";
  if (kind === "time") return "0.1";
  if (kind === "mode") return "0644";
  if (kind === "user") return String(Deno.uid());
  if (kind === "group") return String(Deno.gid());
  return `${path}.${name}`;
}

/** Opens an address, closes it, and gives back the warnings; undefined when the option is refused. */
async function warnings(text: string, peers: PairPeers): Promise<string[] | undefined> {
  const lines: string[] = [];
  const coming: Promise<void>[] = [];
  const heard = (line: string) => {
    lines.push(line);
    coming.push(peers.come(text, line.trimEnd()).catch(() => {}));
  };
  const cleanups = new Cleanups();
  await using orphans = new OrphanGuard();
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(), 10_000);
  let opened = false;
  const context: RelayContext = {
    log: new Log({ verbosity: 3, programName: "socat", write: heard }),
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
  const sender = /^UNIX-RECVFROM:(.*?),/.exec(text)?.[1];
  if (sender !== undefined) coming.push(peers.sendTo(sender, stop.signal));
  const [, family, socket] = /^(UNIX|ABSTRACT)-(?:CONNECT|CLIENT):(\/.*?\.peer),/.exec(text) ?? [];
  if (socket !== undefined) peers.listenAt(family === "UNIX" ? socket : `\0${socket}`);
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
      opened = true;
      // Who is still there would be waited for.
      peers.goAll();
      await endpoint.close().catch(() => {/* how a program has ended */});
      break;
    }
    assert(opened, "it was never open");
  } catch (error) {
    if (error instanceof GrammarError || String(error).includes("has no effect")) return undefined;
    if (NO_TERMINAL.test(String(error)) || NO_IPV6.test(String(error))) return undefined;
    throw new Error(`${text}: ${error}`, { cause: error });
  } finally {
    clearTimeout(late);
    stop.abort();
    cleanups.run();
    await Promise.allSettled(coming);
    peers.goAll();
  }
  return lines;
}

/** With every option by itself. */
async function pairsOf(address: string, peers: PairPeers): Promise<{ idle: string[]; count: number }> {
  const idle: string[] = [];
  let count = 0;
  for (const row of allOptions().filter(({ name }) => !APART.includes(name))) {
    // Nobody comes from a port that was said before.
    if (row.name === "sourceport" && /(LISTEN|RECVFROM):/.test(address)) continue;
    // What would only wait, or remove what it is to connect to.
    if (/^unlink(-early)?$/.test(row.name) && address.endsWith(".peer")) continue;
    // What a WebSocket has for itself is tried with its own peers, and so is what comes before TLS.
    if (
      row.group === "ws" || /^(proxy-protocol|send-proxy)/.test(row.name) && /^(OPENSSL|WSS?):/.test(address)
    ) continue;
    using folder = new TempFolder();
    const path = `${folder.path}/x`;
    const option = row.kind === "constant" ? row.name : `${row.name}=${valueOf(row, address, path)}`;
    const text = filled(`${address},${option}`, path, peers);
    const said = await warnings(text, peers);
    if (said === undefined) continue;
    count++;
    const { type } = resolveAddress(parseAddress(text) as SingleAddress);
    assert(row.group === "any" || type.groups.includes(row.group), text);
    const told = said.some((line) => line.includes(`option "${row.name}" has no effect`));
    if (row.support === "advice") assert(told, `${text}: nothing is said`);
    else if (told) idle.push(row.name);
  }
  return { idle, count };
}

for (const [address, alone] of ADDRESSES) {
  Deno.test({
    name: `every option at ${address} has an effect, or is refused, or is said to have none`,
    ignore: Deno.build.os !== "linux" || !isInstalled("openssl"),
    async fn() {
      using folder = new TempFolder();
      const base = await certificateIn(folder);
      using peers = new PairPeers(base);
      const { idle, count } = await pairsOf(address, peers);
      assert(count > 20, String(count));
      const expected = [...idleAt(address, peers), ...alone.split(" ").filter((name) => name !== "")];
      assertEquals(idle.sort().join(" "), expected.sort().join(" "));
    },
  });
}

/** What the table says of such an address. */
function idleAt(address: string, peers: PairPeers): string[] {
  const { type } = resolveAddress(parseAddress(filled(address, "x", peers)) as SingleAddress);
  return allOptions().filter((row) =>
    row.support !== "advice" && !APART.includes(row.name) && pairSupport(row, type) === "idle"
  ).map(({ name }) => name);
}

function filled(text: string, path: string, { tcp, tcp6, tls, base }: PairPeers): string {
  return text.replaceAll("%", path).replaceAll("$tcp6", String(tcp6)).replaceAll("$tcp", String(tcp))
    .replaceAll("$tls", String(tls)).replaceAll("$cert", base);
}

/** Made once: it takes openssl longer than everything else. */
let made: { readonly crt: string; readonly pem: string; readonly key: string } | undefined;

async function certificateIn(folder: TempFolder): Promise<string> {
  if (made === undefined) {
    const base = await certificate(folder, "pair");
    const [crt, pem, key] = ["crt", "pem", "key"].map((end) => Deno.readTextFileSync(`${base}.${end}`));
    made = { crt: crt!, pem: pem!, key: key! };
  }
  for (const [end, text] of Object.entries(made)) folder.write(`pair.${end}`, text);
  folder.write("pair.d/pair.crt", made.crt);
  folder.write("pair.allow", "127.0.0.0/8\n::1\n");
  folder.write("pair.deny", "10.0.0.0/8\n");
  return `${folder.path}/pair`;
}
