import type { ExpectedAnswer } from "./answer.ts";
import { RuleViolation } from "../causes/rule_violation.ts";
import { type Expectation, quoted } from "../causes/expectation.ts";
import { sleep } from "./sleep.ts";
import type { ObservedConnection } from "./observed_connection.ts";

/** How an answer is told from what follows it. */
export interface Hearing {
  /** Whether it ends with its line, or has no mark at all. */
  readonly framing: "line" | "chunk";
  /** How long to wait for it, in milliseconds. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/**
 * The next answer: a line, or, where there are no line ends, anything that fits.
 *
 * @returns the answer without its line end.
 * @throws {RuleViolation} when something else comes, or nothing in time.
 */
export async function hearAnswer(
  conn: ObservedConnection,
  answer: ExpectedAnswer,
  hearing: Hearing,
): Promise<string> {
  const line = hearing.framing === "line"
    ? await conn.line(asLine(answer), hearing.timeout)
    : await chunk(conn, answer, hearing);
  if (answer.fits(line.replace(/\r$/, ""))) return line;
  const more = hearing.framing === "chunk" ? decoder.decode(conn.unheard) : "";
  throw new RuleViolation("different", answer.expected, new TextEncoder().encode(line + more));
}

/** The answer with its line end, where it is known to the letter. */
function asLine({ expected }: ExpectedAnswer): Expectation {
  return expected.exact === undefined ? expected : quoted(expected.exact, "\n");
}

/** Without line ends: the exact text, or a piece and what follows it at once. */
async function chunk(
  conn: ObservedConnection,
  { expected }: ExpectedAnswer,
  { timeout, signal }: Hearing,
): Promise<string> {
  if (expected.exact !== undefined) {
    // A server without line ends that sends one all the same is understood.
    while (conn.unheard[0] === LINE_FEED) conn.take(1);
    const { length } = new TextEncoder().encode(expected.exact);
    return decoder.decode(await conn.bytes(length, expected, timeout));
  }
  await conn.until((unheard) => unheard !== "", expected, timeout);
  await sleep(100, signal);
  return decoder.decode(conn.take(conn.unheard.length)).replace(/\r?\n$/, "");
}

const LINE_FEED = 0x0a;
const decoder = new TextDecoder();
