import type { Change, ChangeListener, Snapshot } from "./keyspace.ts";

/** Somebody who wants to know whether a key has changed. */
export interface KeyWatcher {
  /** Set when it has. */
  isTouched: boolean;
}

/** Who watches which key, for WATCH: a transaction is not run when one of its keys has changed in between. */
export class Watchers implements ChangeListener {
  readonly #byKey = new Map<string, Set<KeyWatcher>>();

  /** Begins to watch. */
  add(key: string, watcher: KeyWatcher): void {
    const watching = this.#byKey.get(key);
    if (watching === undefined) this.#byKey.set(key, new Set([watcher]));
    else watching.add(watcher);
  }

  /** Ends it. */
  remove(key: string, watcher: KeyWatcher): void {
    const watching = this.#byKey.get(key);
    watching?.delete(watcher);
    if (watching?.size === 0) this.#byKey.delete(key);
  }

  changed({ key }: Change): void {
    const watching = this.#byKey.get(key);
    if (watching !== undefined) { for (const each of watching) each.isTouched = true; }
  }

  cleared({ values }: Snapshot): void {
    for (const [key, watching] of this.#byKey) {
      if (values.has(key)) { for (const each of watching) each.isTouched = true; }
    }
  }
}
