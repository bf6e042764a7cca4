import { assert, assertEquals } from "@std/assert";
import { fromFileUrl, join } from "@std/path";

const ROOT = fromFileUrl(new URL("../../", import.meta.url));

/** Where errors of the system are told apart otherwise, and why. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  "main.ts": "nothing is loaded at the start that is not needed",
  "mod/cli/deno_context.ts": "the same, and it is about standard output alone",
  "mod/check/causes/failure_patterns.ts": "what programs that are not ours have said",
  "mod/services/chat/log/bus_problem.ts": "what the library of the bus says",
};

/** To look at a runtime's class, or to compare a code of errno. */
const TOLD_APART = /instanceof Deno\.errors|[!=]== "E[A-Z]{3,}"|\["E[A-Z]{3,}"|\|E[A-Z]{4,}\b/;

Deno.test("errors of the system are told apart in one table", async () => {
  const wrong: string[] = [];
  let seen = 0;
  for await (const file of sources()) {
    seen++;
    if (file.startsWith("mod/net/errors/") || file in ELSEWHERE) continue;
    const lines = (await Deno.readTextFile(join(ROOT, file))).split("\n");
    lines.forEach((line, at) => TOLD_APART.test(line) && wrong.push(`${file}:${at + 1} ${line.trim()}`));
  }
  assert(seen > 400, "hardly any source was found: the search must be broken");
  assertEquals(
    wrong,
    [],
    "ask systemFailure() of mod/net/errors/system_error.ts, which has a word for what has failed; " +
      "where a word is missing, add it to the table there",
  );
});

async function* sources(folder = ""): AsyncGenerator<string> {
  if (folder === "") yield "main.ts";
  const entries = folder === "" ? ["mod", "commands"] : [];
  if (folder !== "") {
    for await (const { name } of Deno.readDir(join(ROOT, folder))) entries.push(`${folder}/${name}`);
  }
  for (const path of entries) {
    if (path.endsWith(".ts")) yield path;
    else if (!path.includes(".")) yield* sources(path);
  }
}
