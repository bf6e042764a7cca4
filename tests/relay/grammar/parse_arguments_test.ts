import { assertEquals, assertThrows } from "@std/assert";
import { parseArguments } from "../../../mod/relay/grammar/parse_arguments.ts";
import { CommandLineError } from "../../../mod/relay/grammar/command_line_error.ts";

Deno.test("parseArguments() reads values glued or as the next word", () => {
  const line = parseArguments(["-t1.5", "-T", "2", "-b0x100", "-d", "-dd", "-u", "a", "b"]);
  assertEquals([line.lingerMs, line.idleMs, line.blockSize, line.verbosity], [1500, 2000, 256, 3]);
  assertEquals([line.direction, line.addresses], ["left-to-right", ["a", "b"]]);
});

Deno.test("parseArguments() takes -, -,opt and -!!x for addresses", () => {
  for (const first of ["-", "-,crnl", "-!!STDOUT"]) {
    assertEquals(parseArguments(["-v", first, "x"]).addresses, [first, "x"]);
  }
});

Deno.test("parseArguments() says what is wrong, in socat's words", () => {
  // arguments, part of the message
  const cases: [string[], string][] = [
    [["-vx", "-", "-"], 'use "-v -x" instead of "-vx"'],
    [["-q", "-", "-"], 'unknown option "-q"'],
    [["a"], "exactly 2 addresses required (there are 1)"],
    [["-u", "-U", "a", "b"], "must not be combined"],
    [["-b", "9999999999999999999", "a", "b"], "buffer size option (-b) to big"],
    [["-t", "soon", "a", "b"], "-t wants a number of seconds"],
    [["-t"], "requires an argument"],
    [["-L", "x", "-W", "y", "a", "b"], "only one -L and -W"],
    [["--colour", "a", "b"], 'unknown option "--colour"'],
    [["--rate", "fast", "a", "b"], "--rate wants a number of bytes"],
    [["--delay", "3000000s", "a", "b"], "nothing back for longer than an hour, not for 3000000s"],
  ];
  for (const [args, part] of cases) assertThrows(() => parseArguments(args), CommandLineError, part);
});

Deno.test("parseArguments() reads netlab's own options", () => {
  const { extensions } = parseArguments([
    "--rate=64k",
    "--delay",
    "200ms",
    "--chop",
    "--stats",
    "--rewrite",
    "s/a/b/",
    "a",
    "b",
  ]);
  assertEquals(extensions, {
    rate: 65536,
    delayMs: 200,
    chop: 1,
    stats: true,
    rewrite: ["s/a/b/"],
    rewriteWith: undefined,
  });
});

Deno.test("parseArguments() reads what socat 1.8 has added", () => {
  for (const level of [0, 1, 2, 3, 4]) {
    assertEquals(parseArguments(["-d", `-d${level}`, "a", "b"]).verbosity, level);
  }
  const line = parseArguments(["--experimental", "--statistics", "-S", "0x8000", "-S3", "-0", "a", "b"]);
  assertEquals([line.experimental, line.statistics, line.ipVersion], [true, true, 0]);
  assertEquals([line.sloppy, line.addresses], [false, ["a", "b"]]);
  for (const wrong of [["-d5"], ["-d22"], ["-S", "all"]]) {
    assertThrows(() => parseArguments([...wrong, "a", "b"]), CommandLineError);
  }
});

Deno.test("parseArguments() stops at help and version", () => {
  assertEquals(parseArguments(["-hhh"]).helpDepth, 2);
  assertEquals(parseArguments(["-???"]).helpDepth, 2);
  assertEquals(parseArguments(["-V", "whatever"]).mode, "version");
});
