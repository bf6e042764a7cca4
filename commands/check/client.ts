import { prefixed, verbatim } from "../../mod/i18n/message.ts";
import type { CheckOptionValues } from "../options/check_options.ts";
import { checkOptionsFor, chosen, commandWords, listRules, writeReport } from "./run_check_command.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import { ClientTarget } from "../../mod/check/targets/client_target.ts";
import type { Rule } from "../../mod/check/rule.ts";
import { runCheck } from "../../mod/check/run_check.ts";
import { formatAddress } from "../../mod/net/address/socket_address.ts";
import { listen } from "../../mod/net/tcp/listen.ts";

/** What is checked about a client. */
export interface ClientPlan {
  readonly service: string;
  readonly framing: "line" | "chunk";
  /** Makes the rules for the client that is checked. */
  rules(target: ClientTarget, dir: string): readonly Rule[];
}

/**
 * Checks a client: we are the server.
 *
 * @returns 0 when every rule that must hold holds, else 1.
 */
export async function checkClient(
  plan: ClientPlan,
  options: CheckOptionValues,
  context: CommandContext,
): Promise<number> {
  using folder = new Folder();
  const { signal, language } = context;
  const listeners = await listen(options.listen ?? 0);
  const say = (sentence: string) =>
    context.stderr.tell(prefixed(`netlab check ${plan.service}`, verbatim(sentence)));
  const words = options.run === undefined ? undefined : commandWords(options.run);
  await using target = new ClientTarget({ listeners, words, dir: folder.path, say, language, signal });
  const rules = plan.rules(target, folder.path);
  if (options.list) return await listRules(rules, context);
  for (const { address } of listeners) say(`listening on ${formatAddress(address)}`);
  const check = checkOptionsFor(plan.framing, options, context);
  // Without a command a person types: nobody does that within two seconds.
  const unhurried = words === undefined ? { ...check, timeout: Math.max(check.timeout, 120_000) } : check;
  const results = runCheck(chosen(rules, options.only), target, unhurried);
  return await writeReport(
    { service: plan.service, subject: target.name, seed: check.seed, language },
    results,
    options,
    context,
  );
}

/** A folder for the client to run in, removed afterwards. */
class Folder implements Disposable {
  readonly path = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "netlab-check-" }));

  [Symbol.dispose](): void {
    Deno.removeSync(this.path, { recursive: true });
  }
}
