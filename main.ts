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
import { programVersion } from "./mod/cli/version.ts";
import { loadLocale } from "./mod/cli/load_locale.ts";
import type { Language } from "./mod/i18n/text.ts";
import type { Topic } from "./mod/cli/topic.ts";

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
    const called = calledBy(context, ["socat"]);
    return await runProgram(registry, programVersion, called, () => explained(context.language));
  } catch (error) {
    return explain(error, context);
  } finally {
    await context.stderr.flush();
  }
}

/** What help explains besides the commands: loaded only for somebody who asks. */
async function explained(language: Language): Promise<readonly Topic[]> {
  const [{ topics }, { pages }] = await Promise.all([
    import("./commands/topics/topics.ts"),
    import("./commands/pages/pages.ts"),
  ]);
  return [...topics(language), ...pages(language)];
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
