import { CommandError } from "../commands/kv_command.ts";
import { type KeyEntry, Keyspace } from "../store/keyspace.ts";

/** What commands would have done. */
export interface Draft {
  /** The key that they change, at most one. */
  readonly change?: { readonly key: string; readonly after: KeyEntry | undefined };
  /** They would change more than one: nothing must be done. */
  readonly isTooWide: boolean;
}

/** A command or a transaction would change more than one key. */
export class TooWide extends CommandError {
  constructor() {
    super("CROSSSLOT with --bus each key is by itself: several cannot be changed at once");
  }
}

/**
 * # Keys that several servers share
 *
 * What is here is a copy of what the bus has, and only what comes from there changes it ({@linkcode Keyspace.apply}). A
 * command runs on a draft: it sees the copy and what it has changed itself, and what it has changed is handed over to be
 * written to the bus. Nobody else sees it, and it is gone when the command has run.
 */
export class SharedKeyspace extends Keyspace {
  #draft: Map<string, KeyEntry | undefined> | undefined;
  #isTooWide = false;

  /** Whether a draft is being made. */
  get isDrafting(): boolean {
    return this.#draft !== undefined;
  }

  /** Whether a command has changed this key on the draft that is being made. */
  isDrafted(key: string): boolean {
    return this.#draft?.has(key) ?? false;
  }

  /** Runs commands on a draft. @param act changes keys; must not wait for anything */
  draft(act: () => void): Draft {
    const draft = this.#draft = new Map();
    this.#isTooWide = false;
    try {
      act();
    } finally {
      this.#draft = undefined;
    }
    const isTooWide = this.#isTooWide;
    for (const [key, after] of draft) {
      if (after !== undefined || this.has(key)) return { change: { key, after }, isTooWide };
    }
    return { isTooWide };
  }

  override get size(): number {
    let size = super.size;
    for (const [key, after] of this.#draft ?? []) {
      size += Number(after !== undefined) - Number(super.has(key));
    }
    return size;
  }

  override get(key: string): string | undefined {
    return this.#draft?.has(key) ? this.#draft.get(key)?.value : super.get(key);
  }

  override has(key: string): boolean {
    return this.#draft?.has(key) ? this.#draft.get(key) !== undefined : super.has(key);
  }

  override expiryOf(key: string): number | undefined {
    return this.#draft?.has(key) ? this.#draft.get(key)?.expires : super.expiryOf(key);
  }

  override entry(key: string): KeyEntry | undefined {
    return this.#draft?.has(key) ? this.#draft.get(key) : super.entry(key);
  }

  override *keys(): IterableIterator<string> {
    for (const key of super.keys()) if (this.has(key)) yield key;
    for (const [key, after] of this.#draft ?? []) if (after !== undefined && !super.has(key)) yield key;
  }

  override clear(): void {
    for (const key of this.keys()) this.delete(key);
  }

  protected override put(key: string, after: KeyEntry | undefined): void {
    if (this.#draft === undefined) throw new CommandError("ERR keys that are shared are changed on a draft");
    if (this.#draft.size > 0 && !this.#draft.has(key)) {
      this.#isTooWide = true;
      throw new TooWide();
    }
    this.#draft.set(key, after);
  }
}
