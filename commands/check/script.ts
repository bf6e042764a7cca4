import { command } from "../../mod/cli/command.ts";
import { flag } from "../../mod/cli/option.ts";
import { words } from "../../mod/cli/positional.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import { msg } from "../../mod/i18n/message.ts";
import { checkServer } from "../../mod/check/command/check_server.ts";
import { readScriptFile } from "../../mod/check/command/read_script_file.ts";
import { listRules } from "../../mod/check/command/select_rules.ts";
import { scriptRules } from "../../mod/check/script/script_rules.ts";
import { printedSchema } from "../../mod/check/script/script_schema.ts";
import { checkPermissions, serverCheckOptions } from "../options/check_options.ts";

const { "one-question": _question, ...options } = serverCheckOptions;

export default command({
  name: "check script",
  summary: "check a server by a sheet of your own",
  description:
    "FILE is a JSON file of rules: what clients send, and what they have to see. --schema prints its form, which editors\n" +
    "know how to use.",
  args: { file: words("FILE", "the sheet", { min: 0 }) },
  options: {
    ...options,
    schema: flag({ help: "print the form of such files, as a JSON Schema" }),
  },
  examples: [
    {
      command: 'netlab check script bank.json --run "{python} my_bank.py {port}"',
      does: "try the rules of bank.json",
    },
    { command: "netlab check script --schema > script.schema.json", does: "for an editor" },
  ],
  permissions: checkPermissions,
  async run({ args, options }, context) {
    if (options.schema) {
      await context.stdout.write(printedSchema());
      return 0;
    }
    const [file, other] = args.file;
    if (file === undefined) {
      throw new UsageError(msg`FILE is needed: the sheet as JSON (--schema prints its form)`);
    }
    if (other !== undefined) throw new UsageError(msg`one FILE at a time, not "${other}" as well`);
    const script = await readScriptFile(file);
    const rules = scriptRules(script);
    if (options.list) return await listRules(rules, context);
    const { transport = "tcp" } = script;
    return await checkServer(
      { service: `script ${script.id}`, rules, framing: "line", transport, noClients: true },
      options,
      context,
    );
  },
});
