import type { RosterMember } from "../chat_event.ts";
import { freeNickname, nicknameKey } from "./nickname.ts";

/**
 * The people of a server that the others take for gone: they are still here, and wait to come in again.
 *
 * Meanwhile somebody elsewhere may take the name of one of them, and has it, for that event has a place in the
 * order and theirs has lost it. Each is shown under a free name then, and asks for the old one all the same.
 */
export class PeopleOut {
  readonly #people = new Map<string, { wanted: string; shown: string }>();

  /** Everybody under the name that is shown. */
  get shown(): RosterMember[] {
    return Array.from(this.#people, ([member, { shown }]) => ({ member, name: shown }));
  }

  /** Everybody under the name that is asked for. */
  get wanted(): RosterMember[] {
    return Array.from(this.#people, ([member, { wanted }]) => ({ member, name: wanted }));
  }

  /** The name that is shown. */
  nameOf(member: string): string | undefined {
    return this.#people.get(member)?.shown;
  }

  /** Puts somebody out who had that name. */
  add(member: string, name: string): void {
    if (!this.#people.has(member)) this.#people.set(member, { wanted: name, shown: name });
  }

  /** Takes somebody back in. */
  delete(member: string): void {
    this.#people.delete(member);
  }

  /**
   * Gives somebody another name who is shown under one that is somebody else's now.
   *
   * @param isTaken by those who are in
   */
  yield(name: string, isTaken: (name: string) => boolean): Renaming | undefined {
    const key = nicknameKey(name);
    for (const [member, person] of this.#people) {
      if (nicknameKey(person.shown) !== key) continue;
      const from = person.shown;
      person.shown = freeNickname(person.wanted, (each) => isTaken(each) || this.#isShown(each));
      return { member, from, to: person.shown };
    }
    return undefined;
  }

  #isShown(name: string): boolean {
    return this.shown.some((each) => nicknameKey(each.name) === nicknameKey(name));
  }
}

/** Somebody has got another name without asking for it. */
export interface Renaming {
  member: string;
  from: string;
  to: string;
}
