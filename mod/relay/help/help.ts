/** The output of `-h`, `-hh`, `-hhh` and `-V`, from the same tables that parse. */
import { allTypes } from "../addresses/registry.ts";
import { translateMetavars } from "../../i18n/translate_help.ts";
import { ENGLISH, type Translate } from "../../i18n/locale.ts";
import { EXTENSION_OPTIONS } from "../grammar/extension_options.ts";
import { type System, thisSystem } from "../../system/system.ts";
import { lackNote } from "../system_lacks.ts";
import { allOptions } from "../options/option_table.ts";

/**
 * The name and version that `-V` has to give so that scripts which ask for a version understand it.
 */
const LIKE = "1.7.4.4";

/** socat's options, as help shows them. */
export const SHORT_OPTIONS: readonly (readonly [string, string])[] = [
  ["-V", "say the version and what is built in"],
  ["-h|-?", "this help; -hh adds the common address options, -hhh all of them"],
  ["-d", "say more; up to four times: warnings, notices, infos, everything"],
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
  ["-4", "prefer IPv4"],
  ["-6", "prefer IPv6"],
  ["-s", "go on after errors where that is possible"],
  ["-lf <file>", "messages to a file"],
  ["-ls", "messages to stderr (so they go anyway; -ly and -lm too)"],
  ["-lp <name>", "the program's name in messages"],
  ["-lu", "microseconds in messages"],
  ["-lh", "the computer's name in messages"],
  ["-D -g", "accepted, without effect"],
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
    .filter((row) => depth > 1 || row.support === "works")
    .map((row) => {
      const effect = row.support === "advice" ? "no effect" : "";
      const note = row.support === "refused"
        ? "not possible here"
        : lackNote(row.name, "option", system) || effect;
      const aliases = row.aliases.join(" ");
      return `    ${row.name.padEnd(30)} ${`${row.group}, ${row.kind}`.padEnd(24)} ${aliases} ${note}`
        .trimEnd() + " ";
    });
}

/** The features that scripts look for in the version text, each as `#define WITH_<NAME> 1`. */
const FEATURES =
  "STDIO FDNUM FILE CREAT GOPEN PIPE UNIX ABSTRACT_UNIXSOCKET IP4 IP6 TCP UDP LISTEN EXEC SYSTEM " +
  "OPENSSL SOCKS4 SOCKS4A SOCKS5 PROXY RETRY MSGLEVEL HELP WEBSOCKET";
const LACKS = "TERMIOS PTY READLINE TUN RAWIP GENERICSOCKET INTERFACE SCTP VSOCK LIBWRAP FIPS";

/** Features that some systems have not. */
const UNLESS: Readonly<Record<string, readonly System[]>> = {
  UNIX: ["windows"],
  ABSTRACT_UNIXSOCKET: ["darwin", "windows"],
};

/** Name, version and features. */
export function relayVersionText(system: System = thisSystem()): string {
  const missing = FEATURES.split(" ").filter((name) => UNLESS[name]?.includes(system));
  return [
    "netlab relay, a relay in socat's address language",
    `netlab relay version 0.1 (like socat version ${LIKE}) on ${Deno.build.os}: ${LIKE}`,
    `   running on Deno ${Deno.version.deno}, ${Deno.build.arch}`,
    "features:",
    ...FEATURES.split(" ").filter((name) => !missing.includes(name)).map((name) =>
      `  #define WITH_${name} 1`
    ),
    ...[...LACKS.split(" "), ...missing].map((name) => `  #undef WITH_${name}`),
    "",
  ].join("\n");
}
