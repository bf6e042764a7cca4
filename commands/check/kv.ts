import { command } from "../../mod/cli/command.ts";
import { idleOption, needsValue } from "../../mod/cli/idle_options.ts";
import { choice } from "../../mod/cli/option.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import { msg } from "../../mod/i18n/message.ts";
import { checkServer } from "../../mod/check/command/check_server.ts";
import { listRules } from "../../mod/check/command/select_rules.ts";
import type { Rule } from "../../mod/check/rule.ts";
import type { Survey } from "../../mod/check/run_check.ts";
import { type BookCheck, bookRules, surveyBook } from "../../mod/check/rules/book/book_rules.ts";
import { meansRules } from "../../mod/check/rules/means/means_rules.ts";
import { respRules, surveyResp } from "../../mod/check/rules/resp/resp_rules.ts";
import { speedRules } from "../../mod/check/rules/speed/speed_rules.ts";
import { unusualRules } from "../../mod/check/rules/unusual/unusual_rules.ts";
import { checkFramingOption, checkPermissions, serverCheckOptions } from "../options/check_options.ts";

/** Whose rules there are, and how their servers are asked. */
interface KvProtocol {
  rules(check: BookCheck): readonly Rule[];
  readonly transport: "tcp" | "udp";
  survey?(check: BookCheck): Survey;
}

const PROTOCOLS = {
  resp: { rules: respRules, transport: "tcp", survey: () => surveyResp },
  book: { rules: bookRules, transport: "tcp", survey: surveyBook },
  means: { rules: meansRules, transport: "tcp" },
  unusual: { rules: unusualRules, transport: "udp" },
  speed: { rules: speedRules, transport: "tcp" },
} as const satisfies Record<string, KvProtocol>;

export default command({
  name: "check kv",
  summary: "check a server that keeps data for its clients",
  description:
    "Keys and values: resp is a small Redis, as courses let one be written; book the server that sheet 003 begins\nwith, a line and an answer on each connection, or, with --framing chunk, many bare messages on one. Servers\nof Protohackers: means (2, Means to an End) keeps prices and tells their mean; unusual (4, Unusual Database\nProgram) keeps keys and values, over UDP; speed (6, Speed Daemon) keeps what cameras see, and sends the tickets.",
  args: {},
  options: {
    ...serverCheckOptions,
    protocol: choice({ choices: Object.keys(PROTOCOLS) as (keyof typeof PROTOCOLS)[], help: "whose rules" }),
    framing: idleOption(checkFramingOption, [needsValue("protocol", "book")]),
  },
  examples: [
    {
      command: 'netlab check kv --protocol resp --run "{python} my_redis.py {port}"',
      does: "start a small Redis and check it",
    },
    {
      command: 'netlab check kv --protocol book --framing chunk --run "{python} my_server.py {port}"',
      does: "the first version of the book, without line ends",
    },
    {
      command: "netlab check kv --protocol unusual --connect localhost:8000",
      does: "check one that runs already",
    },
  ],
  permissions: checkPermissions,
  async run({ options }, context) {
    const { protocol, framing } = options;
    if (protocol === undefined) throw new UsageError(msg`--protocol is needed: ${PROTOCOL_NAMES}`);
    const { transport, ...kind }: KvProtocol = PROTOCOLS[protocol];
    const rules = kind.rules({ framing });
    if (options.list) return await listRules(rules, context);
    const survey = kind.survey?.({ framing });
    const plan = {
      service: "kv",
      rules,
      framing,
      transport,
      noClients: true as const,
      ...(survey === undefined ? {} : { survey }),
    };
    return await checkServer(plan, options, context);
  },
});

const PROTOCOL_NAMES = Object.keys(PROTOCOLS).join(", ");
