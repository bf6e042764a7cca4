import { command } from "../../mod/cli/command.ts";
import { text } from "../../mod/cli/option.ts";
import { filesClientRules } from "../../mod/check/rules/files/files_client_rules.ts";
import { filesRules } from "../../mod/check/rules/files/files_rules.ts";
import { FixtureFolder } from "../../mod/check/targets/fixture_folder.ts";
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
  name: "check files",
  summary: "check a file server, or a client of one",
  description:
    "The server of sheet 000 §3: OK, the size and the bytes, or KO and a reason. With --run the server is started in a\n" +
    "folder of files that are known byte by byte ({dir} stands for it); a server that runs already needs --dir, where\n" +
    "such files are put for the time of the check.",
  args: {},
  options: {
    ...checkOptions,
    framing: checkFramingOption,
    dir: text({ value: "DIR", help: "the folder that the server serves" }),
    concurrent: concurrentOption,
  },
  examples: [
    {
      command: 'netlab check files --run "{python} my_server.py {port}"',
      does: "start a server and check it",
    },
    {
      command: 'netlab check files --run "netlab files serve {port} --dir {dir}"',
      does: "one that is told its folder",
    },
    {
      command: "netlab check files --connect 127.0.0.1:8766 --dir public",
      does: "check one that runs already",
    },
  ],
  permissions: checkPermissions,
  async run({ options }, context) {
    const { framing, concurrent } = options;
    if (options.listen !== undefined) {
      return await checkClient(
        { service: "files", framing: options.framing, rules: filesClientRules },
        options,
        context,
      );
    }
    if (options.list) {
      return await listRules(filesRules({ framing, concurrent }), context);
    }
    using fixtures = windowFor(options);
    const rules = filesRules({ framing, concurrent, fixtures });
    const dir = options.connect === undefined || options.run !== undefined ? fixtures?.dir : undefined;
    return await checkServer({ service: "files", rules, framing, dir }, options, context);
  },
});

function windowFor({ dir, run }: { dir?: string; run?: string }): FixtureFolder | undefined {
  if (dir !== undefined) return FixtureFolder.within(dir);
  return run === undefined ? undefined : FixtureFolder.create();
}
