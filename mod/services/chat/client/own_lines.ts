import { type Message, msg, plural, verbatim } from "../../../i18n/message.ts";
import type { Readline } from "../../../terminal/readline.ts";
import type { MemberNews, Membership } from "./membership.ts";

/** Milliseconds after which a line that the room has not got yet is shown as one that is on its way. */
const LATE = 700;
/** Lines on their way that are shown, and lines that go back into the input; of more there is one sentence. */
const MOST_SHOWN = 20;

/**
 * What the person sees of the lines that were typed here. On a terminal a line is shown as said when the room has it; if
 * that takes longer than a moment, it is shown as one on its way. What was not said goes back to where it was typed, or is
 * told.
 */
export class OwnLines implements Disposable {
  readonly #readline: Readline;
  readonly #membership: Membership;
  readonly #changed: () => void;
  /** Entered when there was no connection any more. */
  readonly #unsent: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isLate = false;
  #isLeaving = false;
  #sent = 0;
  #unsaid = 0;

  /** @param changed called when the number of lines on their way may have changed */
  constructor(readline: Readline, membership: Membership, changed: () => void) {
    this.#readline = readline;
    this.#membership = membership;
    this.#changed = changed;
  }

  /** How many lines have been on their way for longer than a moment. */
  get late(): number {
    return this.#isLate ? this.#membership.open.length : 0;
  }

  /** How many of our lines the room does not have, as far as we know now. */
  get unsaid(): number {
    return this.#unsaid + this.#unsent.length +
      this.#membership.open.filter(({ text }) => !isBye(text)).length;
  }

  /** What to say of them when the program ends; `undefined` when there are none. */
  get report(): Message | undefined {
    const count = this.unsaid;
    if (count === 0) return undefined;
    return plural(
      count,
      msg`${count} of your ${this.#sent} lines was not acknowledged by the room`,
      msg`${count} of your ${this.#sent} lines were not acknowledged by the room`,
    );
  }

  /** Whether anything is not known yet. */
  get isOpen(): boolean {
    return this.#membership.open.some(({ text }) => !isBye(text));
  }

  /** From now on nothing can go back into the input. */
  leaves(): void {
    this.#isLeaving = true;
  }

  /** A line is sent to the room. */
  async sends(text: string): Promise<void> {
    this.#sent++;
    this.#membership.sends(text);
    if (!this.#readline.isTerminal) return;
    if (this.#isLate) await this.#showOpen(text);
    else this.#timer ??= setTimeout(() => void this.#beLate(), LATE);
  }

  /** A line was entered, and there is no connection. */
  keeps(text: string): void {
    this.#sent++;
    this.#unsent.push(text);
  }

  /** The room is reached no more: what is open may have been said. */
  async breaks(): Promise<void> {
    if (this.#readline.isTerminal && this.#membership.open.length > 0 && !this.#isLate) await this.#beLate();
  }

  /** Shows what the room has, and what not. */
  async hears(news: MemberNews, name: string): Promise<void> {
    if (news.do === "said") await this.#shows(name, news.text);
    else if (news.do === "lost") await this.#givesBack(news.texts, news.isCertain);
    else if (news.do === "unclear") await this.#doubts(news.texts, news.refused);
    else if (news.do === "refused" && news.reason !== "empty") {
      // A command is in the history: it need not stand in the way of what is typed by now
      if (!this.#readline.isTerminal || this.#isLeaving) this.#unsaid++;
      else if (news.reason !== "command") this.#readline.restore(news.text);
    }
    if (this.#membership.open.length === 0) this.#beOnTime();
    this.#changed();
  }

  /** What was entered without a connection goes back, when nothing else did that went before it. */
  async returns(): Promise<void> {
    if (this.#unsent.length > 0) await this.#givesBack([], true);
  }

  /** Gives up what is open, for there is nobody who could know. */
  async abandons(): Promise<void> {
    const texts = this.#membership.abandons();
    this.#beOnTime();
    if (texts.length + this.#unsent.length > 0) await this.#givesBack(texts, false);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }

  /** As it stands in the input line when it is entered. */
  async #shows(name: string, text: string): Promise<void> {
    if (this.#readline.isTerminal) await this.#readline.show(`${name}> ${text}`);
  }

  async #givesBack(texts: readonly string[], isCertain: boolean): Promise<void> {
    const all = [...texts, ...this.#unsent.splice(0)];
    if (this.#isLeaving || !this.#readline.isTerminal) this.#unsaid += all.length;
    const isBack = this.#readline.isTerminal && !this.#isLeaving && all.length <= MOST_SHOWN;
    if (isBack) {
      await this.#readline.remark(isCertain ? backUnsaid(all.length) : backUnclear(all.length));
      return this.#readline.restore(all.join("\n"));
    }
    const [first, last] = [all[0]!, all.at(-1)!];
    if (all.length > MOST_SHOWN) {
      await this.#readline.remark(
        isCertain
          ? msg`${all.length} lines were not said, from "${first}" to "${last}"`
          : msg`${all.length} lines may have been said or not, from "${first}" to "${last}"`,
      );
    } else {
      for (const text of all) {
        await this.#readline.remark(
          isCertain ? msg`Not said: ${text}` : msg`Said or not, nobody knows: ${text}`,
        );
      }
    }
  }

  async #doubts(texts: readonly string[], refused: number): Promise<void> {
    this.#unsaid += refused;
    await this.#readline.remark(
      msg`${refused} of your last ${texts.length} lines were refused; which ones is not known`,
    );
  }

  async #beLate(): Promise<void> {
    clearTimeout(this.#timer);
    this.#isLate = true;
    const { open } = this.#membership;
    for (const { text } of open.slice(0, MOST_SHOWN)) await this.#showOpen(text);
    this.#changed();
  }

  #beOnTime(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isLate = false;
  }

  async #showOpen(text: string): Promise<void> {
    if (this.#membership.open.length <= MOST_SHOWN) await this.#readline.remark(verbatim(`… ${text}`));
  }
}

function backUnsaid(count: number): Message {
  return plural(
    count,
    msg`Your last line was not said: it is back in the input`,
    msg`Your last ${count} lines were not said: they are back in the input`,
  );
}

function backUnclear(count: number): Message {
  return plural(
    count,
    msg`Your last line may have been said or not: it is back in the input`,
    msg`Your last ${count} lines may have been said or not: they are back in the input`,
  );
}

/** Whether the answer to a line is the end of the connection. */
export function isBye(text: string): boolean {
  return text.trim().toLowerCase() === "/bye";
}
