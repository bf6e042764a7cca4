import { readTail } from "./read_tail.ts";
import { replaceText } from "../../../fs/write_text.ts";
import { errorText, systemFailure } from "../../../net/errors/system_error.ts";
import { REMEMBERED } from "../../../terminal/line_editor.ts";
import type { Log } from "../../log.ts";

/** The most that is read of a history, bytes, counted from its end. */
const LONGEST = 1 << 20;

/**
 * The lines that were entered in earlier times, one a line, as GNU readline keeps them too. The file is replaced
 * as a whole, belongs to its owner alone, and holds as many lines as are remembered. What others have added to it
 * meanwhile stays.
 */
export class HistoryFile {
  readonly past: readonly string[];
  readonly #path: string;
  readonly #log: Log;
  readonly #added: string[] = [];

  private constructor(path: string, past: readonly string[], log: Log) {
    this.#path = path;
    this.past = past;
    this.#log = log;
  }

  /** Reads it; one that cannot be read is a warning, and then it is not written either. */
  static open(path: string, log: Log): HistoryFile | undefined {
    try {
      return new HistoryFile(path, linesOf(path), log);
    } catch (error) {
      log.warning(`history file "${path}": ${errorText(error)}`);
      return undefined;
    }
  }

  /** Remembers a line that was entered. */
  add(line: string): void {
    if (line === "" || line === this.#added.at(-1)) return;
    this.#added.push(line);
    if (this.#added.length > REMEMBERED) this.#added.shift();
  }

  /** Writes it, if there is something new. */
  save(): void {
    if (this.#added.length === 0) return;
    try {
      const before = linesOf(this.#path);
      const added = before.at(-1) === this.#added[0] ? this.#added.slice(1) : this.#added;
      const text = [...before, ...added].slice(-REMEMBERED).map((line) => `${line}\n`).join("");
      const place = placeOf(this.#path);
      forOwnerAlone(place);
      replaceText(place, text, 0o600);
      this.#added.length = 0;
    } catch (error) {
      this.#log.warning(`history file "${this.#path}": ${errorText(error)}`);
    }
  }
}

function linesOf(path: string): string[] {
  try {
    const { text, whole } = readTail(path, LONGEST);
    const lines = text.split("\n");
    return (whole ? lines : lines.slice(1)).filter((line) => line !== "").slice(-REMEMBERED);
  } catch (error) {
    if (systemFailure(error) === "not_found") return [];
    throw error;
  }
}

/** What is replaced keeps its mode, and others may have been allowed to read it. */
function forOwnerAlone(path: string): void {
  try {
    if (Deno.statSync(path).isFile) Deno.chmodSync(path, 0o600);
  } catch {
    // Not there yet, somebody else's, or nobody keeps modes there.
  }
}

/** A link to a history that is kept elsewhere stays one. */
function placeOf(path: string): string {
  try {
    return Deno.realPathSync(path);
  } catch {
    return path; // not there yet
  }
}
