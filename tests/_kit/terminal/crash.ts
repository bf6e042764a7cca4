/** A program that takes the terminal and ends by an error which nobody catches. */
import { denoContext } from "../../../mod/cli/deno_context.ts";
import { environment } from "../../../mod/cli/environment.ts";
import { loadLocale } from "../../../mod/cli/load_locale.ts";
import { TerminalReadline } from "../../../mod/terminal/terminal_readline.ts";

const readline = new TerminalReadline(denoContext(await loadLocale("en"), environment()), {});
setTimeout(() => {
  throw new Error("crashed");
}, 300);
for await (const _line of readline.lines());
