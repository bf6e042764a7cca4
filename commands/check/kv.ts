import { command } from "../../mod/cli/command.ts";
import { choice } from "../../mod/cli/option.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import { msg } from "../../mod/i18n/message.ts";
import { checkServer } from "../../mod/check/command/check_server.ts";
import { listRules } from "../../mod/check/command/select_rules.ts";
import type { Rule } from "../../mod/check/rule.ts";
import { meansRules } from "../../mod/check/rules/means/means_rules.ts";
import { speedRules } from "../../mod/check/rules/speed/speed_rules.ts";
import { unusualRules } from "../../mod/check/rules/unusual/unusual_rules.ts";
import { checkPermissions, serverCheckOptions } from "../options/check_options.ts";

/** Whose rules there are, and how their servers are asked. */
interface KvProtocol {
  rules(): readonly Rule[];
  readonly transport: "tcp" | "udp";
}

const PROTOCOLS = {
  means: { rules: meansRules, transport: "tcp" },
  unusual: { rules: unusualRules, transport: "udp" },
  speed: { rules: speedRules, transport: "tcp" },
} as const satisfies Record<string, KvProtocol>;

export default command({
  name: "check kv",
  summary: "check a server that keeps data for its clients",
  description:
    "A server of Protohackers: means (2, Means to an End) keeps prices and tells their mean; unusual (4, Unusual\nDatabase Program) keeps keys and values, over UDP; speed (6, Speed Daemon) keeps what cameras see, and\nsends the tickets.",
  args: {},
  options: {
    ...serverCheckOptions,
    protocol: choice({ choices: Object.keys(PROTOCOLS) as (keyof typeof PROTOCOLS)[], help: "whose rules" }),
  },
  examples: [
    {
      command: 'netlab check kv --protocol means --run "{python} my_server.py {port}"',
      does: "start a server and check it",
    },
    {
      command: "netlab check kv --protocol unusual --connect localhost:8000",
      does: "check one that runs already",
    },
  ],
  permissions: checkPermissions,
  async run({ options }, context) {
    const { protocol } = options;
    if (protocol === undefined) throw new UsageError(msg`--protocol is needed: ${PROTOCOL_NAMES}`);
    const { rules, transport } = PROTOCOLS[protocol];
    if (options.list) return await listRules(rules(), context);
    return await checkServer(
      { service: "kv", rules: rules(), framing: "line", transport, noClients: true },
      options,
      context,
    );
  },
});

const PROTOCOL_NAMES = Object.keys(PROTOCOLS).join(", ");
