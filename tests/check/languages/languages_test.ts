import { assertEquals, assertMatch } from "@std/assert";
import { fromFileUrl } from "@std/path";
import type { CheckOptions } from "../../../mod/check/rule_context.ts";
import { echoDialogue, echoRules } from "../../../mod/check/rules/echo_rules.ts";
import { runCheck } from "../../../mod/check/run_check.ts";
import { surveyDialogue } from "../../../mod/check/survey/survey_dialogue.ts";
import { ProgramTarget } from "../../../mod/check/targets/program_target.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { run, runCommand } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

/*
The classic mistakes in the languages that they are made in: which rules break, and what is said of it. Words that
belong to another language, and causes of another mistake, would stand in a sentence that is not here.
*/
const MISTAKES: readonly [program: string, broken: Readonly<Record<string, string>>][] = [
  ["right.c", {}],
  ["one_recv.c", {
    "echo.bytewise": "before the line end had come): append what each recv returns to a buffer",
  }],
  ["no_end.c", { "echo.half_close": "turns in a loop that uses the processor: recv returns 0 then" }],
  ["dies_of_send.c", {
    "echo.reset": "killed by SIGPIPE: it sent to a client that had left: ignore SIGPIPE",
  }],
  ["Right.java", {}],
  ["NoEnd.java", { "echo.next_client": "read returns -1 (readLine: null) then" }],
  ["Reset.java", {
    "echo.reset":
      "a client that breaks off ends your server with an error, which it tells above: catch IOException",
  }],
  ["right.js", {}],
  ["one_recv.js", {
    "echo.bytewise": "before the line end had come): a 'data' event is a piece, not a line",
  }],
  ["no_handler.js", { "echo.reset": "give each socket a handler of 'error'" }],
  ["right.pl", {}],
  ["no_end.pl", { "echo.next_client": "<$client> returns undef (sysread: 0) then" }],
];

const RULES = [
  "mirror",
  "several",
  "empty_line",
  "bytewise",
  "half_close",
  "next_client",
  "silent_client",
  "reset",
];
const ECHO = { framing: "line", transform: "none", concurrent: false } as const;
const OPTIONS: CheckOptions = {
  seed: 1,
  timeout: 3000,
  framing: "line",
  language: "en",
  signal: new AbortController().signal,
};

for (const [program, broken] of MISTAKES) {
  const source = fromFileUrl(new URL(program, import.meta.url));
  const title = Object.keys(broken).length === 0 ? "right" : `breaks ${Object.keys(broken)}`;
  peerTest(
    `check of ${program}, which ${title === "right" ? "is right" : title}`,
    peers(program),
    async () => {
      using temp = new TempFolder();
      await using target = new ProgramTarget({
        words: [...await commandOf(source, temp), "{port}"],
        signal: OPTIONS.signal,
      });
      const rules = echoRules(ECHO).filter(({ id }) => RULES.includes(id.slice("echo.".length)));
      const results = await Array.fromAsync(
        runCheck(rules, target, OPTIONS, { survey: surveyDialogue(echoDialogue(ECHO)) }),
      );
      const failed = results.filter(({ outcome }) => outcome === "failed");
      const told = Object.fromEntries(failed.map(({ rule, because = "" }) => [rule.id, because]));
      // What is told has the expected words; all of it is shown where it has not.
      const known = Object.entries(broken).map((
        [id, words],
      ) => [id, told[id]?.includes(words) ? told[id] : words]);
      assertEquals(told, Object.fromEntries(known));
    },
  );
}

/** Right programs of other rules. */
const RIGHT: readonly [program: string, args: readonly string[], check: readonly string[]][] = [
  ["right_udp.c", [], ["--udp", "--transform", "none"]],
  ["right_u32.c", [], ["--framing", "u32", "--transform", "none"]],
];

for (const [program, args, check] of RIGHT) {
  peerTest(`check echo ${check.join(" ")} passes ${program}`, peers(program), async () => {
    using temp = new TempFolder();
    const source = fromFileUrl(new URL(program, import.meta.url));
    const words = [...await commandOf(source, temp), "{port}", ...args].map((word) => `'${word}'`).join(" ");
    const { code, stdout } = await run(["check", "echo", ...check, "--run", words]);
    assertEquals(code, 0, stdout);
    assertMatch(stdout, /\n\d+ passed, 0 failed/);
  });
}

function peers(program: string): string[] {
  const ending = program.slice(program.lastIndexOf(".") + 1);
  return { c: ["gcc"], java: ["javac"], js: ["node"], pl: ["perl"] }[ending] ?? [];
}

async function commandOf(source: string, temp: TempFolder): Promise<string[]> {
  const name = source.replace(/^.*\//, "").replace(/\.\w+$/, "");
  if (source.endsWith(".js")) return ["node", source];
  if (source.endsWith(".pl")) return ["perl", source];
  const compiler = source.endsWith(".c")
    ? ["gcc", "-O1", "-o", `${temp.path}/${name}`, source, "-lpthread"]
    : ["javac", "-d", temp.path, source];
  const { code, stderr } = await runCommand(compiler[0]!, compiler.slice(1));
  assertEquals(code, 0, stderr);
  return source.endsWith(".c") ? [`${temp.path}/${name}`] : ["java", "-cp", temp.path, name];
}
