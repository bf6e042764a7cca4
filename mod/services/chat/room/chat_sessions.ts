/**
 * # Somebody who comes back
 *
 * A connection that breaks tells neither side what the other one has still got. A program that wants to know chooses a
 * secret and gives it each time it comes: its session. What it says goes into the log with the session and the number of
 * the line. So when it comes back the log knows which of its lines was the last to be said, whichever connection, run of
 * the server, or server of a shared room took it in.
 *
 * The connection that was lost may still be in the room, for nobody has told the server. A session is one person: the new
 * connection takes the place of the old one. What the old one says from there on is not said, because the new one has
 * been told that it was not.
 *
 * Sessions are forgotten one by one when there are too many; whoever comes back after that is a newcomer.
 */

/** What is known of one session. */
export interface KnownSession {
  /** The member that has come by it last; empty when that is not known. */
  readonly member: string;
  /** Its last line in the log. */
  readonly line: number;
}

/** See the top of this file. */
export class ChatSessions {
  readonly #known = new Map<string, KnownSession>();
  /** The sessions of those who are here. */
  readonly #members = new Map<string, string>();

  /** @param most sessions that are remembered */
  constructor(readonly most = 10_000) {}

  /** `undefined` when it is not known. */
  get(session: string | undefined): KnownSession | undefined {
    return session === undefined ? undefined : this.#known.get(session);
  }

  /** The session by which a member has come, if it has and nobody else has come by it since. */
  of(member: string): string | undefined {
    return this.#members.get(member);
  }

  /** Notes that a member has come by the session, whose lines up to that one are known elsewhere. */
  begin(session: string | undefined, member: string, line = 0): void {
    if (session === undefined) return;
    this.#members.delete(this.#known.get(session)?.member ?? "");
    this.#members.set(member, session);
    this.#put(session, { member, line: Math.max(line, this.#known.get(session)?.line ?? 0) });
  }

  /** Notes that a member is gone; its session may come again. */
  end(member: string): void {
    this.#members.delete(member);
  }

  /**
   * Notes a line.
   *
   * @returns false when somebody else has the session by now, so that the line is not to be said
   */
  say(session: string | undefined, member: string, line = 0): boolean {
    if (session === undefined) return true;
    const known = this.#known.get(session);
    if (known !== undefined && known.member !== member) return false;
    this.#put(session, { member, line: Math.max(line, known?.line ?? 0) });
    return true;
  }

  /** Notes a line of the past, whoever said it. */
  remember(session: string | undefined, member: string, line = 0): void {
    if (session !== undefined) this.#put(session, { member, line });
  }

  #put(session: string, known: KnownSession): void {
    this.#known.delete(session); // the order is that of the last use
    this.#known.set(session, known);
    if (this.#known.size > this.most) this.#known.delete(this.#known.keys().next().value!);
  }
}
