/** The output of `-h`, `-hh`, `-hhh` and `-V`, from the same tables that parse. */
import { allTypes } from "../addresses/registry.ts";
import { translateMetavars } from "../../i18n/translate_help.ts";
import { ENGLISH, type Translate } from "../../i18n/locale.ts";
import { EXTENSION_OPTIONS } from "../grammar/extension_options.ts";
import { type System, systemTitle, thisSystem } from "../../system/system.ts";
import { lackNote } from "../system_lacks.ts";
import { allOptions, findOption } from "../options/option_table.ts";
import { SOCAT_VERSION } from "../socat_version.ts";
import { versionNumber } from "../../cli/version.ts";

/** socat's options, as help shows them. */
export const SHORT_OPTIONS: readonly (readonly [string, string])[] = [
  ["-V", "say the version and what is built in"],
  [
    "-h|-?",
    "this help; -hh adds the address options that work, -hhh all of them; with an address: help for it",
  ],
  ["-d", "say more; up to four times: warnings, notices, infos, everything"],
  ["-d0|-d1|-d2|-d3|-d4", "say so much, as -d so often does"],
  ["-u", "one way, from left to right"],
  ["-U", "one way, from right to left"],
  ["-b <bytes>", "read so much at once (chosen by itself, 16 KiB to 1 MiB)"],
  ["-t <seconds>", "time for the other direction after the first end of stream (0.5)"],
  ["-T <seconds>", "end when nothing has passed for so long"],
  ["-v", "show the data as text, on stderr"],
  ["-x", "show the data in hexadecimal, on stderr"],
  ["-r <file>", "append what passes from left to right to a file"],
  ["-R <file>", "append what passes from right to left to a file"],
  ["-L <file>", "make this lock file, or give up"],
  ["-W <file>", "make this lock file, or wait until it is free"],
  ["-0", "prefer no family: the order of the system's resolver"],
  ["-4", "prefer IPv4"],
  ["-6", "prefer IPv6"],
  ["-s", "go on after errors where that is possible"],
  ["-lf <file>", "messages to a file"],
  ["-ls", "messages to stderr (so they go anyway; -ly and -lm too)"],
  ["-lp <name>", "the program's name in messages"],
  ["-lu", "microseconds in messages"],
  ["-lh", "the computer's name in messages"],
  ["-S <mask>", "accepted, without effect: every signal that ends the relay is told"],
  ["-D -g", "accepted, without effect"],
  ["-z", "try ports of a host instead, as nc does; -v, -4 and -6 then mean what nc means by them"],
  ["-w <seconds>", "with -z: the longest that one address may take (5)"],
  ["-n", "with -z: the host is an address, look up no name"],
];

/**
 * The help; `depth` 1 adds the options people use, 2 all options.
 *
 * @param translate puts sentences into the reader's language; words that scripts look for stay as
 * they are.
 */
export function relayHelpText(
  depth: number,
  translate: Translate = ENGLISH.translate,
  system: System = thisSystem(),
): string {
  const spelt = (name: string) => translateMetavars(name, translate);
  const lines = [
    translate("netlab relay: connects two addresses and carries data both ways, in socat's language."),
    "",
    translate("Usage: netlab relay [options] <address> <address>"),
    translate("       netlab relay -z [-v] [-n] [-w <seconds>] [-4|-6] <host> <port>..."),
    "",
    translate("Options:"),
    ...SHORT_OPTIONS.map(([name, help]) => `   ${` ${spelt(name)} `.padEnd(17)} ${translate(help)}`),
    "",
    translate("Options that are netlab's own:"),
    ...Object.entries(EXTENSION_OPTIONS).map(([name, { value, help }]) =>
      `    ${spelt(`--${name}${value === undefined ? "" : `=${value}`}`).padEnd(22)} ${translate(help)}`
    ),
    "",
    translate(
      "Addresses (<address>[,<option>[=<value>]]...; read one, write the other: <address>!!<address>):",
    ),
    ...allTypes().map((type) => addressLine(type, system)),
    `    ${translate("a bare number is FD:<num>, anything with a slash GOPEN:<filename>")}`,
    ...(depth === 0
      ? examples(system).map(translate)
      : ["", "Address options:", ...optionLines(depth, system)]),
  ];
  return `${lines.join("\n")}\n`;
}

const EXAMPLES = [
  "",
  "Examples:",
  "    netlab relay TCP-LISTEN:8080,fork TCP:localhost:80",
  "    netlab relay - UNIX-CONNECT:/run/app.sock",
  "    netlab relay -v TCP-LISTEN:8080,fork TCP:localhost:80",
  "",
  "More: -hh and -hhh list the address options; docs/relay.md has recipes and the differences from socat.",
];

function examples(system: System): string[] {
  return EXAMPLES.filter((line) => system !== "windows" || !line.includes("UNIX-"));
}

function addressLine(type: ReturnType<typeof allTypes>[number], system: System): string {
  const aliases = type.aliases.length === 0 ? "" : `  (${type.aliases.join(", ")})`;
  return `    ${`${type.keyword}${type.syntax}`.padEnd(44)} groups=${type.groups.join(",")}${aliases} ${
    lackNote(type.keyword, "address", system)
  }`.trimEnd();
}

function optionLines(depth: number, system: System): string[] {
  return allOptions()
    .filter((row) => depth > 1 || row.support === "works" || row.support === "hint")
    .map((row) => {
      const advice = row.support === "advice" || row.support === "hint" && system !== "linux";
      const effect = advice ? "no effect" : "";
      const note = row.support === "refused"
        ? "not possible here"
        : lackNote(row.name, "option", system) || effect;
      const aliases = row.aliases.join(" ");
      return `    ${row.name.padEnd(30)} ${`${row.group}, ${row.kind}`.padEnd(24)} ${aliases} ${note}`
        .trimEnd() + " ";
    });
}

/**
 * What `-V` says is built in or not, each as `#define WITH_<NAME> 1` or `#undef WITH_<NAME>`: the names are
 * socat's, and an address or option of it is what makes a feature true.
 */
const FEATURES: Readonly<Record<string, string>> = {
  STDIO: "stdio",
  FDNUM: "fd",
  FILE: "open",
  CREAT: "create",
  GOPEN: "gopen",
  TERMIOS: ",icanon",
  PIPE: "pipe",
  SOCKETPAIR: "socketpair",
  UNIX: "unix-connect",
  ABSTRACT_UNIXSOCKET: "abstract-connect",
  IP4: "tcp4-connect",
  IP6: "tcp6-connect",
  RAWIP: "ip-sendto",
  GENERICSOCKET: "socket-connect",
  INTERFACE: "interface",
  TCP: "tcp-connect",
  UDP: "udp-connect",
  SCTP: "sctp-connect",
  DCCP: "dccp-connect",
  UDPLITE: "udplite-connect",
  LISTEN: "tcp-listen",
  POSIXMQ: "posixmq-read",
  SOCKS4: "socks4",
  SOCKS4A: "socks4a",
  SOCKS5: "socks5-connect",
  VSOCK: "vsock-connect",
  NAMESPACES: ",netns",
  PROXY: "proxy",
  SYSTEM: "system",
  SHELL: "shell",
  EXEC: "exec",
  READLINE: "readline",
  TUN: "tun",
  PTY: "pty",
  OPENSSL: "openssl",
  FIPS: ",openssl-fips",
  LIBWRAP: ",tcpwrappers",
  RETRY: ",retry",
  WEBSOCKET: "ws",
};

/** What socat can be built without and netlab cannot. */
const ALWAYS = ["HELP", "STATS", "MSGLEVEL"];

/** Name, version and features, in the lines and words in which scripts look for them. */
export async function relayVersionText(system: System = thisSystem()): Promise<string> {
  const version = (await versionNumber()).replace(/\.\d+$/, "");
  const names = Object.keys(FEATURES);
  const has = names.filter((name) => isThere(FEATURES[name]!, system));
  const lacks = names.filter((name) => !has.includes(name));
  return [
    "netlab relay, a relay in socat's address language",
    // No third number in netlab's own: scripts take the last number of three parts for socat's.
    `socat version ${SOCAT_VERSION} on ${systemTitle(system)} (netlab ${version})`,
    `   running on Deno ${Deno.version.deno}, ${Deno.build.arch}`,
    "features:",
    ...[...ALWAYS, ...has].map((name) => `  #define WITH_${name} 1`),
    ...lacks.map((name) => `  #undef WITH_${name}`),
    "",
  ].join("\n");
}

/** Whether an address, or after a comma an option, does what it is for on a system. */
function isThere(name: string, system: System): boolean {
  if (name.startsWith(",")) {
    const row = findOption(name.slice(1));
    return row?.support === "works" && lackNote(row.name, "option", system) === "";
  }
  const type = allTypes().find(({ keyword, aliases }) => keyword === name || aliases.includes(name));
  return type !== undefined && lackNote(type.keyword, "address", system) === "";
}
