import { RuleViolation } from "../../causes/rule_violation.ts";
import type { Expectation } from "../../causes/expectation.ts";
import { HTTP_EXPECTED as EXPECTED } from "../../texts/http_expected.ts";
import type { ObservedConnection } from "../observed_connection.ts";

/** The head of a response, read as leniently as it can be understood. */
export interface HttpHead {
  /** `1.1` */
  readonly version: string;
  readonly status: number;
  /** All its lines as they came, without their line feeds; the last one is the empty one. */
  readonly lines: readonly string[];
}

/**
 * Hears a head: a status line and fields up to the empty line (RFC 9112 §2.1). Line feeds alone end lines, too, and a
 * line that is no field is left to the rule that is about it.
 *
 * @throws {RuleViolation} when the first line is no status line, and when no empty line comes.
 */
export async function hearHead(conn: ObservedConnection): Promise<HttpHead> {
  const first = await conn.line(EXPECTED.statusLine);
  const [, version, status] = STATUS_LINE.exec(first) ?? [];
  if (version === undefined || status === undefined) {
    throw new RuleViolation("different", EXPECTED.statusLine, headBytes([first], conn.unheard));
  }
  const lines = [first];
  for (let size = first.length; !isEmpty(lines.at(-1)!);) {
    if (size > MOST_HEAD) {
      throw new RuleViolation("different", EXPECTED.emptyLine, headBytes(lines, conn.unheard));
    }
    lines.push(await nextLine(conn, lines));
    size += lines.at(-1)!.length;
  }
  return { version, status: Number(status), lines };
}

/** The value of a field of this name; of several the first. */
export function field({ lines }: HttpHead, name: string): string | undefined {
  for (const line of lines.slice(1)) {
    const at = line.indexOf(":");
    if (at > 0 && line.slice(0, at).trim().toLowerCase() === name) return line.slice(at + 1).trim();
  }
  return undefined;
}

/** Whether the server says that it closes the connection after this answer (RFC 9112 §9.3). */
export function saysClose(head: HttpHead): boolean {
  const words = (field(head, "connection") ?? "").toLowerCase();
  return words.includes("close") || head.version === "1.0" && !words.includes("keep-alive");
}

/** Lines as they came, with what came behind them: a head is best seen whole. */
export function headBytes(
  lines: readonly string[],
  behind: Uint8Array = new Uint8Array(),
): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(""));
  return Uint8Array.from([...head, ...behind.subarray(0, 300)]);
}

async function nextLine(conn: ObservedConnection, before: readonly string[]): Promise<string> {
  try {
    return await conn.line(EXPECTED.emptyLine);
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error;
    const expected: Expectation = EXPECTED.emptyLine;
    throw new RuleViolation(error.symptom, expected, headBytes(before, error.received));
  }
}

function isEmpty(line: string): boolean {
  return line === "" || line === "\r";
}

/** Its reason may be missing, and the blank in front of it: the rule says more about it. */
const STATUS_LINE = /^HTTP\/(\d\.\d) ([1-9]\d\d)(?: [^\r\n]*)?\r?$/;
/** Bytes in which the empty line has come. */
const MOST_HEAD = 65_536;
