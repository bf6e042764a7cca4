import { createInterface } from "node:readline/promises";
import process from "node:process";

/**
 * The lines somebody types at a prompt, with editing and a history (arrow keys), until Ctrl-D.
 *
 * The prompt goes to standard error: standard output carries results only.
 *
 * @param signal ends the lines; Ctrl-C at the prompt does the same to the whole program.
 */
export async function* promptLines(prompt: string, signal: AbortSignal): AsyncGenerator<string> {
  const terminal = createInterface({
    input: process.stdin,
    output: process.stderr,
    terminal: true,
    historySize: 1000,
  });
  const interrupted = () => process.kill(process.pid, "SIGINT");
  const over = Promise.withResolvers<undefined>();
  const close = () => terminal.close();
  terminal.on("SIGINT", interrupted);
  terminal.on("close", () => over.resolve(undefined));
  signal.addEventListener("abort", close, { once: true });
  try {
    while (!signal.aborted) {
      const line = await Promise.race([terminal.question(prompt, { signal }), over.promise]);
      if (line === undefined) break;
      yield line;
    }
    signal.throwIfAborted();
  } finally {
    signal.removeEventListener("abort", close);
    close();
  }
}
