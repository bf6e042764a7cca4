import type { RosterMember } from "../chat_event.ts";
import { nicknameKey } from "./nickname.ts";

/** Who has which name; no name is there twice. */
export class NameList {
  readonly #names = new Map<string, string>();
  readonly #owners = new Map<string, string>();

  /** How many have one. */
  get size(): number {
    return this.#names.size;
  }

  /** Everybody, in the order of arrival. */
  get members(): RosterMember[] {
    return Array.from(this.#names, ([member, name]) => ({ member, name }));
  }

  /** Whether that member has a name. */
  has(member: string): boolean {
    return this.#names.has(member);
  }

  /** The name of a member. */
  nameOf(member: string): string | undefined {
    return this.#names.get(member);
  }

  /** The member who has that name, however it is capitalised. */
  ownerOf(name: string): string | undefined {
    return this.#owners.get(nicknameKey(name));
  }

  /** Gives a member a name that nobody else has. */
  set(member: string, name: string): void {
    this.delete(member, false);
    this.#names.set(member, name);
    this.#owners.set(nicknameKey(name), member);
  }

  /** Takes a member out; one that only changes its name keeps its place in the order. */
  delete(member: string, leaves = true): void {
    const name = this.#names.get(member);
    if (name !== undefined) this.#owners.delete(nicknameKey(name));
    if (leaves) this.#names.delete(member);
  }

  /** Takes everybody out. */
  clear(): void {
    this.#names.clear();
    this.#owners.clear();
  }
}
