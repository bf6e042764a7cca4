import { assertEquals, assertStringIncludes } from "@std/assert";
import { command, type Registry } from "../../mod/cli/command.ts";
import { flag } from "../../mod/cli/option.ts";
import { listenPort } from "../../mod/cli/positional.ts";
import { ENGLISH } from "../../mod/i18n/locale.ts";
import { runProgram } from "../../mod/cli/run_program.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import type { Topic } from "../../mod/cli/topic.ts";

const serve = command({
  name: "demo serve",
  summary: "serve a demonstration",
  args: { port: listenPort(1000) },
  options: { loud: flag({ short: "l", help: "say more" }) },
  examples: [{ command: "netlab demo serve 2000", does: "serve on port 2000" }],
  permissions: {},
  run: ({ args, options }) => Promise.resolve(options.loud ? args.port : 0),
});

const registry: Registry = [{
  name: "demo",
  summary: "a demonstration",
  example: { command: "netlab demo serve", does: "serve" },
  commands: [{
    verb: "serve",
    summary: "serve a demonstration",
    load: () => Promise.resolve({ default: serve }),
  }],
}];

const topics: Topic[] = [{
  name: "knots",
  summary: "how they hold",
  text: () => Promise.resolve("A knot holds by friction."),
}];

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ["", ""];
  const say = (text: unknown) => void (err += `${text}\n`);
  const context = {
    ...ENGLISH,
    args,
    stdout: { write: (text: string) => Promise.resolve(void (out += text)) },
    stderr: { tell: say, verbatim: say },
    keepPermissions: () => ({ kept: [], lost: [] }),
  } as unknown as CommandContext;
  return {
    code: await runProgram(registry, () => "demo 1.0", context, () => Promise.resolve(topics)),
    out,
    err,
  };
}

Deno.test("runProgram() runs the command with its arguments and gives its exit code", async () => {
  assertEquals((await run("demo", "serve", "7", "-l")).code, 7);
});

Deno.test("runProgram() helps wherever it is asked to", async () => {
  for (const args of [[], ["--help"], ["-h"], ["help"]]) {
    assertStringIncludes((await run(...args)).out, "netlab COMMAND");
  }
  for (const args of [["demo"], ["demo", "--help"], ["help", "demo"]]) {
    assertStringIncludes((await run(...args)).out, "netlab demo serve  serve a demonstration");
  }
  for (const args of [["demo", "serve", "--help"], ["help", "demo", "serve"], ["demo", "serve", "x", "-h"]]) {
    const { code, out, err } = await run(...args);
    assertEquals([code, err], [0, ""]);
    assertStringIncludes(out, "Usage: netlab demo serve [PORT] [options]");
    assertStringIncludes(out, "-l, --loud");
    assertStringIncludes(out, "netlab demo serve 2000");
  }
});

Deno.test("runProgram() explains a topic, lists it, and suggests it for what is nearly its name", async () => {
  assertEquals(await run("help", "knots"), { code: 0, out: "A knot holds by friction.\n", err: "" });
  assertStringIncludes((await run("help")).out, "  knots  how they hold");
  const wrong = await run("help", "kots");
  assertEquals([wrong.code, wrong.out], [2, ""]);
  assertStringIncludes(wrong.err, 'no help for "kots"; did you mean "knots"?');
  assertStringIncludes((await run("help", "dmeo")).err, 'did you mean "demo"?');
});

Deno.test("runProgram() says the version", async () => {
  assertEquals((await run("--version")).out, "demo 1.0\n");
});

Deno.test("runProgram() answers a wrong command line with 2, the reason and the usage", async () => {
  const wrong = await run("demo", "serve", "--lout");
  assertEquals([wrong.code, wrong.out], [2, ""]);
  assertStringIncludes(wrong.err, "netlab demo serve: unknown option --lout; did you mean --loud?");
  assertStringIncludes(wrong.err, "Usage: netlab demo serve [PORT] [options]");
  assertStringIncludes((await run("dmeo")).err, 'unknown command "dmeo"; did you mean "demo"?');
  assertStringIncludes((await run("demo", "sevre")).err, 'did you mean "demo serve"?');
  assertStringIncludes((await run("demo", "--loud")).err, "a command is missing before --loud");
});

Deno.test("runProgram() takes --lang before a command, behind help, and with every command", async () => {
  const helped = (await run("help", "demo")).out;
  for (
    const args of [["--lang", "fr", "help", "demo"], ["help", "--lang=fr", "demo"], ["demo", "--lang", "en"]]
  ) {
    assertEquals(await run(...args), { code: 0, out: helped, err: "" });
  }
  assertEquals((await run("demo", "serve", "7", "-l", "--lang", "fr")).code, 7);
  assertStringIncludes((await run("demo", "serve", "--help")).out, "--lang fr|en");
  const needed = '--lang needs one of fr, en, not "de"';
  for (const args of [["--lang", "de", "help"], ["help", "--lang=de"], ["demo", "serve", "--lang", "de"]]) {
    const wrong = await run(...args);
    assertEquals([wrong.code, wrong.out], [2, ""]);
    assertStringIncludes(wrong.err, needed);
  }
  assertStringIncludes((await run("--lang")).err, "--lang needs a value");
});
