import type { Text } from "../../../i18n/text.ts";
import type { RuleContext } from "../../rule_context.ts";
import { RuleViolation } from "../../causes/rule_violation.ts";
import type { Expectation } from "../../causes/expectation.ts";
import type { KnownFile } from "../../targets/fixture_folder.ts";
import { EXPECTED, EXPECTED_OF } from "../../texts/expected_texts.ts";
import type { Segmentation } from "../../probes/segmentation.ts";
import type { ObservedConnection } from "../../probes/observed_connection.ts";

/** How a name is asked for. */
export interface Request {
  readonly via?: Segmentation;
  /** The end of the request. */
  readonly mark: string;
  /** What stands around the name, `{name}`. @default "{name}" */
  readonly around?: string | undefined;
}

/** The request for a name, as it is sent. */
export function requestFor(name: string, { mark, around = "{name}" }: Request): string {
  return around.replace("{name}", () => name) + mark;
}

/** Asks for a file and compares the answer, head and content, with the known file. */
export async function fetchKnown(
  context: RuleContext,
  file: KnownFile,
  request: Request,
  half = false,
): Promise<ObservedConnection> {
  const conn = await context.connect();
  await conn.send(requestFor(file.name, request), request.via);
  if (half) await conn.halfClose();
  await expectFile(conn, file);
  return conn;
}

/** Hears a whole answer that hands this file over. */
export async function expectFile(conn: ObservedConnection, { bytes }: KnownFile): Promise<void> {
  const first = await conn.line(EXPECTED_OF.ok(bytes.length));
  if (first.trimEnd() !== "OK") throw different(EXPECTED_OF.ok(bytes.length), first, conn);
  const size = await conn.line(EXPECTED_OF.sizeAfterOk(bytes.length));
  if (size.trimEnd() !== String(bytes.length)) {
    throw different(EXPECTED_OF.size(bytes.length), size, conn);
  }
  const content = await conn.bytes(bytes.length, EXPECTED_OF.content(bytes.length));
  if (content.some((byte, index) => byte !== bytes[index])) {
    throw new RuleViolation("different", EXPECTED.content, content);
  }
  await conn.end(EXPECTED.endAfterFile);
  if (conn.unheard.length > 0) throw new RuleViolation("extra", EXPECTED.nothingBehindFile, conn.unheard);
}

/** Hears a whole refusal; the reason is returned. */
export async function expectRefusal(conn: ObservedConnection, what: Text): Promise<string> {
  const first = await conn.line(EXPECTED_OF.refusal(what));
  if (first.trimEnd() !== "KO") throw different(EXPECTED_OF.refusal(what), first, conn);
  const reason = await conn.line(EXPECTED.reason);
  if (reason.trim() === "") throw different(EXPECTED.reason, reason, conn);
  return reason;
}

/** The bytes heard, with those that came after them: a head is best seen whole. */
function different(expected: Expectation, line: string, conn: ObservedConnection): RuleViolation {
  const head = new TextEncoder().encode(`${line}\n`);
  return new RuleViolation(
    "different",
    expected,
    Uint8Array.from([...head, ...conn.unheard.subarray(0, 300)]),
  );
}
