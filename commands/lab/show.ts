import { command } from "../../mod/cli/command.ts";
import { exerciseArgument } from "../options/exercise_argument.ts";
import { findExercise } from "../../mod/lab/exercises/find_exercise.ts";

export default command({
  name: "lab show",
  summary: "write an exercise down as JSON, to make your own out of it",
  args: { exercise: exerciseArgument("E1 to E28, or a file") },
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
