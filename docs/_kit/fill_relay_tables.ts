import { socatAddressRows, socatOptionRows } from "./socat_tables.ts";
import { TAKES } from "../../mod/relay/help/option_takes.ts";
import { describeAddress } from "../../mod/relay/help/describe_address.ts";
import { REFUSED_TYPES } from "../../mod/relay/addresses/refused_types.ts";
import { allTypes } from "../../mod/relay/addresses/registry.ts";
import { IDLE_PAIRS } from "../../mod/relay/options/idle_pairs.ts";
import type { OptionGroup, OptionRow } from "../../mod/relay/options/option.ts";
import { SYSTEM_LACKS } from "../../mod/relay/system_lacks.ts";
import { REFUSED_PAIRS } from "../../mod/relay/options/refused_pairs.ts";
import { isTerminalMode } from "../../mod/relay/options/terminal_options.ts";
import { systemTitle } from "../../mod/system/system.ts";
import { allOptions } from "../../mod/relay/options/option_table.ts";

/** What stands around a table of the relay in a page. */
const MARKED = /(<!-- relay: ([\w ]+) -->)[^]*?(<!-- end of relay -->)/g;

const TABLES: Readonly<Record<string, () => string>> = {
  "addresses": () => table(["address", "also", "what it is"], addressRows()),
  "options": () => table(["option", "also", "takes", "of"], optionRows()),
  "modes": () => table(["takes", "mode"], modeRows()),
  "without effect": () => nameList("advice"),
  "accepted": () => nameList("given"),
  "refused addresses": () => table(["address", "because"], refusedAddressRows()),
  "refused options": () => table(["option", "because"], refusedOptionRows()),
  "addresses of socat": () => table(["here", "address"], socatAddressRows()),
  "options of socat": () => table(["here", "option"], socatOptionRows()),
  "refused pairs": () => table(["option", "at", "because"], refusedPairRows()),
  "idle pairs": () => table(["option", "at"], idlePairRows()),
  "by system": () => table(["not on", "address or option", "because"], systemRows()),
};

/**
 * A page with the tables of the relay's addresses and options filled in, from the tables that the relay reads
 * itself.
 *
 * @throws {Error} when it names one that there is not.
 */
export function fillRelayTables(page: string): string {
  return page.replaceAll(MARKED, (_all, start: string, name: string, end: string) => {
    const fill = TABLES[name];
    if (fill === undefined) throw new Error(`There is no table "${name}" of the relay`);
    return `${start}\n\n${fill()}\n\n${end}`;
  });
}

/** TCP4 and TCP6 are said to be there once, and not shown row by row. */
const ONE_FAMILY = /^(tcp|udp)[46]/;

function addressRows(): string[][] {
  return allTypes().filter(({ keyword }) => !ONE_FAMILY.test(keyword)).map((type) => {
    const { typed, meaning } = describeAddress(type);
    return [
      `\`${typed}\``,
      type.aliases.map((alias) => `\`${alias.toUpperCase()}\``).join(" "),
      String(meaning),
    ];
  });
}

function optionRows(): string[][] {
  const others = allOptions().filter((row) =>
    ["works", "hint"].includes(row.support) && !isTerminalMode(row)
  );
  return others.map((row) => [codeOf(row), also(row), TAKES[row.kind], OF[row.group]]);
}

/** Many, and few kinds: a row for each. */
function modeRows(): string[][] {
  const modes = withSupport("works").filter(isTerminalMode);
  return [...Map.groupBy(modes, ({ kind }) => kind)].map(([kind, rows]) => [
    TAKES[kind] || "`=0` to turn it off",
    rows.map((row) => row.aliases.length === 0 ? codeOf(row) : `${codeOf(row)} (${also(row)})`).join(", "),
  ]);
}

function codeOf({ name }: OptionRow): string {
  return `\`${name}\``;
}

function also({ aliases }: OptionRow): string {
  return aliases.map((alias) => `\`${alias}\``).join(" ");
}

const OF: Readonly<Record<OptionGroup, string>> = {
  any: "all",
  fd: "all",
  process: "all",
  open: "files that are opened",
  named: "names in the file system",
  reg: "files",
  socket: "sockets",
  unix: "UNIX sockets",
  listen: "listeners",
  child: "what takes `fork`",
  range: "TCP and UDP that others come to",
  retry: "sockets that connect or listen",
  ip: "TCP and UDP",
  ip6: "TCP and UDP over IPv6",
  tcp: "TCP",
  udp: "UDP",
  socks: "SOCKS",
  http: "PROXY",
  "proxy-protocol": "TCP, OPENSSL, WS and UNIX streams",
  "accept-proxy": "listeners of TCP, OPENSSL, WS and UNIX",
  "send-proxy": "TCP, OPENSSL, WS and UNIX that connect",
  "proxy-server": "listeners that are proxies",
  "proxy-kind": "listeners of TCP, OPENSSL and UNIX",
  tls: "OPENSSL, WSS",
  ws: "WebSocket",
  fork: "EXEC, SYSTEM",
  exec: "EXEC, SYSTEM",
  shell: "SHELL",
  parent: "EXEC, SYSTEM",
  pty: "terminals",
  termios: "terminals",
  interface: "interfaces",
  readline: "READLINE",
};

function nameList(support: "advice" | "given"): string {
  return `${withSupport(support).map(({ name }) => `\`${name}\``).join(", ")}.`;
}

function refusedAddressRows(): string[][] {
  return REFUSED_TYPES.map(({ keywords, reason }) => [
    keywords.map((keyword) => `\`${keyword.toUpperCase()}\``).join(" "),
    reason,
  ]);
}

function refusedOptionRows(): string[][] {
  const byReason = Map.groupBy(withSupport("refused"), ({ reason }) => reason!);
  return [...byReason].map(([reason, rows]) => [rows.map(({ name }) => `\`${name}\``).join(" "), reason]);
}

function idlePairRows(): string[][] {
  return IDLE_PAIRS.map(({ options, where }) => [options.map((name) => `\`${name}\``).join(" "), where]);
}

function refusedPairRows(): string[][] {
  return REFUSED_PAIRS.map(({ options, where, reason }) => [
    options.map((name) => `\`${name}\``).join(" "),
    where,
    reason,
  ]);
}

function systemRows(): string[][] {
  const codes = (names: readonly string[]) => names.map((each) => `\`${each}\``).join(" ");
  const inCapitals = (names: readonly string[]) => codes(names.map((each) => each.toUpperCase()));
  return SYSTEM_LACKS.map(({ systems, addresses, except, options, when, shown, reason }) => {
    const what = when?.shown ?? shown ?? [
      options && codes(options),
      addresses && inCapitals(addresses),
      except && `all but ${inCapitals(except)}`,
    ].filter((each) => each !== undefined).join(" of ");
    return [systems.map(systemTitle).join(", "), what, reason];
  });
}

function withSupport(support: OptionRow["support"]): OptionRow[] {
  return allOptions().filter((row) => row.support === support);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
