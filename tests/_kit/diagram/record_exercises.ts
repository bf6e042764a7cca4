/**
 * Plays every exercise and saves what its roles told: `deno run -A --lock=dev.lock
 * tests/_kit/diagram/record_exercises.ts [E1 …]`. The pictures of all exercises are tested with these.
 */
import { catalog } from "../../../mod/lab/exercises/catalog.ts";
import { readExercise } from "../../../mod/lab/runner/read_exercise.ts";
import { runExercise } from "../../../mod/lab/runner/run_exercise.ts";
import type { TraceRecord } from "../../../mod/trace/diagram/trace_record.ts";
import { netlab } from "../program/netlab.ts";

if (import.meta.main) {
  for (const [id, load] of Object.entries(catalog)) {
    if (Deno.args.length > 0 && !Deno.args.includes(id)) continue;
    const { passed, events } = await runExercise(readExercise((await load()).default), {
      language: "en",
      translate: String,
      answer: false,
      netlab: (args) => {
        const [program, all] = netlab(...args);
        return { program, args: all };
      },
      signal: new AbortController().signal,
      tell: async () => {},
    });
    const file = new URL(`../../data/exercises/${id}.jsonl`, import.meta.url);
    await Deno.writeTextFile(
      file,
      events.map((each) => `${JSON.stringify(withoutMachine(each))}\n`).join(""),
    );
    console.log(id, passed, events.length);
  }
}

/** Nothing in it is about the machine on which it was recorded. */
function withoutMachine({ detail, ...event }: TraceRecord & { permissions?: string }): TraceRecord {
  const { permissions: _, ...rest } = event;
  return detail === undefined ? rest : { ...rest, detail };
}
