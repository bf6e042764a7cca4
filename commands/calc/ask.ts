import { msg } from "../../mod/i18n/message.ts";
import { command } from "../../mod/cli/command.ts";
import { endpoint, words } from "../../mod/cli/positional.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import { escapeControls } from "../../mod/io/visible_text.ts";
import { askChunks } from "../../mod/services/ask_chunks.ts";
import { askLines } from "../../mod/services/ask_lines.ts";
import { dialServer } from "../../mod/services/dial_server.ts";
import { clientOptions, dialingOf } from "../options/client_options.ts";
import { framingOption } from "../options/framing_option.ts";
import { type Inputs, openInputs } from "../../mod/terminal/inputs.ts";

const options = {
  framing: framingOption,
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
    { command: "netlab calc ask localhost 63000", does: "a prompt; {end-key} ends it" },
  ],
  permissions: { net: { why: "the connection to the server" } },
  async run({ args, options }, context) {
    const { expressions } = args;
    if (expressions.some((each) => /[\r\n]/.test(each))) {
      throw new UsageError(msg`an expression cannot contain a line end`);
    }
    using dialled = await dialServer(args.server, dialingOf(options, context));
    await using inputs = await openInputs(expressions, "calc> ", context);
    const answers = new Answers(inputs);
    try {
      const ask = options.framing === "line" ? askLines : askChunks;
      await ask(
        dialled.connection,
        inputs.batches,
        (answered) => answers.tell(answered.map(({ answer }) => answer)),
      );
    } catch (error) {
      throw dialled.explain(error);
    }
    return answers.mistakes === 0 ? 0 : 1;
  },
});

/** Where answers go, and how many of them were mistakes. */
class Answers {
  mistakes = 0;
  readonly #inputs: Inputs;

  constructor(inputs: Inputs) {
    this.#inputs = inputs;
  }

  async tell(answers: readonly string[]): Promise<void> {
    this.mistakes += answers.filter((answer) => /^(Erreur|Error)\b/.test(answer)).length;
    await this.#inputs.show(answers.map((answer) => `${escapeControls(answer)}\n`).join(""));
  }
}
