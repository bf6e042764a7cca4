import { connectTo, type ServerAddress } from "../servers/server_address.ts";
import { ClientStream } from "./client_stream.ts";

/** One request; its connection is closed after the answer. */
export interface HttpQuestion {
  readonly method?: string;
  readonly path: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** One answer, its body whole. */
export interface HttpAnswer {
  readonly status: number;
  readonly fields: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
}

/** Asks over HTTP/1.1, by hand: a library would ask again by itself, and hide what broke. */
export async function askHttp(
  address: ServerAddress,
  question: HttpQuestion,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  using stream = await ClientStream.dial(address, signal);
  const { method = "GET", body } = question;
  await stream.write(headOf(question));
  // An answer may come before the body was taken: a server that refuses an upload does not wait for it
  const sending = body === undefined
    ? Promise.resolve()
    : stream.write(body).catch(() => {/* the answer tells */});
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(await stream.line())?.[1]);
  const fields = await fieldsOf(stream);
  const length = method === "HEAD" || status === 204 || status === 304
    ? 0
    : Number(fields.get("content-length"));
  if (!Number.isSafeInteger(length)) throw new Error("the answer has no Content-Length");
  const answer = (await stream.bytes(length)).slice();
  await Promise.race([sending, stream.rest().catch(() => {/* reset, after the whole answer */})]);
  return { status, fields, body: answer };
}

/** Sends the beginning of a request and goes away, as somebody whose network fails does. */
export async function breakOff(address: ServerAddress, question: HttpQuestion, after: number): Promise<void> {
  using conn = await connectTo(address);
  const writer = conn.writable.getWriter();
  await writer.write(new TextEncoder().encode(headOf(question)));
  await writer.write(question.body!.slice(0, after));
  writer.releaseLock();
}

function headOf({ method = "GET", path, fields = {}, body }: HttpQuestion): string {
  const length = body === undefined ? {} : { "content-length": String(body.length) };
  const all = Object.entries({ host: "localhost", connection: "close", ...length, ...fields });
  return `${method} ${path} HTTP/1.1\r\n${all.map(([key, value]) => `${key}: ${value}\r\n`).join("")}\r\n`;
}

async function fieldsOf(stream: ClientStream): Promise<Map<string, string>> {
  const fields = new Map<string, string>();
  for (let line = await stream.line(); line !== "\r"; line = await stream.line()) {
    const colon = line.indexOf(":");
    fields.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  return fields;
}
