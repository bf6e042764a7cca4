import { assertEquals, assertThrows } from "@std/assert";
import { command } from "../../mod/cli/command.ts";
import { choice, flag, number, optional, text, texts } from "../../mod/cli/option.ts";
import { nearest, parseCommandLine } from "../../mod/cli/parse_command_line.ts";
import { endpoint, listenPort, words } from "../../mod/cli/positional.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";

const serve = command({
  name: "test serve",
  summary: "for tests",
  args: { port: listenPort(8765) },
  options: {
    dir: text({ short: "d", default: ".", help: "a folder" }),
    quiet: flag({ short: "q", help: "no words" }),
    "no-http": flag({ help: "no pages" }),
    verbose: flag({ short: "v", help: "many words" }),
    ipv: choice({ choices: ["4", "6"], letters: { "4": "4", "6": "6" }, help: "a family" }),
    "max-conns": number({ min: 1, help: "a number" }),
    grace: number({ fraction: true, default: 5, help: "seconds" }),
    trace: optional({ value: "text|json", alone: "text", help: "what happens", read: (typed) => typed }),
    udp: optional({
      value: "PORT",
      alone: 8808,
      accepts: (next) => /^\d+$/.test(next),
      help: "also UDP",
      read: Number,
    }),
    header: texts({ help: "several" }),
    secret: flag({ hidden: true, help: "nothing that is offered" }),
  },
  examples: [],
  permissions: {},
  run: () => Promise.resolve(0),
});

const ask = command({
  name: "test ask",
  summary: "for tests",
  args: { server: endpoint(), numbers: words("NUMBER", "numbers") },
  options: { quiet: flag({ short: "q", help: "no words" }) },
  examples: [],
  permissions: {},
  run: () => Promise.resolve(0),
});

function options(...argv: string[]): Record<string, unknown> {
  return parseCommandLine(serve, argv).options;
}

Deno.test("parseCommandLine() takes every spelling of an option", () => {
  for (const argv of [["--dir", "x"], ["--dir=x"], ["-d", "x"], ["-dx"], ["-qdx"], ["-qd", "x"]]) {
    assertEquals(options(...argv).dir, "x", argv.join(" "));
  }
  for (const argv of [["-4"], ["--ipv", "4"], ["--ipv=4"], ["-ipv", "4"]]) {
    assertEquals(options(...argv).ipv, "4", argv.join(" "));
  }
  assertEquals([options("-qv").quiet, options("-qv").verbose], [true, true]);
});

Deno.test("parseCommandLine() knows an option whose own name begins with no-", () => {
  const { options } = parseCommandLine(serve, ["--no-http", "-q", "1"]);
  assertEquals([options["no-http"], options.quiet], [true, true]);
});

Deno.test("parseCommandLine() gives defaults, the last of repeated values, all of a list", () => {
  assertEquals([options().dir, options().quiet, options().trace, options().header], [
    ".",
    false,
    undefined,
    [],
  ]);
  assertEquals(options("--grace", "1", "--grace", "0.5").grace, 0.5);
  assertEquals(options("--header", "a", "--header", "b").header, ["a", "b"]);
  assertEquals(options("--dir=").dir, "");
});

Deno.test("parseCommandLine() refuses two words that exclude each other", () => {
  for (const argv of [["--ipv", "4", "--ipv=6"], ["-4", "-6"], ["-6", "--ipv", "4"]]) {
    assertThrows(() => options(...argv), UsageError, "--ipv is given twice, as");
  }
  assertEquals(options("-4", "--ipv", "4").ipv, "4");
});

Deno.test("parseCommandLine() takes --no-http for what it is, wherever it stands", () => {
  for (
    const argv of [["--no-http"], ["--quiet", "--no-http"], ["--no-http", "--dir", "x"], [
      "--dir",
      "",
      "--no-http",
    ]]
  ) {
    assertEquals(options(...argv)["no-http"], true, argv.join(" "));
  }
  assertEquals([options("--no-http").quiet, options("--quiet")["no-http"], options("--dir", "").dir], [
    false,
    false,
    "",
  ]);
});

Deno.test("parseCommandLine() leaves out an optional value", () => {
  assertEquals(options("--trace").trace, "text");
  assertEquals(options("--trace=json").trace, "json");
  assertEquals(options("--udp").udp, 8808);
  assertEquals(options("--udp", "9000").udp, 9000);
  assertEquals(parseCommandLine(serve, ["--trace", "9000"]).args.port, 9000);
});

Deno.test("parseCommandLine() keeps negative numbers and what follows -- as arguments", () => {
  assertEquals(parseCommandLine(ask, ["h", "1", "-5", "-(2)", "-.5"]).args.numbers, ["-5", "-(2)", "-.5"]);
  assertEquals(parseCommandLine(ask, ["h", "1", "--", "-q"]).args.numbers, ["-q"]);
  assertEquals(parseCommandLine(ask, ["h", "1", "1e3", "007"]).args.numbers, ["1e3", "007"]);
});

Deno.test("parseCommandLine() understands HOST PORT, HOST:PORT and [::1]:PORT", () => {
  const rows: [string[], string][] = [
    [["localhost", "80", "7"], "localhost"],
    [["localhost:80", "7"], "localhost"],
    [["[::1]:80", "7"], "::1"],
    [["::1", "80", "7"], "::1"],
    [["[::1]", "80", "7"], "::1"],
  ];
  for (const [argv, hostname] of rows) {
    assertEquals(parseCommandLine(ask, argv).args, { server: { hostname, port: 80 }, numbers: ["7"] });
  }
});

Deno.test("parseCommandLine() says what is wrong", () => {
  const rows: [string[], string][] = [
    [["--dri", "x"], "unknown option --dri; did you mean --dir?"],
    [["--zzzzzz"], "unknown option --zzzzzz"],
    [["-z"], "unknown option -z"],
    [["--http", "80"], "unknown option --http; did you mean --no-http?"],
    [["--port", "80"], "unknown option --port; PORT stands by itself: netlab test serve [PORT]"],
    [["--prot", "80"], "unknown option --prot; PORT stands by itself: netlab test serve [PORT]"],
    [["-p", "80"], "unknown option -p; PORT stands by itself: netlab test serve [PORT]"],
    [["--secre", "x"], "unknown option --secre"],
    [["--dir"], "--dir needs a value"],
    [["--dir", "--quiet"], "--dir needs a value"],
    [["--quiet=yes"], "--quiet takes no value"],
    [["--ipv", "5"], '--ipv needs one of 4, 6, not "5"'],
    [["--max-conns", "0"], '--max-conns needs a whole number of at least 1, not "0"'],
    [["--grace", "soon"], '--grace needs a number, not "soon"'],
    [["http"], 'PORT needs a whole number from 0 to 65535, not "http"'],
    [["65536"], 'PORT needs a whole number from 0 to 65535, not "65536"'],
    [["1", "2"], 'too many arguments: "2" is one more than expected'],
  ];
  for (const [argv, message] of rows) {
    const error = assertThrows(() => parseCommandLine(serve, argv), UsageError);
    assertEquals(error.message, message);
  }
  assertThrows(() => parseCommandLine(ask, []), UsageError, "HOST PORT is missing");
  assertThrows(() => parseCommandLine(ask, ["h"]), UsageError, 'PORT is missing after "h"');
  assertThrows(() => parseCommandLine(ask, ["h:1"]), UsageError, "NUMBER is missing");
});

Deno.test("parseCommandLine() lets --help win over mistakes in values", () => {
  assertEquals(parseCommandLine(serve, ["--help", "nonsense"]).help, true);
  assertEquals(parseCommandLine(serve, ["-h"]).help, true);
});

Deno.test("nearest() finds what was probably meant and nothing far-fetched", () => {
  assertEquals(nearest("srve", ["serve", "get"]), "serve");
  assertEquals(nearest("ser", ["serve", "get"]), "serve");
  assertEquals(nearest("banana", ["serve", "get"]), undefined);
  assertEquals(nearest("x", []), undefined);
});
