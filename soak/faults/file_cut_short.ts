import { join } from "@std/path";
import { createHash } from "node:crypto";
import { BadClient } from "../_kit/bad_client.ts";
import type { Fault } from "../_kit/fault.ts";

/** More than both kernels keep for a connection whose reader has stopped. */
const LENGTH = 32_000_000;
const NAME = "cut.bin";
const HEAD = `OK\n${LENGTH}\n`;

export default {
  name: "file cut short",
  about:
    "a file loses its second half while it is sent: its reader gets what is still there, byte by byte, and never the announced length",
  suits: (subject) => subject.plan.served !== undefined,
  async inject(subject, { pause, right }) {
    const path = join(subject.plan.served!, NAME);
    const bytes = new Uint8Array(LENGTH).map((_, at) => at * 31 >> 3);
    await Deno.writeFile(path, bytes);
    try {
      using client = await BadClient.connect(subject.door("files")!);
      if (!await client?.write(`${NAME}\n`)) return;
      await pause(500);
      await Deno.truncate(path, LENGTH / 2);
      await compare(client!, bytes);
      right();
    } finally {
      await Deno.remove(path);
    }
  },
} satisfies Fault;

/** @throws when what came is not the beginning of the file, or is as much as was announced */
async function compare(client: BadClient, bytes: Uint8Array): Promise<void> {
  const heard = createHash("sha256");
  const block = new Uint8Array(65_536);
  let length = 0;
  try {
    for (let read = await client.conn.read(block); read !== null; read = await client.conn.read(block)) {
      heard.update(block.subarray(0, read));
      length += read;
    }
  } catch {
    // broken off, as it should be
  }
  const owed = createHash("sha256").update(HEAD).update(bytes.subarray(0, Math.max(0, length - HEAD.length)));
  if (length >= HEAD.length + LENGTH) {
    throw new Error(`${NAME} was announced and sent whole, and is not there`);
  }
  if (length > HEAD.length && heard.digest("hex") !== owed.digest("hex")) {
    throw new Error(`${NAME} was sent with bytes that were never in it`);
  }
}
