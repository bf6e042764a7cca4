import { msg } from "../../../i18n/message.ts";
import { MessageError } from "../../../i18n/message_error.ts";
import type { Fetch } from "../../../http/client/http_client.ts";
import { statusFailure } from "../../../http/client/http_failure.ts";
import { firstWords, isOk, type Response } from "../../../http/client/response.ts";
import { readKey } from "../class_key.ts";
import { readShape, type Shape, type Shaped } from "../record/json_shape.ts";
import { ABOUT, TAKEN } from "../record/report_shape.ts";
import { tidyName } from "../student_name.ts";
import type { StudentKeys } from "./student_keys.ts";

/** Where a class is, and perhaps who asks: what stands after `--class`. */
export interface ClassAddress {
  /** Scheme, host and port. */
  readonly origin: string;
  /** The key in a student's own address. */
  readonly key: string | undefined;
}

/** How a report is sent. */
export interface SendOptions {
  readonly fetch: Fetch;
  readonly keys: StudentKeys;
  /** The name that was typed. */
  readonly name: string | undefined;
  /** What was recorded of rules that are broken: compressed with gzip, in base64. */
  readonly recordings?: readonly { readonly rule: string; readonly gzip: string }[];
  readonly signal: AbortSignal;
}

/** What the class has answered. */
export interface Sent {
  readonly name: string;
  readonly passed: number;
  readonly total: number;
  /** The student's own address, if it is new to this machine. */
  readonly own?: string;
  /** Where the class was before, if it has moved. */
  readonly before?: string;
}

/** The longest answer of a class, bytes. */
const LONGEST_ANSWER = 64 * 1024;

/** Reads the address of a class. @returns undefined when it is none */
export function readClassAddress(typed: string): ClassAddress | undefined {
  const url = URL.parse(typed);
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined;
  const [, key] = /^\/s\/([^/]+)\/?$/.exec(url.pathname) ?? [];
  if (key === undefined) return url.pathname === "/" ? { origin: url.origin, key } : undefined;
  const read = readKey(key);
  return read === undefined ? undefined : { origin: url.origin, key: read };
}

/**
 * Sends a report to a class.
 *
 * @param report as `netlab check` makes it
 * @throws {MessageError} when it was not taken, with the reason
 */
export async function sendReport(
  { origin, key }: ClassAddress,
  report: unknown,
  { fetch, keys, name, recordings = [], signal }: SendOptions,
): Promise<Sent> {
  const content = recordings.length === 0 ? { report } : { report, recordings };
  if (key !== undefined) return await post(origin, key, content, fetch, signal);
  const id = await markOf(origin, fetch, signal);
  const known = keys.kept({ id });
  const used = name === undefined ? known[0]?.name : tidyName(name);
  if (used === undefined) throw new MessageError(msg`say who you are, with --name`);
  const before = known.find((each) => each.name === used);
  const kept = await keys.keyFor(id, origin, used);
  const sent = await post(origin, kept.key, { name: used, ...content }, fetch, signal);
  return {
    ...sent,
    ...(before === undefined ? { own: `${origin}/s/${kept.key}/` } : {}),
    ...(before === undefined || before.origin === origin ? {} : { before: before.origin }),
  };
}

/** The mark by which a class is known wherever it is. */
async function markOf(origin: string, fetch: Fetch, signal: AbortSignal): Promise<string> {
  const { netlab, id } = await answered(await fetch(`${origin}/api/class`, { signal, staying: true }), ABOUT);
  if (netlab !== "class/1" || id === undefined) throw noClass(origin);
  return id;
}

async function post(
  origin: string,
  key: string,
  content: unknown,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<Sent> {
  const bytes = new TextEncoder().encode(JSON.stringify(content));
  const body = { length: bytes.length, read: () => Promise.resolve(bytes) };
  const headers = { "content-type": "application/json", "authorization": `Bearer ${key}` };
  const request = { method: "POST", headers, body, staying: true, signal } as const;
  const { name, passed, total } = await answered(await fetch(`${origin}/api/report`, request), TAKEN);
  if (name === undefined || passed === undefined || total === undefined) throw noClass(origin);
  return { name, passed, total };
}

async function answered<const Of extends Shape>(given: Response, shape: Of): Promise<Shaped<Of>> {
  using response = given;
  if (!isOk(response)) throw statusFailure(response, await firstWords(response));
  const decoder = new TextDecoder();
  let text = "";
  for (let bytes = await response.read(); bytes !== null; bytes = await response.read()) {
    text += decoder.decode(bytes, { stream: true });
    if (text.length > LONGEST_ANSWER) break;
  }
  try {
    return readShape(JSON.parse(text), shape);
  } catch {
    throw noClass(new URL(response.url).origin);
  }
}

function noClass(origin: string): MessageError {
  return new MessageError(msg`there is no class at ${origin}`);
}
