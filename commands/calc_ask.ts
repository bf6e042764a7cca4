import { command } from "../mod/cli/command.ts";
import { choice } from "../mod/cli/option.ts";
import { endpoint, words } from "../mod/cli/positional.ts";
import { UsageError } from "../mod/cli/usage_error.ts";
import { chunks } from "../mod/framing/chunks.ts";
import { FrameReader } from "../mod/framing/frame_reader.ts";
import type { Connection } from "../mod/net/connection.ts";
import { escapeControls } from "../mod/trace/render_event.ts";
import { askLines } from "./ask_lines.ts";
import { clientOptions, dialServer } from "./dial_server.ts";
import { type Questions, questionsFrom } from "./questions.ts";

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
    using questions = await questionsFrom(expressions, "calc> ", system);
    const answers = new Answers(questions);
    try {
      await converse(dialled.connection, questions, options.framing, answers);
    } catch (error) {
      throw dialled.explain(error);
    }
    return answers.mistakes === 0 ? 0 : 1;
  },
});

/** Where answers go, and how many of them were mistakes. */
class Answers {
  mistakes = 0;
  readonly #questions: Questions;

  constructor(questions: Questions) {
    this.#questions = questions;
  }

  async tell(answers: readonly string[]): Promise<void> {
    this.mistakes += answers.filter((answer) => /^(Erreur|Error)\b/.test(answer)).length;
    await this.#questions.show(answers.map((answer) => `${escapeControls(answer)}\n`).join(""));
  }
}

/** Lines are asked as they come; without line ends, each question has to wait for the answer before it. */
async function converse(
  connection: Connection,
  { batches }: Questions,
  framing: "line" | "chunk",
  answers: Answers,
): Promise<void> {
  if (framing === "line") {
    return await askLines(
      connection,
      batches,
      (answered) => answers.tell(answered.map(({ answer }) => answer)),
    );
  }
  const reader = new FrameReader(connection, chunks(), 65_536);
  for await (const batch of batches) {
    for (const question of batch) {
      await connection.write(new TextEncoder().encode(question));
      const answer = await reader.next();
      if (answer === null) throw new Error("the server closed the connection before it had answered");
      await answers.tell([new TextDecoder().decode(answer).trimEnd()]);
    }
  }
}
