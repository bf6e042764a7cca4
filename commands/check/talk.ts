import { command } from "../../mod/cli/command.ts";
import { flag, text } from "../../mod/cli/option.ts";
import { checkTalk } from "../../mod/check/command/check_talk.ts";
import { talkRules } from "../../mod/check/rules/talk/talk_rules.ts";
import { checkFramingOption, checkOptions, checkPermissions } from "../options/check_options.ts";

const { "one-client": _client, "one-question": _question, ...options } = checkOptions;

export default command({
  name: "check talk",
  summary: "check a program for two people who talk",
  description:
    "The chat of two people of sheet 001, questions 3 and 4, at a terminal: netlab types, reads the screen, and is the\n" +
    "other side. --run with {port} is one that waits for the other side, --listen PORT --run one that connects.",
  args: {},
  options: {
    ...options,
    framing: checkFramingOption,
    turns: flag({ help: "each says one line in turn; who has connected begins" }),
    end: text({ value: "WORD", help: "the line that ends the talk, such as fin" }),
  },
  examples: [
    {
      command: 'netlab check talk --run "{python} talk.py --listen {port}"',
      does: "the side that waits; both speak at any time",
    },
    {
      command: 'netlab check talk --listen 0 --run "{python} talk.py localhost {port}" --turns --end fin',
      does: "the side that connects; by turns, until fin",
    },
  ],
  permissions: checkPermissions,
  async run({ options }, context) {
    return await checkTalk({ rules: talkRules, ...options }, options, context);
  },
});
