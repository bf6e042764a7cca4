import { FrameReader } from "../../io/frame_reader.ts";
import { textLines } from "../../io/lines.ts";
import type { Connection } from "../../net/connection.ts";
import { granted } from "../../process/permissions.ts";
import type { ConnectionHandler, Service } from "../../server/service.ts";

/**
 * The service that the modes are compared with: echo in upper case, and three words by which a client makes
 * trouble on purpose. `work N` computes N million steps before it answers; `flood N` sends N million bytes;
 * `crash` fails in a way that nobody catches, as a bug would. A fourth, `may`, asks what all this could do to
 * the machine: which permissions are left where the handler runs.
 *
 * For a laboratory on one's own machine: anybody who can connect can end it.
 */
const lab: Service<Record<string, never>> = {
  name: "lab",
  state: "none",
  module: import.meta.url,
  create(): ConnectionHandler {
    return async (connection) => {
      for await (const line of new FrameReader(connection, textLines({ limit: 4096 }))) {
        const [word, amount] = line.split(" ", 2);
        const trouble = Object.hasOwn(TROUBLE, word!) ? TROUBLE[word!] : undefined;
        if (trouble === undefined) await say(connection, line.toUpperCase());
        else await trouble(connection, Math.min(Number(amount) || 1, 1000));
      }
    };
  },
};

export default lab;

const TROUBLE: Record<string, (connection: Connection, amount: number) => Promise<void>> = {
  work: (connection, amount) => say(connection, String(compute(amount * 1e6))),
  async flood(connection, amount) {
    const block = new Uint8Array(65_536).fill(0x2e);
    for (let left = amount * 1e6; left > 0; left -= block.length) await connection.write(block);
    await say(connection, "");
  },
  may: (connection) => say(connection, granted().join(", ") || "nothing"),
  crash() {
    Promise.reject(new Error("crashed on purpose"));
    return new Promise(() => {});
  },
};

/**
 * Takes `steps` steps, each of which depends on the last, so that no compiler can leave them out.
 */
function compute(steps: number): number {
  let value = 1;
  for (let step = 0; step < steps; step++) value = Math.imul(value, 1664525) + 1013904223 | 0;
  return value;
}

function say(connection: Connection, line: string): Promise<void> {
  return connection.write(encoder.encode(`${line}\n`));
}

const encoder = new TextEncoder();
