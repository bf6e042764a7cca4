import { assert, assertEquals } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { sourceFiles } from "../_kit/texts/message_ids.ts";

const ROOT = fromFileUrl(new URL("../../", import.meta.url));

/** Where errors of the system are told apart otherwise, and why. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  "main.ts": "nothing is loaded at the start that is not needed",
  "mod/cli/deno_context.ts": "the same, and it is about standard output alone",
  "mod/check/causes/failure_patterns.ts": "what programs that are not ours have said",
  "mod/bus/bus_problem.ts": "what the library of the bus says",
  "mod/bus/stream_errors.ts": "what JetStream says, the number of a message among it",
  "mod/http/client/http_failure.ts": "the words are its own",
};

/** To look at a runtime's class, or to compare a code of errno; Redis has commands that look like one. */
const BY_CODE =
  /instanceof Deno\.errors|[!=]== "E[A-Z]{3,}"|\["E(?!CHO"|XPIRE"|XEC"|XISTS")[A-Z]{3,}"|\|E[A-Z]{4,}\b|case "E[A-Z]{3,}"/;
/** To know a number: the form in which the runtime writes them, Winsock's, or a constant named after one. */
const BY_NUMBER = /os error|\b(100[0-9]{2}|1100[1-4])\b(?!\})|\bE[A-Z]{4,} = \d{1,3}\b|constants\.errno/;
/** To read words that are in the language of the system, and that other systems have others for. */
const BY_WORDS =
  /\bmessage\.(includes|match|startsWith|endsWith|indexOf|search)\b|\.(exec|test)\([^)]*\bmessage\)/;

/** How a line tells errors apart by itself, if it does. */
function toldApart(line: string): string | undefined {
  return BY_CODE.exec(line)?.[0] ?? BY_NUMBER.exec(line)?.[0] ?? BY_WORDS.exec(line)?.[0];
}

Deno.test("the guard knows an error that is told apart elsewhere", () => {
  for (
    const line of [
      "if (error instanceof Deno.errors.NotFound) return;",
      'if (error.code === "ENOENT") return;',
      '      case "ECONNRESET":',
      "const EAGAIN = 11;",
      "if (number === 10054) return;",
      "const lost = / \\(os error 54\\)/.test(text);",
      'if (error.message.includes("refused")) return;',
      "if (/reset by peer/.test(error.message)) return;",
    ]
  ) assert(toldApart(line) !== undefined, line);
  assertEquals(toldApart('if (systemFailure(error) === "not_found") return;'), undefined);
});

/** To pass on what the runtime says of a failed call, with the number that it puts behind. */
const RAW_WORDS = /instanceof Error \? (\w+)\.message\b/;

Deno.test("what the runtime says of an error reaches nobody as it stands", async () => {
  const wrong: string[] = [];
  for await (const file of sourceFiles()) {
    if (file.startsWith("mod/net/errors/") || file === "mod/i18n/message_error.ts") continue;
    const text = await Deno.readTextFile(join(ROOT, file));
    for (const [line] of text.matchAll(new RegExp(`.*${RAW_WORDS.source}.*`, "g"))) {
      wrong.push(`${file}: ${line.trim()}`);
    }
  }
  assertEquals(
    wrong,
    [],
    "a person is told messageOf(error), a program errorText(error): both are sentences, without (os error N)",
  );
});

Deno.test("errors of the system are told apart in one table", async () => {
  const wrong: string[] = [];
  let seen = 0;
  for await (const file of sourceFiles()) {
    seen++;
    if (file.startsWith("mod/net/errors/") || file in ELSEWHERE) continue;
    const lines = (await Deno.readTextFile(join(ROOT, file))).split("\n");
    lines.forEach((line, at) =>
      toldApart(line) !== undefined && wrong.push(`${file}:${at + 1} ${line.trim()}`)
    );
  }
  assert(seen > 400, "hardly any source was found: the search must be broken");
  assertEquals(
    wrong,
    [],
    "ask systemFailure() of mod/net/errors/system_error.ts, which has a word for what has failed; " +
      "where a word is missing, add it to the table there",
  );
});
