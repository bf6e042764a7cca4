import type { RosterMember } from "../chat_event.ts";
import type { ChatLine } from "../chat_line.ts";
import { freeNickname, nicknameKey } from "./nickname.ts";
import type { Renaming } from "./people_out.ts";

/**
 * What is told of people whose server is lost and found again: one line for all of them, and not one for each.
 *
 * @module
 */

/** One line and who hears it. */
export interface Delivery {
  /** One member's number, or everybody in the room. */
  to: string | "all";
  /** The member of `all` who does not hear it. */
  except?: string;
  line: ChatLine;
}

/** The mark of a member's server. */
export function serverOf(member: string): string {
  return member.slice(0, Math.max(0, member.lastIndexOf(":")));
}

/** The names that people get who come in together: those that are free keep theirs. */
export function namesFor(people: readonly RosterMember[], isOwned: (name: string) => boolean): string[] {
  const taken = new Set<string>();
  const isTaken = (name: string) => taken.has(nicknameKey(name)) || isOwned(name);
  const kept = people.map(({ name }) => {
    const isFree = !isTaken(name);
    if (isFree) taken.add(nicknameKey(name));
    return isFree;
  });
  return people.map(({ name }, index) => {
    if (kept[index]) return name;
    const other = freeNickname(name, isTaken);
    taken.add(nicknameKey(other));
    return other;
  });
}

/** These people are out of reach. */
export function outOfReach(gone: readonly RosterMember[]): Delivery[] {
  if (gone.length === 0) return [];
  return [{ to: "all", line: { type: "unreachable", names: gone.map(({ name }) => name) } }];
}

/** These people are within reach again. @param people `was` is the name that they asked for */
export function withinReach(people: readonly (RosterMember & { was?: string })[]): Delivery[] {
  if (people.length === 0) return [];
  const renamed = people.flatMap(({ name, was = name }) => was === name ? [] : { from: was, to: name });
  const names = people.map(({ name }) => name);
  return [{ to: "all", line: { type: "reachable", names, ...(renamed.length > 0 ? { renamed } : {}) } }];
}

/** Somebody has another name than before, and does not know why. */
export function otherName({ member, from, to }: Renaming, wanted?: string): Delivery[] {
  if (from === to) return [];
  const text = to === wanted
    ? `The name ${to} is free again, and yours`
    : `While the other servers were out of reach, somebody there has taken the name ${
      wanted ?? from
    }: you are ${to} now`;
  return [{ to: "all", line: { type: "renamed", from, to } }, { to: member, line: { type: "note", text } }];
}
