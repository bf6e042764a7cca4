import { command } from "../mod/cli/command.ts";
import { choice, type OptionValues } from "../mod/cli/option.ts";
import { endpoint, words } from "../mod/cli/positional.ts";
import type { System } from "../mod/cli/system.ts";
import { UsageError } from "../mod/cli/usage_error.ts";
import type { Connection } from "../mod/net/connection.ts";
import { escapeControls } from "../mod/trace/render_event.ts";
import { askLines } from "./ask_lines.ts";
import { clientOptions, dialServer } from "./dial_server.ts";
import { Dialogue } from "./dialogue.ts";
import { stdinLines } from "./stdin_lines.ts";

const options = {
  framing: choice({
    choices: ["line", "chunk"],
    default: "line",
    help: "send lines, or expressions without a line end and take each read for an answer",
  }),
  ...clientOptions,
};

export default command({
  name: "calc ask",
  summary: "ask a calculator server",
  description:
    "Writes each result on a line. Without an expression, reads them from standard input; at a terminal, with a prompt and history.",
  args: { server: endpoint(), expressions: words("EXPRESSION", "what to calculate", { min: 0 }) },
  options,
  examples: [
    { command: 'netlab calc ask localhost 63000 "3*5+1"', does: "one result" },
    { command: 'netlab calc ask localhost:63000 "x = 2**64" "sqrt(x)"', does: "several, on one connection" },
    { command: "netlab calc ask localhost 63000", does: "a prompt; Ctrl-D ends it" },
  ],
  async run({ args, options }, system) {
    const { expressions } = args;
    if (expressions.some((each) => /[\r\n]/.test(each))) {
      throw new UsageError("an expression cannot contain a line end");
    }
    using dialled = await dialServer(args.server, options, system);
    const answers = new Answers(system);
    try {
      await converse(dialled.connection, expressions, options, answers, system);
    } catch (error) {
      throw dialled.explain(error);
    }
    return answers.mistakes === 0 ? 0 : 1;
  },
});

/** Where answers go, and how many of them were mistakes. */
class Answers {
  mistakes = 0;
  readonly #system: System;

  constructor(system: System) {
    this.#system = system;
  }

  async tell(answers: readonly string[]): Promise<void> {
    this.mistakes += answers.filter((answer) => /^(Erreur|Error)\b/.test(answer)).length;
    await this.#system.stdout.write(answers.map((answer) => `${escapeControls(answer)}\n`).join(""));
  }
}

async function converse(
  connection: Connection,
  expressions: readonly string[],
  { framing }: OptionValues<typeof options>,
  answers: Answers,
  system: System,
): Promise<void> {
  const fromKeyboard = expressions.length === 0 && system.stdin.isTerminal();
  if (!fromKeyboard && framing === "line") {
    const batches = expressions.length > 0 ? [expressions] : stdinLines(system.stdin);
    return await askLines(
      connection,
      batches,
      (answered) => answers.tell(answered.map(({ answer }) => answer)),
    );
  }
  const dialogue = new Dialogue(connection, framing);
  const questions = fromKeyboard
    ? (await import("./prompt_lines.ts")).promptLines("calc> ", system.signal)
    : each(expressions.length > 0 ? [expressions] : stdinLines(system.stdin));
  for await (const question of questions) {
    if (question.trim() !== "" || !fromKeyboard) await answers.tell([await dialogue.ask(question)]);
  }
}

async function* each(batches: AsyncIterable<readonly string[]> | Iterable<readonly string[]>) {
  for await (const batch of batches) yield* batch;
}
