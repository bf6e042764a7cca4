import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { allTypes, resolveAddress } from "../../mod/relay/addresses/registry.ts";
import { GrammarError } from "../../mod/relay/grammar/grammar_error.ts";
import { parseAddress, type SingleAddress } from "../../mod/relay/grammar/address.ts";
import { relayHelpText, relayVersionText } from "../../mod/relay/help/help.ts";
import { allOptions, findOption } from "../../mod/relay/options/option_table.ts";
import { TERMINAL_OPTIONS } from "../../mod/relay/options/terminal_options.ts";
import { Options } from "../../mod/relay/options/options.ts";
import { RelayError } from "../../mod/relay/relay_endpoint.ts";
import { SOCAT_VERSION } from "../../mod/relay/socat_version.ts";
import { SYSTEM_LACKS } from "../../mod/relay/system_lacks.ts";
import { type System, SYSTEMS, systemTitle } from "../../mod/system/system.ts";
import { ENGLISH } from "../../mod/i18n/locale.ts";

/** Whose rights a process has. */
const RIGHTS = "setuid setuid-early setgid setgid-early substuser substuser-delayed substuser-early".split(
  " ",
);

/** What needs calls of Linux' C library. */
const CALLS =
  ("so-bindtodevice ip-transparent netns setsockopt setsockopt-int setsockopt-string setsockopt-listen " +
    "setsockopt-socket setsockopt-connected").split(" ");

/** What no system but Linux has, address by address and option by option, written down by hand. */
const WITHOUT: Readonly<Record<System, { addresses: RegExp; options: readonly string[] }>> = {
  linux: { addresses: /^$/, options: [] },
  darwin: {
    addresses: /^(abstract|vsock|accept|socket)-/,
    options: ["o-noatime", "ip-multicast-if", ...RIGHTS, ...CALLS, ..."iuclc olcuc xcase vswtc".split(" ")],
  },
  windows: {
    addresses: /^((unix|abstract|vsock|accept|socket)-|pty$|shell$)/,
    options: [
      ...TERMINAL_OPTIONS.map(({ name }) => name),
      ..."perm perm-early perm-late umask user user-early user-late group group-early group-late".split(" "),
      ...RIGHTS,
      ...CALLS,
      ..."setsid setpgid sighup sigint sigquit".split(" "),
      ..."fdin fdout o-directory o-dsync o-sync o-nofollow o-noatime so-reuseport ip-multicast-if".split(" "),
    ],
  },
};

const PARAMETERS: Readonly<Record<string, string>> = {
  num: "1",
  port: "80",
  "listen-port": "80",
  number: "80",
};

/** An address of a type, with parameters that every system understands. */
function example({ keyword, syntax }: ReturnType<typeof allTypes>[number]): string {
  const parameters = [...syntax.replace(/\[.*\]/, "").matchAll(/<([\w-]+)>/g)];
  return [keyword, ...parameters.map(([, name]) => PARAMETERS[name!] ?? "x")].join(":");
}

function resolve(text: string, system: System) {
  return resolveAddress(parseAddress(text, system) as SingleAddress, system);
}

for (const system of SYSTEMS) {
  const { addresses, options } = WITHOUT[system];

  Deno.test(`every address is there on ${system} or refused by name`, () => {
    for (const type of allTypes()) {
      if (!addresses.test(type.keyword)) assertEquals(resolve(example(type), system).type, type);
      else {
        const name = `address "${type.keyword.toUpperCase()}" is not supported on ${systemTitle(system)}: `;
        for (const each of [type.keyword, ...type.aliases]) {
          assertThrows(() => resolve(example({ ...type, keyword: each }), system), RelayError, name);
        }
      }
    }
  });

  Deno.test(`every option is read on ${system} or refused by name, whichever way it is spelt`, () => {
    for (const row of allOptions().filter(({ support }) => support !== "refused")) {
      const keyword = CALLS.includes(row.name) ? "tcp-connect" : "exec";
      const type = { keyword, groups: [row.group, "named" as const] };
      const value = row.kind === "constant" ? "" : "=0";
      for (const name of [row.name, ...row.aliases]) {
        const read = () =>
          Options.read(parseAddress(`X,${name}${value}`, system) as SingleAddress, type, system);
        if (!options.includes(row.name)) assert(read().has(row.name), name);
        else {assertThrows(
            read,
            GrammarError,
            `option "${name}" is not supported on ${systemTitle(system)}: `,
          );}
      }
    }
  });

  Deno.test(`help and version mark what ${system} has not, and nothing else`, async () => {
    const help = relayHelpText(2, ENGLISH.translate, system);
    const marked = help.split("\n").filter((line) => line.includes("not on ")).map((line) =>
      line.trim().split(/[ :[]/)[0]!
    );
    const missing = [
      ...allTypes().map(({ keyword }) => keyword).filter((each) => addresses.test(each)),
      ...options,
    ];
    assertEquals(marked.sort(), missing.sort());
    const version = await relayVersionText(system);
    assertEquals(version.includes("#define WITH_UNIX 1"), system !== "windows");
    assertEquals(version.includes("#define WITH_ABSTRACT_UNIXSOCKET 1"), system === "linux");
  });
}

Deno.test("what a system lacks with some parameters or at some addresses only is refused there", () => {
  // system, address, whether it is refused
  const cases: [System, string, boolean][] = [
    ["windows", "FD:2", false],
    ["windows", "FD:3", true],
    ["windows", "7", true],
    ["darwin", "FD:3", false],
    ["windows", "PIPE", false],
    ["windows", "PIPE:x", true],
    ["darwin", "PIPE:x", false],
    ["windows", "STDOUT,append", true],
    ["darwin", "STDOUT,append", true],
    ["linux", "STDOUT,append", false],
    ["windows", "OPEN:x,append", false],
    ["darwin", "EXEC:x,setsid", false],
    ["darwin", "STDIO,setsid", true],
    ["darwin", "PTY,raw,echo=0,link=x", false],
    ["windows", "STDIO,raw", true],
    ["windows", "EXEC:x,pty", true],
    ["darwin", "TCP:x:1,setsid", true],
    ["darwin", "UNIX-CONNECT:x,bind=y", true],
    ["darwin", "UNIX-SENDTO:x,bind=y", false],
    ["windows", "TCP:x:1,bind=127.0.0.1", false],
  ];
  for (const [system, text, refused] of cases) {
    const read = () => {
      const known = resolve(text, system);
      return Options.read(known.address, known.type, system);
    };
    if (refused) assertThrows(read, Error, `is not supported on ${systemTitle(system)}: `, text);
    else read();
  }
});

Deno.test("the table of what systems lack names addresses and options that there are", () => {
  const keywords = new Set(allTypes().map(({ keyword }) => keyword));
  for (const { addresses = [], options = [], reason } of SYSTEM_LACKS) {
    assertEquals(addresses.filter((each) => !keywords.has(each)), []);
    assertEquals(options.filter((each) => findOption(each)?.name !== each), []);
    assert(addresses.length + options.length > 0 && reason !== "", JSON.stringify({ addresses, options }));
  }
});

Deno.test("the version text is one that scripts which ask socat for it understand", async () => {
  const text = await relayVersionText("linux");
  const [, second = ""] = text.split("\n");
  assertMatch(second, /^socat version 1\.8\.\d+\.\d+ on Linux \(netlab \d+\.\d+\)$/);
  // How socat's own test suite takes the number out of the line: the last one of three parts or more.
  assertEquals(/.* (\d+\.\d+\.\d\S*)/.exec(second)?.[1], SOCAT_VERSION);
  const told = [...text.matchAll(/^ {2}#(?:define WITH_(\w+) 1|undef WITH_(\w+))$/gm)];
  assertEquals(told.length, text.trim().split("\n").length - 4);
});
