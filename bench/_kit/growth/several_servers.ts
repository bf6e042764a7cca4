import { freePort } from "../../../tests/_kit/net/free_port.ts";
import { untilListening } from "../../../tests/_kit/net/until_listening.ts";
import type { Candidate } from "../candidate.ts";
import type { RunningServer } from "../start_server.ts";

/** What is noted of a point at which several servers were measured as one: it is not on the line of the others. */
export const SHARED = "servers of each kind share the connections";

/**
 * Several servers of a kind as one candidate, each on a port of its own, so that together they have more connections than a
 * process may have. What they use is counted together: the others are children of the first.
 */
export class SeveralServers {
  /** The ports of the others, by that of the first. */
  readonly #others = new Map<number, readonly number[]>();
  readonly #count: number;
  readonly #portFor: () => number;

  constructor(count: number, portFor: () => number = freePort) {
    this.#count = count;
    this.#portFor = portFor;
  }

  /** @param candidate one that is ready when its port is open */
  of(candidate: Candidate): Candidate {
    const command = (port: number) => candidate.command(port).map(quoted).join(" ");
    return {
      ...candidate,
      command: (port) => {
        const others = Array.from({ length: this.#count - 1 }, this.#portFor);
        this.#others.set(port, others);
        return ["sh", "-c", `${others.map((other) => `${command(other)} & `).join("")}exec ${command(port)}`];
      },
    };
  }

  /** The ports of all of them, when all listen. @throws {Error} when one does not within 15 s */
  async portsOf({ port }: Pick<RunningServer, "port">): Promise<readonly number[]> {
    const others = this.#others.get(port) ?? [];
    const signal = AbortSignal.timeout(15_000);
    for (const other of others) await untilListening(other, "tcp", { signal });
    return [port, ...others];
  }
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
