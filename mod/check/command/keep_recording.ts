import { join } from "@std/path";
import { writeError } from "../../fs/write_error.ts";
import { writeText } from "../../fs/write_text.ts";
import type { Result } from "../reports/report.ts";
import { recordingText } from "../reports/recording_text.ts";

/**
 * Writes the recording of each result that has one into a folder, under the name of its rule.
 *
 * @param folder made if it is not there; nothing is written without one
 * @returns what gives back the result, with the file that was written
 * @throws {FsError} when the folder cannot be made
 */
export function recordingKeeper(folder: string | undefined): (result: Result) => Promise<Result> {
  if (folder === undefined) return (result) => Promise.resolve(result);
  try {
    Deno.mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw writeError(folder, error);
  }
  return async (result) => {
    const { recording, rule } = result;
    if (recording === undefined) return result;
    const file = join(folder, `${rule.id}.jsonl`);
    await writeText(file, recordingText(recording));
    return { ...result, recording: { ...recording, file } };
  };
}
