import { msg, prefixed, verbatim } from "../../i18n/message.ts";
import { UsageError } from "../../cli/usage_error.ts";
import type { CheckCommandOptions } from "./check_options.ts";
import { checkOptionsFor } from "./check_server.ts";
import { commandWords } from "./command_words.ts";
import { watchProgram } from "./watch_program.ts";
import { recorderFor } from "./recorder_for.ts";
import { listRules, selectRules } from "./select_rules.ts";
import { writeReport } from "./write_report.ts";
import type { CommandContext } from "../../cli/command_context.ts";
import type { UdpClientTarget } from "../rules/client_udp_rules.ts";
import { ClientDatagrams } from "../targets/client_datagrams.ts";
import { ClientTarget, type ClientTargetOptions } from "../targets/client_target.ts";
import type { Rule } from "../rule.ts";
import { runCheck } from "../run_check.ts";
import { TempFolder } from "../../fs/temp_folder.ts";
import { formatAddress } from "../../net/address/socket_address.ts";
import { relocateWords } from "../targets/relocate_words.ts";
import { listen } from "../../net/tcp/listen.ts";
import { listenDatagrams } from "../../net/udp/datagram_socket.ts";

/** The checks of a client. */
export interface ClientPlan {
  readonly service: string;
  readonly framing: "line" | "chunk";
  /** Makes the rules for the client that is checked. */
  rules(target: ClientTarget, dir: string): readonly Rule[];
}

/** The checks of a client over UDP. */
export interface UdpClientPlan {
  readonly service: string;
  rules(target: UdpClientTarget): readonly Rule[];
}

/**
 * Checks a client: we are the server.
 *
 * @returns 0 when every rule that must hold holds, else 1.
 */
export async function checkClient(
  plan: ClientPlan,
  options: CheckCommandOptions,
  context: CommandContext,
): Promise<number> {
  const open = async () => ({ listeners: await listen(options.listen ?? 0) });
  return await checkAt(plan, open, options, context);
}

/** The same for a client that sends datagrams. */
export async function checkUdpClient(
  { service, rules }: UdpClientPlan,
  options: CheckCommandOptions,
  context: CommandContext,
): Promise<number> {
  const plan: ClientPlan = {
    service,
    framing: "chunk",
    rules: (target) => rules(target as ClientTarget & UdpClientTarget),
  };
  const open = async () => ({ datagrams: new ClientDatagrams(await listenDatagrams(options.listen ?? 0)) });
  return await checkAt(plan, open, options, context);
}

/** The sockets that a client comes to. */
type Sockets = Pick<ClientTargetOptions, "listeners" | "datagrams">;

async function checkAt(
  plan: ClientPlan,
  open: () => Promise<Sockets>,
  options: CheckCommandOptions,
  context: CommandContext,
): Promise<number> {
  refuseBothEnds(options);
  return await watchProgram(plan.service, options, context, () => checkOnce(plan, open, options, context));
}

async function checkOnce(
  plan: ClientPlan,
  open: () => Promise<Sockets>,
  options: CheckCommandOptions,
  context: CommandContext,
): Promise<number> {
  await using folder = new TempFolder("netlab-check-");
  const { signal, language } = context;
  const sockets = await open();
  const say = (sentence: string) =>
    context.stderr.tell(prefixed(`netlab check ${plan.service}`, verbatim(sentence)));
  const typed = options.run === undefined ? undefined : commandWords(options.run);
  const moved = typed === undefined ? undefined : relocateWords(typed);
  // What has to run in its project's folder saves its files there, too.
  const dir = moved?.movable === false ? Deno.cwd() : folder.path;
  const name = typed?.join(" ");
  await using target = new ClientTarget({
    ...sockets,
    words: moved?.words,
    name,
    dir,
    say,
    language,
    memory: options.memory,
    signal,
  });
  const rules = plan.rules(target, dir);
  if (options.list) return await listRules(rules, context);
  for (const address of target.addresses) say(`listening on ${formatAddress(address)}`);
  const check = checkOptionsFor(plan.framing, options, context);
  // Without a command a person types: nobody does that within two seconds.
  const unhurried = moved === undefined ? { ...check, timeout: Math.max(check.timeout, 120_000) } : check;
  const results = () =>
    runCheck(selectRules(rules, options.only), target, unhurried, { recorder: recorderFor(options) });
  return await writeReport(
    { service: plan.service, subject: target.name, seed: check.seed, language },
    results,
    options,
    context,
  );
}

/** @throws {UsageError} when both a client and a server are to be checked. */
export function refuseBothEnds({ listen, connect }: Pick<CheckCommandOptions, "listen" | "connect">): void {
  if (listen === undefined || connect === undefined) return;
  throw new UsageError(
    msg`--listen and --connect exclude each other: one is for a client, the other for a server`,
  );
}
