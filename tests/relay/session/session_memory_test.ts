/** What sessions leave behind: nothing, however many there were. */
import { assert } from "@std/assert";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { certificate } from "../../_kit/net/certificate.ts";
import { readAll } from "../../_kit/net/read_all.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { RelayHere } from "../../_kit/program/relay_here.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { until } from "../../_kit/until.ts";

/** Collects what nobody holds any more; undefined where the runtime does not let it be asked for. */
function collector(): (() => void) | undefined {
  setFlagsFromString("--expose-gc");
  return runInNewContext("typeof gc === 'function' ? gc : undefined");
}

const AT_ONCE = 8;
/** Buffers, maps of the engine and the like have their size after these. */
const FIRST = 48;
const MORE = 96;
/** A TLS connection or a WebSocket that stays alive holds several times as much. */
const BYTES_EACH = 4096;

peerTest("sessions over TLS and WebSocket leave nothing in memory, in either role", ["openssl"], async () => {
  const collect = collector();
  if (collect === undefined) return console.log("(this runtime does not collect garbage when asked to)");
  using folder = new TempFolder();
  const base = await certificate(folder, "s");
  await using server = await RelayHere.listen(`WSS-LISTEN:0,bind=127.0.0.1,fork,cert=${base}.pem`, "PIPE");
  const to = `WSS:localhost:${server.port},pf=ip4,cafile=${base}.crt,shut-down`;
  await using client = await RelayHere.listen("TCP-LISTEN:0,bind=127.0.0.1,fork", to);
  const sessions = async (count: number) => {
    for (let left = count; left > 0; left -= AT_ONCE) {
      await Promise.all(Array.from({ length: AT_ONCE }, () => echoed(client.port)));
    }
    await ended(client, count);
    await ended(server, count);
    collect();
    return Deno.memoryUsage().heapUsed;
  };
  const before = await sessions(FIRST);
  const after = await sessions(MORE);
  assert(after - before < MORE * BYTES_EACH, `${Math.round((after - before) / MORE)} bytes for each session`);
});

/** One session, with an answer. */
async function echoed(port: number): Promise<void> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  await connection.write(new TextEncoder().encode("question"));
  const buffer = new Uint8Array(100);
  let count = 0;
  while (count < 8) count += await connection.read(buffer.subarray(count)) ?? 100;
  assert(count === 8, "the answer is another one");
  await connection.closeWrite();
  await readAll(connection);
}

/** Waits until a relay has told the end of so many sessions, and forgets what it said. */
async function ended(relay: RelayHere, count: number): Promise<void> {
  await until(() => relay.lines.filter((line) => line.startsWith("N in all")).length >= 2 * count);
  relay.lines.length = 0;
}
