import { msg } from "../../mod/i18n/message.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import { command } from "../../mod/cli/command.ts";
import { text } from "../../mod/cli/option.ts";
import { checkClient } from "../../mod/check/command/check_client.ts";
import { checkServer } from "../../mod/check/command/check_server.ts";
import { commandWords } from "../../mod/check/command/command_words.ts";
import { listRules } from "../../mod/check/command/select_rules.ts";
import { httpClientRules } from "../../mod/check/rules/http/http_client_rules.ts";
import { httpRules } from "../../mod/check/rules/http/http_rules.ts";
import { surveyHttp } from "../../mod/check/survey/survey_http.ts";
import { FixtureFolder } from "../../mod/check/targets/fixture_folder.ts";
import { relocateWords } from "../../mod/check/targets/relocate_words.ts";
import { checkOptions, checkPermissions, concurrentOption } from "../options/check_options.ts";

export default command({
  name: "check http",
  summary: "check a web server, or a client of one",
  description:
    "A first web server (RFC 9110, RFC 9112), in whatever language. With --run it is started in a folder of files that\n" +
    "are known byte by byte ({dir} stands for it); one that runs already needs --dir, where such files are put for the\n" +
    "time of the check. What no first course asks is a note. A server with a page of its own is not asked for files.",
  args: {},
  options: {
    ...checkOptions,
    dir: text({ value: "DIR", help: "the folder that the server serves" }),
    page: text({
      value: "PATH",
      help: "ask no more than the page there, such as /, of a server that is started where you stand",
    }),
    concurrent: concurrentOption,
  },
  examples: [
    {
      command: 'netlab check http --run "{python} my_server.py {port}"',
      does: "start a server and check it",
    },
    {
      command: 'netlab check http --run "node server.js {port} {dir}"',
      does: "one that is told its folder",
    },
    {
      command: "netlab check http --connect 127.0.0.1:8080 --dir public",
      does: "check one that runs already",
    },
    {
      command: 'netlab check http --page / --run "./hello {port}"',
      does: "one that has a single page",
    },
    {
      command: 'netlab check http --listen 0 --run "{python} get.py http://localhost:{port}/{name}"',
      does: "check a client",
    },
  ],
  permissions: checkPermissions,
  async run({ options }, context) {
    const { concurrent, connect, run, dir } = options;
    if (options.listen !== undefined) {
      return await checkClient(
        { service: "http", framing: "line", rules: httpClientRules },
        options,
        context,
      );
    }
    const { page } = options;
    if (page !== undefined && !page.startsWith("/")) {
      throw new UsageError(msg`--page needs a path that begins with /, not "${page}"`);
    }
    const setting = { concurrent, page, told: dir !== undefined || run?.includes("{dir}") === true };
    if (options.list) return await listRules(httpRules(setting), context);
    using fixtures = page !== undefined ? undefined : fixturesFor({ dir, run });
    const rules = httpRules({ ...setting, fixtures });
    const served = connect === undefined || run !== undefined ? fixtures?.dir : undefined;
    const plan = {
      service: "http",
      rules,
      framing: "line" as const,
      survey: surveyHttp(served, page),
      dir: served,
    };
    return await checkServer(plan, options, context);
  },
});

/** Without a folder there is one for a program that we start, if it can be started there. */
function fixturesFor({ dir, run }: { dir?: string; run?: string }): FixtureFolder | undefined {
  if (dir !== undefined) return FixtureFolder.within(dir, "site");
  if (run === undefined) return undefined;
  if (run.includes("{dir}")) return FixtureFolder.create("site");
  // Started there, it finds what it has where its command was typed.
  return relocateWords(commandWords(run)).movable ? FixtureFolder.create("site", Deno.cwd()) : undefined;
}
