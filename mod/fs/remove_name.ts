/**
 * Removes a name as unlink(2) does: a file, a link, a socket, but no folder, which the runtime's own call would
 * remove when it is empty.
 *
 * @throws {Deno.errors.IsADirectory} for a folder, and what the system says of others
 */
export function removeNameSync(path: string): void {
  if (Deno.lstatSync(path).isDirectory) throw new Deno.errors.IsADirectory("Is a directory");
  Deno.removeSync(path);
}
