import { writeError } from "./write_error.ts";

/**
 * Writes a file that somebody asked for, such as a picture or a report.
 *
 * @throws {Error} with a sentence about why it could not be written.
 */
export async function writeText(path: string, text: string): Promise<void> {
  try {
    await Deno.writeTextFile(path, text);
  } catch (error) {
    throw writeError(path, error);
  }
}
