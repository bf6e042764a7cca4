import { chosenLanguage } from "./mod/language/chosen_language.ts";
import type { Language } from "./mod/language/text.ts";
import { denoSystem } from "./mod/cli/deno_system.ts";
import { calledBy } from "./mod/cli/called_by.ts";
import { runProgram } from "./mod/cli/run_program.ts";
import { Interruption, type System } from "./mod/cli/system.ts";
import { registry } from "./commands/registry.ts";
import { isChild, runAsChild } from "./mod/isolate/run_as_child.ts";
import { topics } from "./commands/topics/topics.ts";
import { versionText } from "./commands/version.ts";
import { voice } from "./commands/voice.ts";

if (import.meta.main && isChild()) await runAsChild();
if (import.meta.main) Deno.exit(await main(denoSystem(await voice(language()))));

function language(): Language {
  return chosenLanguage(Deno.args, (name) => Deno.env.get(name), () => navigator.language);
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
  } else system.stderr.line(`netlab: ${error instanceof Error ? error.message : String(error)}`);
  return 1;
}
