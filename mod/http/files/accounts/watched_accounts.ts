import { systemFailure } from "../../../net/errors/system_error.ts";
import { joined, type Message, msg } from "../../../i18n/message.ts";
import { MessageError } from "../../../i18n/message_error.ts";
import { type AccountsFault, type AccountsText, MOST_TEXT, parseAccounts } from "./accounts_text.ts";

/** How often the file is looked at, milliseconds. */
const LOOK_AFTER = 500;
/** How many faults are told. */
const MOST_TOLD = 20;

/** How {@linkcode WatchedAccounts} watches. */
export interface WatchOptions {
  /** Told that the file was read again, or why the accounts stay as they were. */
  onChange?(sentence: Message): void;
  /** @default {500} */
  readonly every?: number;
}

/**
 * The accounts in a file, read again when it changes: as soon as it has stayed the same between two looks,
 * because half a file may say something else. While it is wrong or missing, what it said before stays.
 */
export class WatchedAccounts implements Disposable {
  #text: AccountsText;
  /** What was seen of the file when it was last read, and when it was last looked at. */
  #read: string;
  #seen: string;
  readonly #timer: ReturnType<typeof setInterval>;

  private constructor(readonly path: string, readonly options: WatchOptions) {
    this.#read = this.#seen = signature(path);
    this.#text = readAccounts(path);
    this.#timer = setInterval(() => this.look(), options.every ?? LOOK_AFTER);
    Deno.unrefTimer(this.#timer as unknown as number);
  }

  /**
   * Reads a file and begins to watch it.
   *
   * @throws {MessageError} with everything that is wrong with it, line by line
   */
  static open(path: string, options: WatchOptions = {}): WatchedAccounts {
    return new WatchedAccounts(path, options);
  }

  /** What it says now. */
  get text(): AccountsText {
    return this.#text;
  }

  /** Looks whether the file has changed, and reads it when it has stayed as it was at the last look. */
  look(): void {
    const now = signature(this.path);
    const settled = now === this.#seen;
    this.#seen = now;
    if (!settled || now === this.#read) return;
    this.#read = now;
    try {
      this.#text = readAccounts(this.path);
      this.options.onChange?.(msg`${this.path} has changed and was read again`);
    } catch (error) {
      if (!(error instanceof MessageError)) throw error;
      this.options.onChange?.(msg`${error.sentence}. The accounts stay as they were before`);
    }
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}

/** Reads an accounts file. @throws {MessageError} with everything that is wrong with it, line by line */
export function readAccounts(path: string): AccountsText {
  const read = parseAccounts(readText(path));
  if (!Array.isArray(read)) return read;
  throw new MessageError(faultsMessage(path, read));
}

/** Everything that is wrong, line by line. */
export function faultsMessage(path: string, faults: readonly AccountsFault[]): Message {
  const told = faults.slice(0, MOST_TOLD).map(({ line, sentence }) =>
    msg`${path}, line ${line}: ${sentence}`
  );
  const more = faults.length - told.length;
  return joined([...told, ...(more > 0 ? [msg`and ${more} more lines`] : [])], "\n");
}

/** The text of an accounts file. @throws {MessageError} when it cannot be read */
export function readText(path: string): string {
  try {
    using file = Deno.openSync(path);
    const { size, isFile } = file.statSync();
    if (!isFile) throw new MessageError(msg`Cannot read the accounts in "${path}": it is not a file`);
    if (size > MOST_TEXT) throw new MessageError(msg`Cannot read the accounts in "${path}": it is too large`);
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(Deno.readFileSync(path));
  } catch (error) {
    if (error instanceof MessageError) throw error;
    if (error instanceof TypeError) {
      throw new MessageError(msg`Cannot read the accounts in "${path}": it is not UTF-8`);
    }
    const missing = systemFailure(error) === "not_found";
    throw new MessageError(
      missing
        ? msg`There are no accounts in "${path}": make them with netlab files passwd`
        : msg`Cannot read the accounts in "${path}": it may not be read`,
      { cause: error },
    );
  }
}

/** What changes when a file does. */
function signature(path: string): string {
  try {
    const { mtime, size, ino } = Deno.statSync(path);
    return `${mtime?.getTime()} ${size} ${ino}`;
  } catch {
    return "missing";
  }
}
