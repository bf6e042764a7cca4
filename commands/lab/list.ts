import { catalog } from "../../mod/lab/exercises/catalog.ts";
import { command } from "../../mod/cli/command.ts";
import { inLanguage } from "../../mod/i18n/in_language.ts";
import { findExercise } from "../../mod/lab/exercises/find_exercise.ts";

export default command({
  name: "lab list",
  summary: "show the exercises of the sheets",
  args: {},
  options: {},
  examples: [{ command: "netlab lab list --lang fr", does: "the exercises, in French" }],
  permissions: { read: { why: "the exercises" } },
  async run(_, context) {
    const exercises = await Promise.all(Object.keys(catalog).map(findExercise));
    for (const { id, sheet, title } of exercises) {
      await context.stdout.write(
        `${id.padEnd(4)} ${sheet.padEnd(18)} ${inLanguage(title, context.language)}\n`,
      );
    }
    return 0;
  },
});
