import type { FilesRuleSetting } from "./files_rule.ts";
import { RuleViolation } from "../../causes/rule_violation.ts";
import type { ObservedConnection } from "../../probes/observed_connection.ts";
import type { RuleContext } from "../../rule_context.ts";
import { EXPECTED_OF } from "../../texts/expected_texts.ts";
import { PUT_EXPECTED as EXPECTED, PUT_EXPECTED_OF as OF } from "../../texts/put_texts.ts";
import { requestFor } from "./file_request.ts";

/** How files are sent to the server and asked back. */
export interface PutSetting extends FilesRuleSetting {
  /** What stands in front of the bytes, with `{name}` and `{size}`; without a size the stream ends behind them. */
  readonly put: string;
}

/** Whether it comes in one piece, and whether it comes whole. */
export type SendingWay = "whole" | "pieces" | "half";

/** Sends a file. */
export async function sendForKeeping(
  context: RuleContext,
  setting: PutSetting,
  name: string,
  bytes: Uint8Array,
  how: SendingWay = "whole",
): Promise<ObservedConnection> {
  const conn = await context.connect();
  const head = setting.put.replace("{name}", () => name).replace("{size}", String(bytes.length));
  if (how === "pieces") {
    await conn.send(head, "bytewise");
    await conn.send(bytes, "random");
  } else {
    const half = how === "half" ? bytes.subarray(0, bytes.length >> 1) : bytes;
    await conn.send(Uint8Array.from([...new TextEncoder().encode(head), ...half]));
  }
  if (!setting.put.includes("{size}")) await conn.halfClose();
  return conn;
}

/** Sends a file and hears the answer: whether it was taken. */
export async function store(...args: Parameters<typeof sendForKeeping>): Promise<boolean> {
  const conn = await sendForKeeping(...args);
  const line = await conn.line(EXPECTED.answer);
  conn.close();
  if (/^OK\b/.test(line)) return true;
  if (/^KO\b/.test(line)) return false;
  throw new RuleViolation("different", EXPECTED.answer, new TextEncoder().encode(`${line}\n`));
}

/** The file of a name; undefined when the server refuses it. */
export async function fetchAny(
  context: RuleContext,
  setting: PutSetting,
  name: string,
): Promise<Uint8Array | undefined> {
  const conn = await context.connect();
  await conn.send(requestFor(name, setting));
  const first = await conn.line(EXPECTED.known);
  if (/^KO\b/.test(first)) return undefined;
  const size = Number(await conn.line(EXPECTED.known));
  const bytes = await conn.bytes(size, EXPECTED_OF.content(size));
  conn.close();
  return bytes;
}

/**
 * Sends a file and fetches it again.
 *
 * @throws {RuleViolation} when it is refused, or another one comes back.
 */
export async function thereAndBack(
  context: RuleContext,
  setting: PutSetting,
  bytes: Uint8Array,
  how: SendingWay = "whole",
): Promise<void> {
  const name = nameToSend(context);
  if (!await store(context, setting, name, bytes, how)) {
    throw new RuleViolation("different", EXPECTED.accepted, new TextEncoder().encode("KO\n"));
  }
  await expectBack(context, setting, name, bytes);
}

/** @throws {RuleViolation} when the file of that name is another one, or none. */
export async function expectBack(
  context: RuleContext,
  setting: PutSetting,
  name: string,
  bytes: Uint8Array,
): Promise<void> {
  const came = await fetchAny(context, setting, name);
  if (came === undefined) {
    throw new RuleViolation("different", EXPECTED.known, new TextEncoder().encode("KO\n"));
  }
  if (came.length === bytes.length && came.every((byte, index) => byte === bytes[index])) return;
  throw new RuleViolation("different", OF.back(bytes.length), came);
}

/** A name that nobody else uses; what is sent under it is removed at the end. */
export function nameToSend({ random }: RuleContext): string {
  return `netlab-check-envoi-${random.word(8)}.txt`;
}
