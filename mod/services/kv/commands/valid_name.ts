import { CommandError } from "./kv_command.ts";

/** A name that a client may give itself. @throws {CommandError} when it could be mistaken in a list */
export function validName(name: string): string {
  if (/^[!-~]*$/.test(name)) return name;
  throw new CommandError("ERR Client names cannot contain spaces, newlines or special characters.");
}
