import { msg, prefixed, verbatim } from "../../i18n/message.ts";
import type { CommandContext } from "../../cli/command_context.ts";
import { parseHostPort } from "../../cli/host_port.ts";
import { UsageError } from "../../cli/usage_error.ts";
import { formatAddress } from "../../net/address/socket_address.ts";
import { listen } from "../../net/tcp/listen.ts";
import type { TalkCheck } from "../rules/talk/talk_rules.ts";
import type { Rule } from "../rule.ts";
import { runCheck } from "../run_check.ts";
import { surveyTalk } from "../survey/survey_talk.ts";
import { ClientTarget } from "../targets/client_target.ts";
import { TalkServer } from "../targets/talk_server.ts";
import type { TalkTarget } from "../targets/talk_target.ts";
import type { CheckCommandOptions } from "./check_options.ts";
import { refuseBothEnds } from "./check_client.ts";
import { checkOptionsFor } from "./check_server.ts";
import { commandWords } from "./command_words.ts";
import { watchProgram } from "./watch_program.ts";
import { recorderFor } from "./recorder_for.ts";
import { listRules, selectRules } from "./select_rules.ts";
import { writeReport } from "./write_report.ts";

/** How two people are to talk, and the rules for that. */
export interface TalkPlan extends Omit<TalkCheck, "side"> {
  /** Makes the rules for one side. */
  readonly rules: (check: TalkCheck) => readonly Rule[];
}

/**
 * Checks one side of a talk: we are its person, and the other side.
 *
 * @returns 0 when every rule that must hold holds, else 1.
 */
export async function checkTalk(
  { rules, turns, framing, end }: TalkPlan,
  options: CheckCommandOptions,
  context: CommandContext,
): Promise<number> {
  const side = options.listen === undefined ? "server" : "client";
  const check = { turns, framing, end, side } as const;
  if (options.list) return await listRules(rules(check), context);
  if (options.run === undefined) {
    throw new UsageError(msg`--run COMMAND is needed: what is typed and shown is part of the check`);
  }
  const chosen = selectRules(rules(check), options.only);
  return await watchProgram("talk", options, context, async () => {
    await using target = side === "server" ? server(options, context) : await client(options, context);
    const settings = checkOptionsFor(framing, options, context);
    return await writeReport(
      { service: "talk", subject: target.name, seed: settings.seed, language: settings.language },
      (surveyed) =>
        runCheck(chosen, target, settings, { survey: surveyTalk, surveyed, recorder: recorderFor(options) }),
      options,
      context,
    );
  });
}

function server({ run = "", connect, memory }: CheckCommandOptions, { signal }: CommandContext): TalkTarget {
  const words = commandWords(run);
  const endpoint = connect === undefined ? undefined : parseHostPort(connect);
  if (connect !== undefined && endpoint === undefined) {
    throw new UsageError(msg`--connect needs HOST:PORT or [::1]:PORT, not "${connect}"`);
  }
  if (endpoint === undefined && !run.includes("{port}")) {
    throw new UsageError(
      msg`--run needs {port} where the port goes, or --connect HOST:PORT to say where it listens`,
    );
  }
  return new TalkServer({ words, ...(endpoint === undefined ? {} : { endpoint }), memory, signal });
}

async function client(options: CheckCommandOptions, context: CommandContext): Promise<TalkTarget> {
  refuseBothEnds(options);
  const { signal, language, stderr } = context;
  const words = commandWords(options.run ?? "");
  const say = (sentence: string) => stderr.tell(prefixed("netlab check talk", verbatim(sentence)));
  const listeners = await listen(options.listen ?? 0);
  for (const { address } of listeners) say(`listening on ${formatAddress(address)}`);
  return new ClientTarget({ listeners, words, say, language, memory: options.memory, signal });
}
