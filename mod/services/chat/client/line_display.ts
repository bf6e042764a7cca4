import type { CommandContext } from "../../../cli/command_context.ts";
import { visibleText } from "../../../io/visible_text.ts";
import type { Readline } from "../../../terminal/readline.ts";
import { wantsColor } from "../../../terminal/wants_color.ts";
import type { ChatLine } from "../chat_line.ts";
import { formatLine } from "../format_line.ts";
import type { ChatCompletion } from "./chat_completion.ts";
import { type ColorCount, colorCount } from "./name_color.ts";
import { styleLine } from "./style_line.ts";

/** The options of a display. */
export interface LineDisplayOptions {
  /** Lines are shown as they come, for a program. */
  readonly bot: boolean;
  /** No bell. */
  readonly quiet: boolean;
}

/** Where the lines of a server become visible: with colours and a bell for a person, bare for a program. */
export class LineDisplay {
  readonly #readline: Readline;
  readonly #options: LineDisplayOptions;
  readonly #completion: ChatCompletion;
  /** How many colours there are; undefined for none. */
  readonly #colors: ColorCount | undefined;

  constructor(
    readline: Readline,
    completion: ChatCompletion,
    options: LineDisplayOptions,
    { stdout, env }: Pick<CommandContext, "stdout" | "env">,
  ) {
    this.#readline = readline;
    this.#completion = completion;
    this.#options = options;
    this.#colors = wantsColor(stdout, env) ? colorCount(env) : undefined;
  }

  /**
   * Shows a line of text, made visible already.
   *
   * @param own the reader's name, if it has one
   */
  async text(line: string, own: string | undefined): Promise<void> {
    if (this.#options.bot || !this.#readline.isTerminal) return await this.#readline.show(line);
    const look = styleLine(line, own, this.#colors);
    this.#completion.learn(look.names);
    const bell = look.mention && !this.#options.quiet ? "\x07" : "";
    await this.#readline.show(bell + (this.#colors === undefined ? line : look.coloured));
  }

  /** Shows a line of a room that speaks JSON: a person reads it as text, a program without what it has not asked for. */
  async line(line: ChatLine, own: string | undefined): Promise<void> {
    if (!this.#options.bot) {
      const text = formatLine(line, "text");
      return text === undefined ? undefined : await this.text(visibleText(text), own);
    }
    const shown = line.type === "welcome" ? { ...line, said: undefined } : line;
    await this.text(visibleText(JSON.stringify(shown)), own);
  }
}
