import { catalog } from "../../mod/lab/exercises/catalog.ts";
import { type Positional, word } from "../../mod/cli/positional.ts";
import { findExercise } from "../../mod/lab/exercises/find_exercise.ts";

/** The name of an exercise, which shells complete and call by its title, or that of a file. */
export function exerciseArgument(help: string): Positional<string> {
  const names = Object.keys(catalog);
  const titled = async (name: string) => [name, (await findExercise(name)).title] as const;
  return {
    ...word("EXERCISE", help, names),
    titles: async () => Object.fromEntries(await Promise.all(names.map(titled))),
  };
}
