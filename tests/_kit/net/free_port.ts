import { untilListening, untilReleased } from "./until_listening.ts";

/** A port that was free a moment ago: nobody listens there. */
export function freePort(): number {
  const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const { port } = listener.addr;
  listener.close();
  untilReleased(port);
  return port;
}

/**
 * Starts a program that can only be told which port to listen on, and waits until it does. Somebody else may
 * be quicker on a port that was free a moment ago: then the program ends, and gets another one.
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
    const ended = new AbortController();
    child.status.then(() => ended.abort());
    try {
      await untilListening(port, "tcp", { signal: ended.signal });
      if (!ended.signal.aborted) return { child, port };
    } catch (error) {
      if (!ended.signal.aborted) throw error;
    }
  }
  throw new Error(`${command} does not listen on any port`);
}
