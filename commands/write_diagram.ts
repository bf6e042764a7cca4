/**
 * Saves a picture.
 *
 * @throws {Error} with a sentence about why it could not be written.
 */
export async function writeDiagram(path: string, drawn: string): Promise<void> {
  try {
    await Deno.writeTextFile(path, drawn);
  } catch (error) {
    throw new Error(`Cannot write the diagram to "${path}": ${(error as Error).message}`, { cause: error });
  }
}
