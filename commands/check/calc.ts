import { command } from "../../mod/cli/command.ts";
import { calcDialogue, calcRules } from "../../mod/check/rules/calc_rules.ts";
import type { ClientTarget } from "../../mod/check/targets/client_target.ts";
import { clientRules } from "../../mod/check/rules/client_rules.ts";
import { surveyDialogue } from "../../mod/check/survey/survey_dialogue.ts";
import { checkClient } from "../../mod/check/command/check_client.ts";
import {
  checkFramingOption,
  checkOptions,
  checkPermissions,
  concurrentOption,
} from "../options/check_options.ts";
import { checkServer } from "../../mod/check/command/check_server.ts";
import { listRules } from "../../mod/check/command/select_rules.ts";

export default command({
  name: "check calc",
  summary: "check a calculator, or a client of one",
  description: "The server of sheet 004 §2.5: 3*5+1 is answered with 16, a mistake with « Erreur: … ».",
  args: {},
  options: { ...checkOptions, framing: checkFramingOption, concurrent: concurrentOption },
  examples: [
    {
      command: 'netlab check calc --run "{python} my_server.py {port}"',
      does: "start a server and check it",
    },
    {
      command: "netlab check calc --connect 127.0.0.1:63000 --framing chunk",
      does: "one without line ends, as in the sheet",
    },
  ],
  permissions: checkPermissions,
  async run({ options }, context) {
    if (options.listen !== undefined) {
      const mark = options.framing === "line" ? "\n" as const : "" as const;
      const rules = (target: ClientTarget) => clientRules(target, { ...CALC_TALK, mark });
      return await checkClient({ service: "calc", framing: options.framing, rules }, options, context);
    }
    const rules = calcRules(options);
    if (options.list) return await listRules(rules, context);
    const survey = surveyDialogue(calcDialogue(options));
    return await checkServer({ service: "calc", rules, framing: options.framing, survey }, options, context);
  },
});

/** A client into which expressions are typed. */
const CALC_TALK = {
  service: "calc",
  typed: [{ text: "3*5+1", answer: "16" }, { text: "1/0", answer: "Erreur: division par zéro" }],
  accented: "Erreur: é 🦆",
  turns: true,
};
