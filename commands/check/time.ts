import { command } from "../../mod/cli/command.ts";
import { choice } from "../../mod/cli/option.ts";
import { checkServer } from "../../mod/check/command/check_server.ts";
import { listRules } from "../../mod/check/command/select_rules.ts";
import { timeRules } from "../../mod/check/rules/time/time_rules.ts";
import { checkFramingOption, checkPermissions, serverCheckOptions } from "../options/check_options.ts";

export default command({
  name: "check time",
  summary: "check a server that tells the time",
  description: "The time comes without a question, then the connection ends.",
  args: {},
  options: {
    ...serverCheckOptions,
    protocol: choice({
      choices: ["daytime", "rfc868"],
      default: "daytime",
      help: "a line for people (RFC 867), or the seconds since 1900 in four bytes (RFC 868)",
    }),
    framing: checkFramingOption,
  },
  examples: [
    { command: 'netlab check time --run "{python} my_time.py {port}"', does: "start a server and check it" },
    {
      command: "netlab check time --protocol rfc868 --connect localhost:37",
      does: "the four bytes of RFC 868",
    },
  ],
  permissions: checkPermissions,
  async run({ options }, context) {
    const rules = timeRules(options);
    if (options.list) return await listRules(rules, context);
    return await checkServer(
      { service: "time", rules, framing: options.framing, noClients: true },
      options,
      context,
    );
  },
});
