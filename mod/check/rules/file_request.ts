import type { Bench } from "../bench.ts";
import { Broken } from "../broken.ts";
import type { KnownFile } from "../shop_window.ts";
import type { Transport } from "../transport.ts";
import type { Wire } from "../wire.ts";

/** How a name is asked for. */
export interface Request {
  readonly via?: Transport;
  /** What ends the name. */
  readonly mark: string;
}

/** Asks for a file and compares what comes, head and content, with what is known of it. */
export async function fetchKnown(
  bench: Bench,
  file: KnownFile,
  { via, mark }: Request,
  half = false,
): Promise<Wire> {
  const wire = await bench.connect();
  await wire.send(file.name + mark, via);
  if (half) await wire.halfClose();
  await expectFile(wire, file);
  return wire;
}

/** Hears a whole answer that hands this file over. */
export async function expectFile(wire: Wire, { bytes }: KnownFile): Promise<void> {
  const head = `OK\\n${bytes.length}\\n`;
  const first = await wire.line(`"${head}" and ${bytes.length} bytes`);
  if (first.trimEnd() !== "OK") throw different(`"${head}"`, first, wire);
  const size = await wire.line(`"${bytes.length}\\n" after "OK\\n"`);
  if (size.trimEnd() !== String(bytes.length)) {
    throw different(`the size "${bytes.length}\\n" in bytes`, size, wire);
  }
  const content = await wire.bytes(bytes.length, `${bytes.length} bytes of content`);
  if (content.some((byte, index) => byte !== bytes[index])) {
    throw new Broken("different", "the bytes of the file", content);
  }
  await wire.end("the end of the connection after the file");
  if (wire.unheard.length > 0) throw new Broken("extra", "nothing behind the file", wire.unheard);
}

/** Hears a whole refusal; the reason is returned. */
export async function expectRefusal(wire: Wire, what: string): Promise<string> {
  const first = await wire.line(`"KO\\n" and a reason for ${what}`);
  if (first.trimEnd() !== "KO") throw different(`"KO\\n" and a reason for ${what}`, first, wire);
  const reason = await wire.line(`a line with the reason after "KO\\n"`);
  if (reason.trim() === "") throw different(`a line with the reason after "KO\\n"`, reason, wire);
  return reason;
}

/** What was heard, with what came behind it: a head is best seen whole. */
function different(expected: string, line: string, wire: Wire): Broken {
  const head = new TextEncoder().encode(`${line}\n`);
  return new Broken("different", expected, Uint8Array.from([...head, ...wire.unheard.subarray(0, 300)]));
}
