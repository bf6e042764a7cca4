import { assertEquals, assertThrows } from "@std/assert";
import { parseCommandLine } from "../../../mod/relay/grammar/command_line.ts";
import { UsageError } from "../../../mod/relay/grammar/usage_error.ts";

Deno.test("parseCommandLine() reads values glued or as the next word", () => {
  const line = parseCommandLine(["-t1.5", "-T", "2", "-b0x100", "-d", "-dd", "-u", "a", "b"]);
  assertEquals([line.lingerMs, line.idleMs, line.blockSize, line.verbosity], [1500, 2000, 256, 3]);
  assertEquals([line.direction, line.addresses], ["left-to-right", ["a", "b"]]);
});

Deno.test("parseCommandLine() takes -, -,opt and -!!x for addresses", () => {
  for (const first of ["-", "-,crnl", "-!!STDOUT"]) {
    assertEquals(parseCommandLine(["-v", first, "x"]).addresses, [first, "x"]);
  }
});

Deno.test("parseCommandLine() says what is wrong, in socat's words", () => {
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
  for (const [args, part] of cases) assertThrows(() => parseCommandLine(args), UsageError, part);
});

Deno.test("parseCommandLine() reads netlab's own options", () => {
  const { own } = parseCommandLine([
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
  assertEquals(own, {
    rate: 65536,
    delayMs: 200,
    chop: 1,
    stats: true,
    rewrite: ["s/a/b/"],
    rewriteWith: undefined,
  });
});

Deno.test("parseCommandLine() stops at help and version", () => {
  assertEquals(parseCommandLine(["-hhh"]).helpDepth, 2);
  assertEquals(parseCommandLine(["-???"]).helpDepth, 2);
  assertEquals(parseCommandLine(["-V", "whatever"]).mode, "version");
});
