import { msg } from "../i18n/message.ts";
import { MessageError } from "../i18n/message_error.ts";
import { systemFailure } from "../net/errors/system_error.ts";

/**
 * Whether the files of a database are still as this program left them.
 *
 * The lock of a database keeps other databases out, and nobody else: `rm`, `mv`, `cp`, `truncate` ask for none, and
 * SQLite does not notice them. So the files are looked at around each commit.
 */
export class FilesAsLeft {
  readonly #paths: readonly string[];
  #left: State;

  /** @param paths the files, which may be missing */
  constructor(paths: readonly string[]) {
    this.#paths = paths;
    this.#left = stateOf(paths);
  }

  /** @throws {MessageError} when somebody else has been at the files since we left them. */
  check(): void {
    compare(this.#left, stateOf(this.#paths), isSame);
  }

  /** We have written. @throws {MessageError} when somebody else has been at the files meanwhile. */
  leave(): void {
    const now = stateOf(this.#paths);
    compare(this.#left, now, isGrown);
    this.#left = now;
  }
}

/** Files by their paths; `undefined` for one that is not there. */
type State = Readonly<Record<string, FileState | undefined>>;

interface FileState {
  /** Tells one file from another of the same name. */
  readonly identity: string;
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly changed: number;
}

function compare(left: State, found: State, fits: (before: FileState, now: FileState) => boolean): void {
  for (const [path, before] of Object.entries(left)) {
    if (before === undefined) continue;
    const now = found[path];
    if (now?.identity !== before.identity) throw new MessageError(msg`${path} was removed or replaced`);
    if (!fits(before, now)) throw new MessageError(msg`${path} was changed by another program`);
  }
}

function isSame(before: FileState, now: FileState): boolean {
  return now.size === before.size && now.changed === before.changed;
}

/** The trace that our own writing leaves on a file. */
function isGrown(before: FileState, now: FileState): boolean {
  return now.size >= before.size;
}

function stateOf(paths: readonly string[]): State {
  return Object.fromEntries(paths.map((path) => [path, fileState(path)]));
}

/** `undefined` when there is none, or its folder is gone. */
function fileState(path: string): FileState | undefined {
  try {
    const { dev, ino, size, mtime } = Deno.statSync(path);
    return { identity: `${dev} ${ino}`, size, changed: mtime?.getTime() ?? 0 };
  } catch (error) {
    if (systemFailure(error) === "not_found") return undefined;
    throw error;
  }
}
