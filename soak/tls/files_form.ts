import { createHash } from "node:crypto";
import { seededRandom } from "../../mod/check/probes/seeded_random.ts";
import { runCommand } from "../../tests/_kit/program/run.ts";
import { Server } from "../../tests/_kit/program/server.ts";
import type { BreakableWire } from "./breakable_wire.ts";
import type { Form, Subject, TransferPlan } from "./form.ts";
import { noiseBlocks, type Passed, receiveSlowly } from "./noise_transfer.ts";

const SMALL = "small\n";
const TEN_MINUTES_MS = 600_000;

/** Downloads of the file server, by curl. */
export const FILES_FORM: Form = {
  name: "files --tls",
  start: async ({ folder, certificate, wire, bytes }) => {
    const served = `${folder}/served`;
    await Deno.mkdir(served);
    await Deno.writeTextFile(`${served}/small`, SMALL);
    const sent = await writeNoise(`${served}/large`, bytes);
    const own = await Server.start([
      ...["files", "serve", "0", "--no-qr", "--quiet", "--dir", served, "--host", "127.0.0.1"],
      ...["--http-port", "0", "--tls", "--cert", `${certificate}.crt`, "--key", `${certificate}.key`],
    ]);
    await own.line(() => own.ports.length === 2);
    wire.leadTo(own.ports[1]!);
    return subject(own, wire, { trusted: `${certificate}.crt`, sent });
  },
};

function subject(
  own: Server,
  wire: BreakableWire,
  { trusted, sent }: { trusted: string; sent: Passed },
): Subject {
  const curl = (name: string) => [
    ...["-sS", "-4", "--cacert", trusted, "-H", "Connection: close"],
    `https://localhost:${wire.port}/${name}`,
  ];
  const get = async ({ bytes, random, halfway }: TransferPlan) => {
    const child = new Deno.Command("curl", { args: curl("large"), stdout: "piped" }).spawn();
    const received = await receiveSlowly(child.stdout, { bytes, random: random("reader"), halfway });
    await child.status;
    return { sent, received };
  };
  return {
    pid: own.child.pid,
    transfers: [{ name: "GET", run: get }],
    breakOff: async (clients) => {
      const children = Array.from({ length: clients }, () => {
        const options = { args: curl("large"), stdout: "piped", stderr: "null" } as const;
        return new Deno.Command("curl", options).spawn();
      });
      const readers = children.map((child) => child.stdout.getReader());
      await Promise.all(readers.map((reader) => reader.read()));
      wire.reset();
      await Promise.all(readers.map((reader) => reader.cancel()));
      await Promise.all(children.map((child) => child.status));
    },
    shortSessions: async (sessions) => {
      const many = ["-Z", "--parallel-max", "32", ...curl(`small?[1-${sessions}]`)];
      const { stdout } = await runCommand("curl", many, { timeout: TEN_MINUTES_MS });
      return sessions - stdout.split("\n").filter((line) => `${line}\n` === SMALL).length;
    },
    [Symbol.asyncDispose]: () => own[Symbol.asyncDispose](),
  };
}

/** A file of noise. */
async function writeNoise(path: string, bytes: number): Promise<Passed> {
  const hash = createHash("sha256");
  using file = await Deno.open(path, { write: true, create: true });
  for await (const block of noiseBlocks(bytes, seededRandom(bytes, "file"))) {
    hash.update(block);
    for (let at = 0; at < block.length;) at += await file.write(block.subarray(at));
  }
  return { bytes, sha256: hash.digest("hex") };
}
