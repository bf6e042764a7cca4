import { command } from "../../mod/cli/command.ts";
import { choice, flag } from "../../mod/cli/option.ts";
import { DIALOGUE, primeJsonRules } from "../../mod/check/rules/prime/prime_json_rules.ts";
import { primeDialogue, primeRules } from "../../mod/check/rules/prime/prime_rules.ts";
import { primeUdpRules } from "../../mod/check/rules/prime/prime_udp_rules.ts";
import type { ClientTarget } from "../../mod/check/targets/client_target.ts";
import { clientRules } from "../../mod/check/rules/client_rules.ts";
import { clientUdpRules, type UdpClientTarget } from "../../mod/check/rules/client_udp_rules.ts";
import { surveyDialogue } from "../../mod/check/survey/survey_dialogue.ts";
import { checkClient, checkUdpClient } from "../../mod/check/command/check_client.ts";
import {
  checkFramingOption,
  checkOptions,
  checkPermissions,
  concurrentOption,
} from "../options/check_options.ts";
import { checkServer } from "../../mod/check/command/check_server.ts";
import { listRules } from "../../mod/check/command/select_rules.ts";

export default command({
  name: "check prime",
  summary: "check a server that tells primes, or a client of one",
  description:
    "The server of sheet 003: T for a prime, F for a number that is none, E for what is no integer.",
  args: {},
  options: {
    ...checkOptions,
    framing: checkFramingOption,
    udp: flag({ help: "sheet 003 §1.2: client and server speak by datagrams (UDP)" }),
    protocol: choice({
      choices: ["sheet", "protohackers"],
      default: "sheet",
      help: "whose rules: the sheet's, or those of Protohackers' Prime Time (JSON)",
    }),
    json: flag({ help: "the same as --protocol protohackers" }),
    concurrent: concurrentOption,
  },
  examples: [
    { command: 'netlab check prime --run "{python} server.py {port}"', does: "start a server and check it" },
    {
      command: "netlab check prime --connect 127.0.0.1:8809 --framing chunk",
      does: "the server of the sheet, to the letter",
    },
    { command: "netlab check prime --udp --connect 127.0.0.1:8808", does: "over UDP" },
  ],
  permissions: checkPermissions,
  async run({ options }, context) {
    const { framing, udp, protocol, json } = options;
    if (options.listen !== undefined) {
      if (udp) {
        const rules = (target: UdpClientTarget) => clientUdpRules(target, PRIME_UDP_TALK);
        return await checkUdpClient({ service: "prime", rules }, options, context);
      }
      const rules = (target: ClientTarget) =>
        clientRules(target, { ...PRIME_TALK, mark: framing === "line" ? "\n" : "" });
      return await checkClient({ service: "prime", framing, rules }, options, context);
    }
    const rules = udp
      ? primeUdpRules()
      : json || protocol === "protohackers"
      ? primeJsonRules()
      : primeRules(options);
    if (options.list) return await listRules(rules, context);
    const dialogue = json || protocol === "protohackers" ? DIALOGUE : primeDialogue(options);
    const plan = udp
      ? { service: "prime", rules, framing, transport: "udp" as const }
      : { service: "prime", rules, framing, survey: surveyDialogue(dialogue) };
    return await checkServer(plan, options, context);
  },
});

/** A client into which numbers are typed; nothing in an answer says which of them it belongs to. */
const PRIME_UDP_TALK = {
  service: "prime",
  typed: [{ text: "17", answer: "T" }, { text: "4j", answer: "E" }, { text: "18", answer: "F" }],
};

/** The same over TCP. */
const PRIME_TALK = {
  service: "prime",
  typed: [{ text: "17", answer: "T" }, { text: "4j", answer: "E" }],
  accented: "E é 🦆",
  turns: true,
};
