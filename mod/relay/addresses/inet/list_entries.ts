import { errorText } from "../../../net/errors/system_error.ts";
import type { Options } from "../../options/options.ts";
import { RelayError } from "../../relay_endpoint.ts";

/** A longer list is not one that a person keeps, bytes. */
const LONGEST_FILE = 1024 * 1024;

/** One word of a list, and where it stands. */
export interface ListEntry {
  readonly text: string;
  /** `allow-file "hosts.txt", line 3`, `option "allow"`. */
  readonly where: string;
}

/**
 * The words of an option that may be given several times, and those of the file that another option names.
 *
 * @throws {RelayError} when the file cannot be read
 */
export function optionEntries(options: Options, option: string, fileOption: string): ListEntry[] {
  const given = [option, fileOption].some((name) => options.has(name))
    ? options.all.filter(([name]) => name === option || name === fileOption)
    : [];
  return given.flatMap(([name, value]) =>
    name === option
      ? words(String(value)).map((text) => ({ text, where: `option "${option}"` }))
      : fileEntries(fileOption, String(value))
  );
}

function fileEntries(option: string, path: string): ListEntry[] {
  return readLines(option, path).flatMap(({ text, where }) =>
    words(text).map((word) => ({ text: word, where }))
  );
}

/**
 * The lines of a file without comments, blanks around them, and empty ones.
 *
 * @throws {RelayError} when it cannot be read
 */
function readLines(option: string, path: string): ListEntry[] {
  return readListFile(option, path).split(/\r?\n/)
    .map((line, index) => ({
      text: line.replace(/(^|\s)#.*$/, "").trim(),
      where: `${option} "${path}", line ${index + 1}`,
    }))
    .filter(({ text }) => text !== "");
}

/**
 * The text of a file that an option names.
 *
 * @throws {RelayError} when it cannot be read or is too long
 */
export function readListFile(option: string, path: string): string {
  let bytes: Uint8Array;
  try {
    bytes = Deno.readFileSync(path);
  } catch (error) {
    throw new RelayError(`${option} "${path}": ${errorText(error)}`);
  }
  if (bytes.length > LONGEST_FILE) throw new RelayError(`${option} "${path}": longer than 1 MiB`);
  return new TextDecoder().decode(bytes);
}

function words(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== "");
}
