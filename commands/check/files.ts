import { msg } from "../../mod/i18n/message.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
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
    get: text({
      value: "REQUEST",
      help: "how a file is asked for, such as 'GET {name}\\n'",
    }),
    put: text({
      value: "REQUEST",
      help: "check uploads, too: what is sent in front of the bytes, such as 'PUT {name}\\n{size}\\n'",
    }),
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
    {
      command:
        "netlab check files --run './server {port}' --get 'GET {name}\\n' --put 'PUT {name}\\n{size}\\n'",
      does: "one that keeps what it is sent, too",
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
    const requests = {
      around: requestOf("get", options.get)?.replace(/\r?\n$/, ""),
      put: requestOf("put", options.put),
    };
    if (options.list) {
      return await listRules(filesRules({ framing, concurrent, ...requests }), context);
    }
    using fixtures = windowFor(options);
    const rules = filesRules({ framing, concurrent, ...requests, fixtures });
    const dir = options.connect === undefined || options.run !== undefined ? fixtures?.dir : undefined;
    return await checkServer({ service: "files", rules, framing, dir }, options, context);
  },
});

/** The text of a request, with its line ends. */
function requestOf(option: "get" | "put", typed: string | undefined): string | undefined {
  if (typed !== undefined && !typed.includes("{name}")) {
    throw new UsageError(msg`--${option} needs {name} where the name of the file goes`);
  }
  return typed?.replace(/\\([nrt\\])/g, (_, letter: string) => ESCAPES[letter]!);
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", "\\": "\\" };

function windowFor({ dir, run }: { dir?: string; run?: string }): FixtureFolder | undefined {
  if (dir !== undefined) return FixtureFolder.within(dir);
  return run === undefined ? undefined : FixtureFolder.create();
}
