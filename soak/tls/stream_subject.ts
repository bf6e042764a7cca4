import type { Backend } from "./backend.ts";
import type { OneWayTransfer, Subject, TransferPlan } from "./form.ts";
import { blocksOf, noiseBlocks, receiveSlowly, sendNoise } from "./noise_transfer.ts";
import { seededRandom } from "../../mod/check/probes/seeded_random.ts";
import type { BreakableWire } from "./breakable_wire.ts";

/** How a relay with TLS is set up. */
export interface StreamSetup {
  /** The process of netlab that is looked at. */
  readonly pid: number;
  /** The port where a plain TCP client comes in; what it says arrives at the backend. */
  readonly entry: number;
  /** Whether one side can go on when the other has ended. */
  readonly halfCloses: boolean;
  readonly programs: readonly AsyncDisposable[];
}

/** How many short sessions there are at once. */
const AT_ONCE = 32;
const LONGEST_QUESTION = 4096;

/** A relay between a client and a backend of ours, whose TLS is in the middle. */
export class StreamSubject implements Subject {
  readonly transfers: readonly OneWayTransfer[];

  constructor(
    private readonly setup: StreamSetup,
    private readonly backend: Backend,
    private readonly wire: BreakableWire,
  ) {
    this.transfers = setup.halfCloses ? this.#inOneSession() : this.#inTwoSessions();
  }

  get pid(): number {
    return this.setup.pid;
  }

  /** The backend answers at length after it has read to the end. */
  #inOneSession(): OneWayTransfer[] {
    let session: readonly [Deno.Conn, Deno.Conn];
    return [
      {
        name: "out",
        run: async (plan) => {
          session = await this.#connect();
          return await carry(session[0], session[1], plan);
        },
      },
      {
        name: "back, half-closed",
        run: async (plan) => {
          const passed = await carry(session[1], session[0], plan);
          session.forEach((each) => each.close());
          return passed;
        },
      },
    ];
  }

  #inTwoSessions(): OneWayTransfer[] {
    return (["out", "back"] as const).map((name) => ({
      name,
      run: async (plan) => {
        const [near, far] = await this.#connect();
        const passed = name === "out" ? await carry(near, far, plan) : await carry(far, near, plan);
        [near, far].forEach((each) => each.close());
        return passed;
      },
    }));
  }

  async breakOff(clients: number): Promise<void> {
    const sessions = await Promise.all(Array.from({ length: clients }, () => this.#connect()));
    let flowing = 0;
    let allFlow = () => {};
    const inTheMiddle = new Promise<void>((resolve) => allFlow = resolve);
    const seen = () => {
      if (++flowing === 2 * clients) allFlow();
    };
    const ends = sessions.flat().map((each) => chatter(each, seen));
    await inTheMiddle;
    this.wire.reset();
    await Promise.all(ends);
  }

  async shortSessions(sessions: number): Promise<number> {
    let next = 0;
    let wrong = 0;
    this.backend.receive(echo);
    const client = async () => {
      while (next < sessions) if (!await this.#ask(next++)) wrong += 1;
    };
    await Promise.all(Array.from({ length: AT_ONCE }, client));
    this.backend.receive(undefined);
    return wrong;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.wire.reset();
    for (const program of this.setup.programs) await program[Symbol.asyncDispose]();
    this.backend[Symbol.dispose]();
  }

  async #connect(): Promise<readonly [Deno.Conn, Deno.Conn]> {
    const near = await Deno.connect({ hostname: "127.0.0.1", port: this.setup.entry });
    return [near, await this.backend.accept()];
  }

  /** Most end as they should, every fifth leaves without its answer. */
  async #ask(turn: number): Promise<boolean> {
    const question = seededRandom(turn, "question").bytes(1 + (turn * 97) % LONGEST_QUESTION);
    using connection = await Deno.connect({ hostname: "127.0.0.1", port: this.setup.entry });
    try {
      await connection.write(question);
      if (turn % 5 === 0) {
        // One byte of it has to be here, so that the backend has been reached.
        return await connection.read(new Uint8Array(1)) === 1;
      }
      if (this.setup.halfCloses) await connection.closeWrite();
      const right = await says(connection, question);
      // Before the answer, an end without half-close would give it half a second (`-t`).
      if (!this.setup.halfCloses) await connection.closeWrite();
      return right && await connection.read(new Uint8Array(1)) === null;
    } catch {
      return false; // broken off
    }
  }
}

/** Whether these are the next bytes. */
async function says(connection: Deno.Conn, expected: Uint8Array): Promise<boolean> {
  const buffer = new Uint8Array(expected.length);
  for (let at = 0; at < expected.length;) {
    const count = await connection.read(buffer.subarray(at));
    if (count === null) return false;
    at += count;
  }
  return buffer.every((byte, index) => byte === expected[index]);
}

async function carry(from: Deno.Conn, to: Deno.Conn, { bytes, random, halfway }: TransferPlan) {
  const [sent, received] = await Promise.all([
    sendNoise(from, bytes, random("writer")),
    receiveSlowly(blocksOf(to), { bytes, random: random("reader"), halfway }),
  ]);
  return { sent, received };
}

/** Talks and listens until the connection is broken off. @param seen called at the first block */
async function chatter(connection: Deno.Conn, seen: () => void): Promise<void> {
  const talking = (async () => {
    for await (const block of noiseBlocks(Infinity, seededRandom(1, "chatter"))) {
      await connection.write(block);
    }
  })().catch(() => {/* broken off */});
  try {
    let first = true;
    for await (const _ of blocksOf(connection)) {
      if (first) seen();
      first = false;
    }
  } catch {
    // Broken off.
  }
  connection.close();
  await talking;
}

/** Answers with what was asked. */
async function echo(visitor: Deno.Conn): Promise<void> {
  try {
    for await (const block of blocksOf(visitor)) {
      for (let at = 0; at < block.length;) at += await visitor.write(block.subarray(at));
    }
    await visitor.closeWrite();
  } catch {
    // It left.
  }
  visitor.close();
}
