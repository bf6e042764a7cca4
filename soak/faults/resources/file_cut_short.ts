import { join } from "@std/path";
import { BadClient } from "../../_kit/clients/bad_client.ts";
import type { Fault } from "../../_kit/fault.ts";

/** More than both kernels keep for a connection whose reader has stopped. */
const LENGTH = 32_000_000;
const HEAD = `OK\n${LENGTH}\n`;

export default {
  name: "file cut short",
  about:
    "a file loses its second half while it is sent: its reader gets what is still there, byte by byte, and never the announced length",
  appliesTo: (server) => server.plan.served !== undefined,
  async inject(server, { pause, right }) {
    // A name of its own: another such file may be on its way
    const name = `cut-${crypto.randomUUID()}.bin`;
    const path = join(server.plan.served!, name);
    const bytes = new Uint8Array(LENGTH).map((_, at) => at * 31 >> 3);
    await Deno.writeFile(path, bytes);
    try {
      using client = await BadClient.connect(server.address("files")!);
      if (!await client?.write(`${name}\n`)) return;
      const answer = new Answer(client!, bytes);
      if (!await answer.begins()) return;
      await pause(500);
      await Deno.truncate(path, LENGTH / 2);
      await answer.read();
      if (answer.length >= HEAD.length + LENGTH) {
        throw new Error("a file was announced and sent whole, and is not there");
      }
      right();
    } finally {
      await Deno.remove(path);
    }
  },
} satisfies Fault;

/** The bytes that come, compared with those that should. */
class Answer {
  length = 0;
  readonly #client: BadClient;
  readonly #bytes: Uint8Array;
  readonly #block = new Uint8Array(65_536);

  constructor(client: BadClient, bytes: Uint8Array) {
    this.#client = client;
    this.#bytes = bytes;
  }

  /** @returns false when it is a refusal, because another fault has hit the folder as well */
  async begins(): Promise<boolean> {
    while (this.length < HEAD.length) {
      const came = await this.#next();
      if (came === null || this.length === 0 && came[0] === "K".charCodeAt(0)) return false;
      this.#compare(came);
    }
    return true;
  }

  /** Reads to the end, even if that is a broken connection. */
  async read(): Promise<void> {
    for (let came = await this.#next(); came !== null; came = await this.#next()) this.#compare(came);
  }

  async #next(): Promise<Uint8Array | null> {
    const read = await this.#client.conn.read(this.#block).catch(() => null);
    return read === null ? null : this.#block.subarray(0, read);
  }

  #compare(came: Uint8Array): void {
    for (const byte of came) {
      const at = this.length++;
      const owed = at < HEAD.length ? HEAD.charCodeAt(at) : this.#bytes[at - HEAD.length];
      if (byte !== owed) throw new Error(`byte ${at} of the answer was ${byte} and should have been ${owed}`);
    }
  }
}
