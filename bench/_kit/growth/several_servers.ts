import { untilListening } from "../../../tests/_kit/net/until_listening.ts";
import type { Candidate } from "../candidate.ts";
import type { RunningServer } from "../start_server.ts";

/**
 * Several servers of a kind as one candidate, on as many ports in a row, so that together they have more connections
 * than a process may have. What they use is counted together: the others are children of the first.
 *
 * @param candidate one that is ready when its port is open
 */
export function severalOf(candidate: Candidate, servers: number): Candidate {
  const command = (port: number) => candidate.command(port).map(quoted).join(" ");
  return {
    ...candidate,
    command: (port) => {
      const others = Array.from({ length: servers - 1 }, (_, at) => `${command(port + at + 1)} & `);
      return ["sh", "-c", `${others.join("")}exec ${command(port)}`];
    },
  };
}

/** Resolves when those after the first listen, too. @throws {Error} when one does not within 15 s */
export async function allListen({ port }: RunningServer, servers: number): Promise<void> {
  const signal = AbortSignal.timeout(15_000);
  for (let at = 1; at < servers; at++) await untilListening(port + at, "tcp", { signal });
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
