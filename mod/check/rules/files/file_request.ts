import type { Text } from "../../../i18n/text.ts";
import type { Bench } from "../../bench.ts";
import { Broken } from "../../causes/broken.ts";
import type { Expectation } from "../../causes/expectation.ts";
import type { KnownFile } from "../../targets/shop_window.ts";
import { EXPECTED, EXPECTED_OF } from "../../texts/expected_texts.ts";
import type { Transport } from "../../probes/transport.ts";
import type { Wire } from "../../probes/wire.ts";

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
  const first = await wire.line(EXPECTED_OF.ok(bytes.length));
  if (first.trimEnd() !== "OK") throw different(EXPECTED_OF.ok(bytes.length), first, wire);
  const size = await wire.line(EXPECTED_OF.sizeAfterOk(bytes.length));
  if (size.trimEnd() !== String(bytes.length)) {
    throw different(EXPECTED_OF.size(bytes.length), size, wire);
  }
  const content = await wire.bytes(bytes.length, EXPECTED_OF.content(bytes.length));
  if (content.some((byte, index) => byte !== bytes[index])) {
    throw new Broken("different", EXPECTED.content, content);
  }
  await wire.end(EXPECTED.endAfterFile);
  if (wire.unheard.length > 0) throw new Broken("extra", EXPECTED.nothingBehindFile, wire.unheard);
}

/** Hears a whole refusal; the reason is returned. */
export async function expectRefusal(wire: Wire, what: Text): Promise<string> {
  const first = await wire.line(EXPECTED_OF.refusal(what));
  if (first.trimEnd() !== "KO") throw different(EXPECTED_OF.refusal(what), first, wire);
  const reason = await wire.line(EXPECTED.reason);
  if (reason.trim() === "") throw different(EXPECTED.reason, reason, wire);
  return reason;
}

/** What was heard, with what came behind it: a head is best seen whole. */
function different(expected: Expectation, line: string, wire: Wire): Broken {
  const head = new TextEncoder().encode(`${line}\n`);
  return new Broken("different", expected, Uint8Array.from([...head, ...wire.unheard.subarray(0, 300)]));
}
