/** A port that was free a moment ago. */
export function freePort(): number {
  using listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  return listener.addr.port;
}

/**
 * Starts a program that can only be told which port to listen on, and waits until it does. Somebody else may be quicker on a
 * port that was free a moment ago: then the program ends, and gets another one.
 */
export async function startOnFreePort(
  command: string,
  args: (port: number) => string[],
): Promise<{ child: Deno.ChildProcess; port: number }> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const port = freePort();
    const child = new Deno.Command(command, {
      args: args(port),
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
    if (await Promise.race([isOpen(port), child.status.then(() => false)])) return { child, port };
  }
  throw new Error(`${command} does not listen on any port`);
}

async function isOpen(port: number): Promise<boolean> {
  for (let attempt = 0; attempt < 600; attempt++) {
    try {
      (await Deno.connect({ hostname: "127.0.0.1", port })).close();
      return true;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  return false;
}
