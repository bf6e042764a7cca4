import { assert, assertEquals, assertInstanceOf, assertMatch } from "@std/assert";
import { everyCommand } from "../../docs/_kit/every_command.ts";
import type { AnyCommand } from "../../mod/cli/command.ts";
import type { Option } from "../../mod/cli/option.ts";
import { parseCommandLine } from "../../mod/cli/parse_command_line.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import { TempFolder } from "../_kit/temp_folder.ts";

/*
Each option of `netlab files` in each situation: it has the effect that its help tells (+), or it is refused by its
name (-), or makes something idle that was typed besides, which is refused by its own name (!). A dot: the option is
what makes the situation.
*/

interface Table {
  /** What else is typed, for each column. `FILE`, `DIR` and `DEVICE` stand for ones that are there. */
  readonly situations: readonly (readonly string[])[];
  readonly options: Readonly<Record<string, string>>;
}

const URL = "http://h/";

const TABLES: Readonly<Record<string, Table>> = {
  "files serve": {
    situations: [
      [],
      ["--no-http"],
      ["--upload"],
      ["--upload-only"],
      ["--auth"],
      ["--accounts=f"],
      ["--mode=pool"],
      ["--mode=symmetric"],
      ["--mode=thread"],
      ["--no-qr"],
    ],
    options: {
      dir: "++++++++++",
      hidden: "++++++++++",
      framing: "+++---++++",
      quiet: "++++++++++",
      hash: "+++---++++",
      "http-port": "+-++++++++",
      "no-http": "+.----+++-",
      index: "+-+-++++++",
      spa: "+-+-++++++",
      "not-found": "+-+-++++++",
      cache: "+-+-++++++",
      upload: "+-.++-++++",
      "upload-only": "+-+.+-!+!+",
      manage: "+-+-+-++++",
      webdav: "+-+-++++++",
      existing: "--+--+----",
      "max-upload": "--++-+----",
      "max-upload-total": "--++-+----",
      "max-upload-files": "--++-+----",
      auth: "+-++.-!+!+",
      "upload-auth": "--++------",
      accounts: "+----.!+!+",
      qr: "+-+++++++-",
      "no-qr": "+-+++++++.",
      tls: "+-++++++++",
      cert: "+-++++++++",
      key: "+-++++++++",
      rate: "++++++++++",
      "client-rate": "++++++++++",
      "allow-host": "+-++++++++",
      "trust-proxy": "+-++++++++",
      cors: "+-++++++++",
      header: "+-++++++++",
      "path-prefix": "+-++++++++",
      host: "++++++++++",
      ipv: "++++++++++",
      mode: "+++---...+",
      workers: "------++--",
      queue: "------+---",
      "max-conns": "++++++++++",
      backlog: "++++++++++",
      "idle-timeout": "++++++++++",
      grace: "++++++++++",
      stats: "++++++++++",
      trace: "++++++++++",
      lang: "++++++++++",
    },
  },
  "files share": {
    situations: [["FILE"], ["DIR"], ["-"], ["--text=t"], ["FILE", "--no-qr"]],
    options: {
      port: "+++++",
      count: "+++++",
      timeout: "+++++",
      name: "+++++",
      text: "---.-",
      "max-size": "--+--",
      hidden: "-+---",
      quiet: "+++++",
      qr: "++++-",
      "no-qr": "++++.",
      tls: "+++++",
      cert: "+++++",
      key: "+++++",
      rate: "+++++",
      "client-rate": "+++++",
      "allow-host": "+++++",
      "trust-proxy": "+++++",
      cors: "+++++",
      header: "+++++",
      "path-prefix": "+++++",
      host: "+++++",
      ipv: "+++++",
      grace: "+++++",
      trace: "+++++",
      lang: "+++++",
    },
  },
  "files receive": {
    situations: [[], ["--no-qr"]],
    options: {
      dir: "++",
      port: "++",
      count: "++",
      timeout: "++",
      "max-size": "++",
      quiet: "++",
      qr: "+-",
      "no-qr": "+.",
      tls: "++",
      cert: "++",
      key: "++",
      rate: "++",
      "client-rate": "++",
      "allow-host": "++",
      "trust-proxy": "++",
      cors: "++",
      header: "++",
      "path-prefix": "++",
      host: "++",
      ipv: "++",
      grace: "++",
      trace: "++",
      lang: "++",
    },
  },
  "files get": {
    situations: [
      ["h", "1", "a"],
      ["h", "1", "a", "-o", "-"],
      [URL],
      [URL, "-o", "-"],
      [URL, "-o", "DEVICE"],
      [URL, URL],
      [URL, "-r"],
    ],
    options: {
      output: "+.+..++",
      force: "+-+--++",
      newer: "--+--++",
      recursive: "--+--+.",
      level: "------+",
      "max-files": "------+",
      "max-total": "------+",
      quiet: "+++++++",
      connections: "--+--++",
      sha256: "--+----",
      retries: "--+--++",
      auth: "--+++++",
      cacert: "--+++++",
      ipv: "+++++++",
      timeout: "+++++++",
      trace: "++-----",
      "connect-timeout": "+++++++",
      "max-time": "+++++++",
      "max-size": "+++++++",
      lang: "+++++++",
    },
  },
  "files put": {
    situations: [["FILE", URL], ["DIR", URL], ["-", URL, "--name=n"], ["FILE", "FILE", URL], [
      "FILE",
      "DIR",
      URL,
    ]],
    options: {
      name: "++.--",
      newer: "++-++",
      force: "+++++",
      hidden: "-+--+",
      connections: "-+--+",
      quiet: "+++++",
      retries: "+++++",
      auth: "+++++",
      cacert: "+++++",
      ipv: "+++++",
      timeout: "+++++",
      "connect-timeout": "+++++",
      "max-time": "+++++",
      "max-size": "+++++",
      lang: "+++++",
    },
  },
  "files passwd": {
    situations: [["f", "n"], ["f", "n", "m"], ["f", "n", "--remove"], ["f", "--list"]],
    options: {
      generate: "++--",
      "password-stdin": "+---",
      group: "++--",
      remove: "++.-",
      list: "---.",
      lang: "++++",
    },
  },
};

for (const [name, { situations, options }] of Object.entries(TABLES)) {
  Deno.test(`every option of ${name} has its effect in a situation, or is refused by name`, async () => {
    using temp = new TempFolder();
    const command = await commandOf(name);
    const places: Record<string, string> = {
      FILE: temp.write("a.txt", "a"),
      DIR: temp.path,
      DEVICE: "/dev/null",
    };
    assertEquals(
      Object.keys(options).toSorted(),
      Object.keys(command.options).toSorted(),
      "write down in which situations the option has its effect, and refuse it in the others (`idle` in its row)",
    );
    situations.forEach((situation, at) => {
      if (situation.includes("DEVICE") && Deno.build.os === "windows") return;
      const typed = situation.map((word) => places[word] ?? word);
      for (const [option, marks] of Object.entries(options)) {
        assertEquals(marks.length, situations.length, option);
        if (marks[at] === ".") continue;
        assertRefused(command, option, typed, marks[at] as Mark);
      }
    });
  });
}

const MODES = ["events", "iterative", "process", "thread", "pool", "symmetric"];

Deno.test("--workers and --queue are refused by every server in the modes that have none", async () => {
  let servers = 0;
  for (const each of (await everyCommand()).values()) {
    if ("runRaw" in each || !("queue" in each.options) || each.options["queue"]!.hidden) continue;
    servers++;
    for (const mode of MODES) {
      assertRefused(each, "workers", [`--mode=${mode}`], ["pool", "symmetric"].includes(mode) ? "+" : "-");
      assertRefused(each, "queue", [`--mode=${mode}`], mode === "pool" ? "+" : "-");
    }
    assertRefused(each, "workers", [], "-");
  }
  assert(servers > 4, "hardly any server was found: the search must be broken");
});

Deno.test("lab modes refuses workers where no mode that is measured has any", async () => {
  const command = await commandOf("lab modes");
  assertRefused(command, "workers", [], "+");
  assertRefused(command, "workers", ["--mode=events"], "-");
  assertRefused(command, "workers", ["--mode=events", "--mode=pool"], "+");
});

/** Options of other commands that are for one situation: what makes it, and what does not. */
const PAIRS: readonly [command: string, options: readonly string[], effective: string[], idle: string[]][] = [
  ["prime serve", ["stop-on-empty", "udp-rate"], ["--udp"], []],
  ["prime ask", ["framing", "timeout"], ["h", "1", "7"], ["h", "1", "7", "--udp"]],
  ["chat serve", ["bus-creds", "bus-ca"], ["--bus=nats://h:1"], []],
  ["chat serve", ["allow-host", "trust-proxy"], ["--web"], []],
  ["chat talk", ["host"], ["--listen=1"], ["h", "1"]],
  ["chat talk", ["begin"], ["h", "1", "--turns"], ["h", "1"]],
  ["lab run", ["time"], ["E1"], ["E1", "--pause"]],
];

for (const [name, options, effective, idle] of PAIRS) {
  Deno.test(`${name} refuses ${options.join(" and ")} where they could have no effect`, async () => {
    const command = await commandOf(name);
    for (const option of options) {
      assertRefused(command, option, effective, "+");
      assertRefused(command, option, idle, "-");
    }
  });
}

type Mark = "+" | "-" | "!";

function assertRefused(command: AnyCommand, option: string, typed: readonly string[], mark: Mark): void {
  const line = [...typed, ...asTyped(option, command.options[option]!)];
  const shown = `${command.name} ${line.join(" ")}`;
  let error: unknown;
  try {
    parseCommandLine(command, line);
  } catch (thrown) {
    error = thrown;
  }
  if (mark === "+") return assertEquals(error, undefined, shown);
  assertInstanceOf(error, UsageError, shown);
  assertMatch(error.message, /^--\S+ .{8,}/, shown);
  assertEquals(`${error.message} `.includes(`--${option} `), mark === "-", `${shown}: ${error.message}`);
}

/** Something that the option can be given, by the name of its value or its own. */
const VALUES: Readonly<Record<string, string>> = {
  mode: "process",
  existing: "overwrite",
  "path-prefix": "/p",
  "trust-proxy": "loopback",
  RATE: "1MB/s",
  SIZE: "1MB",
  HEADER: "A: b",
  HEX: "0".repeat(64),
  NAME: "a.example",
  FILE: "f",
  DIR: ".",
  ADDR: "localhost",
  GROUP: "g",
  TEXT: "t",
};

function asTyped(name: string, { takes, value = "", choices }: Option<unknown>): string[] {
  if (takes !== "value") return [`--${name}`];
  return [`--${name}=${VALUES[name] ?? VALUES[value] ?? choices?.[0] ?? "1"}`];
}

async function commandOf(name: string): Promise<AnyCommand> {
  const found = (await everyCommand()).get(name);
  assert(found !== undefined && !("runRaw" in found), name);
  return found;
}
