import type { ChatLine, RefusalReason, WelcomeLine } from "../chat_line.ts";

/**
 * # What we have said, and what was heard
 *
 * A member's side of a room's protocol for programs, over all its connections: which of our lines the room has, which it
 * refused, which were lost with a connection, and up to where we have read. It knows no socket and no terminal.
 *
 * A line that was sent is *open* until the room says what became of it. When a connection breaks, open lines stay open:
 * they may have been said. The next welcome knows, because the room keeps our session with each of our lines; unless it
 * is another room, started anew, of which nobody can know. A line that was not said is given back once, and is open no
 * more: if it is to be said, it has to be sent as a new one.
 */
export class Membership {
  readonly #session: string;
  readonly #open: OpenLine[] = [];
  #name: string | undefined;
  /** The room that we have been in, and the last message there that we know of. */
  #room: { readonly id: string; seq: number } | undefined;
  #isIn = false;
  /** The number of the next line. */
  #next = 1;
  /** Refusals on this connection that we have heard of. */
  #refusals = 0;

  /** @param session a secret of at least 16 letters and digits */
  constructor(session: string = crypto.randomUUID()) {
    this.#session = session;
  }

  /** Whether the room has let this connection in. */
  get isIn(): boolean {
    return this.#isIn;
  }

  /** The name under which we are in, or were. */
  get name(): string | undefined {
    return this.#name;
  }

  /** What we have sent and do not know of, in its order. */
  get open(): readonly OpenLine[] {
    return this.#open;
  }

  /** The first line on a new connection. */
  introduction(name: string, style: "/json" | "/bot"): string {
    const room = this.#room === undefined ? "" : ` room=${this.#room.id} since=${this.#room.seq}`;
    return `${style} ${name} session=${this.#session} alive=${ALIVE_EVERY}${room}`;
  }

  /** Notes a line that is sent. */
  sends(text: string): void {
    this.#open.push({ number: this.#next++, text });
  }

  /** Notes that the connection is no more. */
  breaks(): void {
    this.#isIn = false;
  }

  /** Gives up what is open: nobody will ever say what became of it. */
  abandons(): string[] {
    return this.#open.splice(0).map(({ text }) => text);
  }

  /** Takes in a line of the room. @returns what there is to do about it, in order */
  hears(line: ChatLine): MemberNews[] {
    switch (line.type) {
      case "alive":
        return [];
      case "welcome":
        return this.#enters(line);
      case "said":
        return this.#said(line);
      case "refused":
        return this.#refused(line);
      case "message":
      case "action":
      case "topic":
        if (this.#room !== undefined) this.#room.seq = Math.max(this.#room.seq, line.seq ?? 0);
        return [{ do: "show", line }];
      case "renamed":
        if (line.from === this.#name) this.#name = line.to;
        return [{ do: "show", line }];
      case "kicked":
        return line.name === this.#name ? [{ do: "show", line }, LEAVE] : [{ do: "show", line }];
      case "bye":
      case "replaced":
        return [{ do: "show", line }, LEAVE];
      default:
        return [{ do: "show", line }];
    }
  }

  #enters(welcome: WelcomeLine): MemberNews[] {
    const { you, room, seq, since, said } = welcome;
    const before = this.#room;
    const isSame = before !== undefined && before.id === room;
    // The messages that follow a number raise it one by one
    this.#room = isSame && since !== undefined ? before : { id: room, seq };
    this.#name = you;
    this.#isIn = true;
    this.#next = (said ?? 0) + 1;
    this.#refusals = 0;
    const news: MemberNews[] = [{ do: "show", line: welcome }];
    if (before !== undefined && since === undefined) news.push({ do: "anew" });
    const open = this.#open.splice(0);
    const known = isSame ? said ?? 0 : 0;
    const heard = open.filter(({ number }) => number <= known);
    const lost = open.filter(({ number }) => number > known);
    // What is shown to all comes with what was said meanwhile
    news.push(
      ...heard.filter(({ text }) => isCommand(text)).map(({ text }): MemberNews => ({ do: "said", text })),
    );
    if (lost.length > 0) news.push({ do: "lost", texts: lost.map(({ text }) => text), isCertain: isSame });
    return news;
  }

  #said({ line, seq = 0, refused = 0 }: ChatLine & { type: "said" }): MemberNews[] {
    if (this.#room !== undefined) this.#room.seq = Math.max(this.#room.seq, seq);
    const count = this.#open.findIndex(({ number }) => number > line);
    const done = this.#open.splice(0, count < 0 ? this.#open.length : count).map(({ text }) => text);
    const missed = refused - this.#refusals;
    if (missed <= 0) return done.map((text) => ({ do: "said", text }));
    this.#refusals = refused;
    return [{ do: "unclear", texts: done, refused: missed }];
  }

  #refused({ line, reason, text: why }: ChatLine & { type: "refused" }): MemberNews[] {
    this.#refusals++;
    const at = this.#open.findIndex(({ number }) => number === line);
    const [found] = at < 0 ? [] : this.#open.splice(at, 1);
    return [{ do: "refused", text: found?.text ?? "", reason, why }];
  }
}

/** What a member has to do about a line of the room. */
export type MemberNews =
  /** It is for the person, or the program. */
  | { do: "show"; line: ChatLine }
  /** The room has one of our lines. */
  | { do: "said"; text: string }
  /** It has not, and never will. */
  | { do: "refused"; text: string; reason: RefusalReason; why: string }
  /** It has not: they went with a connection. If that is not certain, the room has forgotten and some were heard perhaps. */
  | { do: "lost"; texts: string[]; isCertain: boolean }
  /** It has all of these but some, and we have missed which. */
  | { do: "unclear"; texts: string[]; refused: number }
  /** Nobody knows what was said since the last line that we have read. */
  | { do: "anew" }
  /** We are not to come back. */
  | { do: "leave" };

/** A line that was sent, and of which nothing has been said. */
export interface OpenLine {
  /** Its number on the connection by which it was sent. */
  readonly number: number;
  readonly text: string;
}

const LEAVE: MemberNews = { do: "leave" };

/** Seconds between two signs of life that a room is asked for. */
export const ALIVE_EVERY = 3;

/** Whether a line is not said to all. */
function isCommand(text: string): boolean {
  return text.startsWith("/") && !/^\/(?:\/|all\s|me\s|topic\s)/i.test(text);
}
