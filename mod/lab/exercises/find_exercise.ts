import { systemFailure } from "../../net/errors/system_error.ts";
import { msg, withTexts } from "../../i18n/message.ts";
import { MessageError, messageOf } from "../../i18n/message_error.ts";
import { catalog } from "./catalog.ts";
import { nearest } from "../../cli/parse_command_line.ts";
import { UsageError } from "../../cli/usage_error.ts";
import type { Exercise } from "../runner/exercise.ts";
import { readExercise } from "../runner/read_exercise.ts";

/**
 * The exercise of this name, or in this file.
 *
 * @throws {Error} with a sentence about what is wrong with the file.
 */
export async function findExercise(typed: string): Promise<Exercise> {
  if (/[./\\]/.test(typed)) return await readFile(typed);
  const load = catalog[typed.toUpperCase() as keyof typeof catalog];
  if (load !== undefined) return readExercise((await load()).default);
  const near = nearest(typed.toUpperCase(), Object.keys(catalog));
  throw new UsageError(
    near === undefined
      ? msg`unknown exercise "${typed}"`
      : msg`unknown exercise "${typed}"; did you mean ${near}?`,
  );
}

async function readFile(path: string): Promise<Exercise> {
  let content: string;
  try {
    content = await Deno.readTextFile(path);
  } catch (error) {
    if (systemFailure(error) === "not_found") {
      throw new MessageError(msg`Cannot find the exercise "${path}"`);
    }
    const reason = systemFailure(error) === "is_folder" ? msg`it is a folder` : messageOf(error);
    throw new MessageError(msg`Cannot read the exercise "${path}": ${reason}`, { cause: error });
  }
  try {
    return readExercise(JSON.parse(content));
  } catch (error) {
    throw new MessageError(
      msg`Cannot read the exercise "${path}": ${
        withTexts(messageOf(error), (text) => text.replace(/\s+/g, " "))
      }`,
    );
  }
}
