import { chosenLanguage } from "./mod/i18n/chosen_language.ts";
import { msg, prefixed } from "./mod/i18n/message.ts";
import { messageOf } from "./mod/i18n/message_error.ts";
import { denoContext } from "./mod/cli/deno_context.ts";
import { environment } from "./mod/cli/environment.ts";
import { calledBy } from "./mod/cli/called_by.ts";
import { runProgram } from "./mod/cli/run_program.ts";
import { type CommandContext, SignalExit } from "./mod/cli/command_context.ts";
import { registry } from "./commands/registry.ts";
import { isChild } from "./mod/server/workers/isolate/is_child.ts";
import { topics } from "./commands/topics/topics.ts";
import { programVersion } from "./mod/cli/version.ts";
import { loadLocale } from "./mod/cli/load_locale.ts";

if (import.meta.main && isChild()) {
  await (await import("./mod/server/workers/isolate/run_as_child.ts")).runAsChild();
}
if (import.meta.main) Deno.exit(await start(environment()));

async function start(env: CommandContext["env"]): Promise<number> {
  const language = chosenLanguage(Deno.args, env, () => navigator.language);
  return await main(denoContext(await loadLocale(language), env));
}

/** Runs the command line to the end. The one place where an error becomes an exit code. */
async function main(context: CommandContext): Promise<number> {
  try {
    return await runProgram(registry, programVersion, calledBy(context, ["socat"]), topics(context.language));
  } catch (error) {
    return explain(error, context);
  } finally {
    await context.stderr.flush();
  }
}

function explain(error: unknown, context: CommandContext): number {
  const reason = context.signal.aborted ? context.signal.reason : error;
  if (reason instanceof SignalExit) return reason.exitCode;
  if (context.env("NETLAB_DEBUG") !== undefined) console.error(error);
  if (error instanceof Deno.errors.BrokenPipe) {
    context.stderr.tell(prefixed("netlab", msg`standard output was closed by its reader`));
  } else context.stderr.tell(prefixed("netlab", messageOf(error)));
  return 1;
}
