import { cannotWrite } from "../../mod/fs/cannot_write.ts";

/**
 * Saves a picture.
 *
 * @throws {Error} with a sentence about why it could not be written.
 */
export async function writeDiagram(path: string, drawn: string): Promise<void> {
  try {
    await Deno.writeTextFile(path, drawn);
  } catch (error) {
    throw cannotWrite(path, error);
  }
}
