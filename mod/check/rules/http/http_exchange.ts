import { RuleViolation } from "../../causes/rule_violation.ts";
import { formatHostPort } from "../../../net/address/socket_address.ts";
import { httpRequest, type PlainRequest } from "../../probes/http/http_request.ts";
import { headBytes } from "../../probes/http/http_head.ts";
import { hearResponse, type HttpResponse, nothingBehind } from "../../probes/http/http_response.ts";
import type { ObservedConnection } from "../../probes/observed_connection.ts";
import type { Segmentation } from "../../probes/segmentation.ts";
import type { RuleContext } from "../../rule_context.ts";
import { type KnownFile, PLAIN_FILE } from "../../targets/fixture_folder.ts";
import { HTTP_EXPECTED_OF as OF } from "../../texts/http_expected.ts";
import { type HttpCheck, servedBy } from "./http_rule.ts";

/** How a request is sent. */
export interface Sending extends Partial<Omit<PlainRequest, "host">> {
  readonly via?: Segmentation;
}

/** The request as bytes, with the host that is asked. */
export function requestTo({ target }: RuleContext, request: Omit<PlainRequest, "host">): string {
  const { hostname, port } = target.endpoint();
  return httpRequest({ ...request, host: formatHostPort(hostname, port) });
}

/** Sends a request on a new connection. */
export async function asked(
  context: RuleContext,
  path: string,
  { via, ...request }: Sending = {},
): Promise<ObservedConnection> {
  const conn = await context.connect();
  await conn.send(requestTo(context, { path, ...request }), via);
  return conn;
}

/** Fetches a file and compares it, byte for byte. */
export async function fetchKnownFile(
  context: RuleContext,
  file: KnownFile,
  sending: Sending = {},
): Promise<FileResponse> {
  const path = sending.path ?? pathOf(file);
  const conn = await asked(context, path, sending);
  return await hearFile(conn, file, path);
}

/** The answer to the request for a file. */
export interface FileResponse extends HttpResponse {
  /** Whether a line end comes behind the file, which is no part of it. */
  readonly lineEnd?: true;
}

/**
 * Hears a file and compares it, byte for byte; nothing may come behind it but a line end, which does not harm a text.
 */
export async function hearFile(
  conn: ObservedConnection,
  { name, bytes }: KnownFile,
  path: string,
): Promise<FileResponse> {
  const response = await hearResponse(conn);
  expectStatus(response, 200, path);
  const { body } = response;
  const same = body.subarray(0, bytes.length).every((byte, index) => byte === bytes[index]);
  const behind = new TextDecoder().decode(body.subarray(bytes.length));
  const lineEnd = name.endsWith(".txt") && /^\r?\n$/.test(behind);
  const whole = body.length === bytes.length || lineEnd;
  // Where more comes than was announced, that tells more than what is missing.
  if (!same || !whole && !(response.bodyEnd === "length" && body.length < bytes.length)) {
    throw new RuleViolation("different", OF.content(bytes.length, name), body);
  }
  const stray = await nothingBehind(conn, response);
  if (!whole) throw new RuleViolation("different", OF.content(bytes.length, name), body);
  return lineEnd || stray ? { ...response, lineEnd: true } : response;
}

/** @throws {RuleViolation} with the head when another status has come. */
export function expectStatus({ head, body }: HttpResponse, status: number, path: string): void {
  if (head.status === status) return;
  throw new RuleViolation("different", OF.status(status, path), headBytes(head.lines, body));
}

/** Any request that the server answers as it should: with a known file, or with the page that it has. */
export async function expectSample(
  context: RuleContext,
  check: HttpCheck,
  sending: Sending = {},
): Promise<HttpResponse> {
  const { path, file } = sample(context, check);
  const conn = await asked(context, path, sending);
  return await hearSample(conn, path, file);
}

/** The answer to the request for the {@linkcode sample}. */
export async function hearSample(
  conn: ObservedConnection,
  path: string,
  file: KnownFile | undefined,
): Promise<HttpResponse> {
  if (file !== undefined) return await hearFile(conn, file, path);
  const response = await hearResponse(conn);
  if (response.head.status >= 400) expectStatus(response, 200, path);
  await nothingBehind(conn, response);
  return response;
}

/** The path that rules ask for which are not about any file: that of a known one, or that of the server's own page. */
export function sample(context: RuleContext, check: HttpCheck): { path: string; file?: KnownFile } {
  return servedBy(context, check) === "folder" && check.fixtures !== undefined
    ? { path: pathOf(PLAIN_FILE), file: PLAIN_FILE }
    : { path: check.page ?? "/" };
}

/** The path of a file of the served folder. */
export function pathOf({ name }: KnownFile): string {
  return `/${encodeURIComponent(name)}`;
}

/** A path of which nothing is known. */
export function unknownPath({ random }: RuleContext): string {
  return `/netlab-check-${random.word(8)}.txt`;
}
