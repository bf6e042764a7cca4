import { thisSystem } from "../system/system.ts";
import type { CommandContext } from "./command_context.ts";

/**
 * Shows a text of any length: on a terminal with the reader's pager (`PAGER`, else `less`, as `man` does),
 * elsewhere as it is.
 */
export async function showPage(text: string, context: CommandContext): Promise<void> {
  const pager = context.env("PAGER") ?? (thisSystem() === "windows" ? undefined : "less");
  if (!context.stdout.isTerminal() || pager === undefined || !await paged(text, pager, context)) {
    await context.stdout.write(`${text}\n`);
  }
}

/** @returns whether there is such a pager; how it ends does not matter. */
async function paged(text: string, pager: string, context: CommandContext): Promise<boolean> {
  const [program, args] = thisSystem() === "windows" ? [pager, []] : ["sh", ["-c", `exec ${pager}`]];
  let child: Deno.ChildProcess;
  try {
    // less: leave at once what fits on the screen, obey colours, and leave the text there
    const env = { LESS: context.env("LESS") ?? "FRX" };
    child = new Deno.Command(program, { args, env, stdin: "piped", stdout: "inherit", stderr: "null" })
      .spawn();
  } catch {
    return false; // no such program
  }
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(`${text}\n`)).then(() => writer.close()).catch(() => {
    // the reader has left before the end
  });
  const { code } = await child.status;
  return code !== 127; // which is how sh says that there is none
}
