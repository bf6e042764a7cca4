import type { CommandContext } from "../../mod/cli/command_context.ts";
import { typedAtConsole } from "../../mod/process/console/standard_streams.ts";

/**
 * Asks at the terminal for what is not shown.
 *
 * @returns undefined when the input ended
 */
export async function askSecretly(question: string, context: CommandContext): Promise<string | undefined> {
  // At the console of Windows, the library would read another byte for é.
  if (typedAtConsole()) {
    return await (await import("../../mod/terminal/ask_secret.ts")).askSecret(question, context);
  }
  return (await import("@std/cli/prompt-secret")).promptSecret(question) ?? undefined;
}
