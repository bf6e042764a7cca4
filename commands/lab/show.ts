import { catalog } from "../../mod/lab/exercises/catalog.ts";
import { command } from "../../mod/cli/command.ts";
import { word } from "../../mod/cli/positional.ts";
import { findExercise } from "./find_exercise.ts";

export default command({
  name: "lab show",
  summary: "write an exercise down as JSON, to make your own out of it",
  args: { exercise: word("EXERCISE", "E1 to E26, or a file", Object.keys(catalog)) },
  options: {},
  examples: [{
    command: "netlab lab show E5 > mine.json",
    does: "a copy to change, for netlab lab run ./mine.json",
  }],
  permissions: { read: { why: "the exercises" } },
  async run({ args }, context) {
    await context.stdout.write(`${JSON.stringify(await findExercise(args.exercise), null, 2)}\n`);
    return 0;
  },
});
