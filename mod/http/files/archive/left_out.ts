import { joined, type Message, msg } from "../../../i18n/message.ts";
import { escapeName } from "../../../io/visible_text.ts";

/** How many names are told; of the others, how many there are. */
const MOST_NAMED = 5;

/** What an archive goes without: its reader cannot see that something is missing, so its owner is told. */
export class LeftOut {
  readonly #unreadable = new Names();
  readonly #unnameable = new Names();

  /** It may not be read. */
  unreadable(name: string): void {
    this.#unreadable.add(name);
  }

  /** No archive of ours can hold its name. */
  unnameable(name: string): void {
    this.#unnameable.add(name);
  }

  /** Sentences for the owner's log; none when nothing is missing. @param archive its name */
  sentences(archive: string): Message[] {
    const [unreadable, unnameable] = [this.#unreadable.told(), this.#unnameable.told()];
    return [
      ...(unreadable ? [msg`${escapeName(archive)} goes without what may not be read: ${unreadable}`] : []),
      ...(unnameable
        ? [msg`${escapeName(archive)} goes without names with a line end or not in UTF-8: ${unnameable}`]
        : []),
    ];
  }
}

class Names {
  readonly #first: string[] = [];
  #count = 0;

  add(name: string): void {
    if (this.#count++ < MOST_NAMED) this.#first.push(escapeName(name));
  }

  told(): Message | undefined {
    if (this.#count === 0) return undefined;
    const more = this.#count - this.#first.length;
    return joined([...this.#first, ...(more > 0 ? [msg`${more} more`] : [])], ", ");
  }
}
