import { chosenLanguage } from "./mod/i18n/chosen_language.ts";
import { denoSystem } from "./mod/cli/deno_system.ts";
import { environment } from "./mod/cli/environment.ts";
import { calledBy } from "./mod/cli/called_by.ts";
import { runProgram } from "./mod/cli/run_program.ts";
import { Interruption, type System } from "./mod/cli/system.ts";
import { registry } from "./commands/registry.ts";
import { isChild } from "./mod/server/workers/isolate/is_child.ts";
import { topics } from "./commands/topics/topics.ts";
import { versionText } from "./commands/version.ts";
import { loadLocale } from "./commands/load_locale.ts";

if (import.meta.main && isChild()) {
  await (await import("./mod/server/workers/isolate/run_as_child.ts")).runAsChild();
}
if (import.meta.main) Deno.exit(await start(environment()));

async function start(env: System["env"]): Promise<number> {
  const language = chosenLanguage(Deno.args, env, () => navigator.language);
  return await main(denoSystem(await loadLocale(language), env));
}

/** Runs the command line to the end. The one place where an error becomes an exit code. */
async function main(system: System): Promise<number> {
  try {
    return await runProgram(registry, versionText, calledBy(system, ["socat"]), topics(system.language));
  } catch (error) {
    return explain(error, system);
  } finally {
    await system.stderr.flush();
  }
}

function explain(error: unknown, system: System): number {
  const reason = system.signal.aborted ? system.signal.reason : error;
  if (reason instanceof Interruption) return reason.exitCode;
  if (system.env("NETLAB_DEBUG") !== undefined) console.error(error);
  if (error instanceof Deno.errors.BrokenPipe) {
    system.stderr.line("netlab: standard output was closed by its reader");
  } else system.stderr.line(`netlab: ${sentence(error)}`);
  return 1;
}

function sentence(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  // The runtime's own words end in advice for those who write programs.
  return words.replace(/Requires (.*?), (run again|specify) .*$/s, "the program is not permitted $1");
}
