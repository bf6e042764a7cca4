import type { ByteRange } from "../semantics/byte_ranges.ts";
import { connectionFailure, HttpFailure, statusFailure } from "./http_failure.ts";
import type { PartialFile } from "./partial_file.ts";
import { plainBody } from "./plain_body.ts";
import { type Fetch, send } from "./remote_file.ts";
import { StallLimit } from "./stall_limit.ts";
import { type RetryOptions, withRetries } from "./with_retries.ts";

/** How to download. */
export interface DownloadOptions extends RetryOptions {
  readonly fetch: Fetch;
  /** How many requests at once; more than one needs a server that sends ranges. */
  readonly connections: number;
  /** A connection on which nothing moves for so long is given up and tried again, milliseconds; 0 means never. */
  readonly stall: number;
  /** Told how many bytes there are by now. */
  onProgress?(received: number): void;
}

const CONTENT_RANGE = /^bytes (\d+)-(\d+)\/(\d+|\*)$/;
/** Parts smaller than this are not worth a connection of their own, bytes. */
const SMALLEST_PART = 1024 * 1024;
/** How often what has arrived is noted, milliseconds. */
const NOTE_EVERY = 1000;

/**
 * Fetches what is missing of a file, over one connection or several, trying again where it broke.
 *
 * @param file knows what is there already
 * @returns when every byte is there
 * @throws HttpFailure when it cannot be had
 */
export async function download(file: PartialFile, options: DownloadOptions): Promise<void> {
  const { size, ranges } = file.remote;
  const noting = setInterval(() => file.note(), NOTE_EVERY);
  try {
    if (size === undefined || !ranges) await fetchWhole(file, options);
    else await fetchParts(file, size, options);
  } finally {
    clearInterval(noting);
    file.note();
  }
}

/** How to share the missing bytes out, in order. Pure. */
export function plan(missing: readonly ByteRange[], connections: number): ByteRange[] {
  const total = missing.reduce((sum, { start, end }) => sum + end - start, 0);
  const part = Math.max(SMALLEST_PART, Math.ceil(total / connections));
  return missing.flatMap(({ start, end }) => {
    const parts: ByteRange[] = [];
    for (let at = start; at < end; at += part) parts.push({ start: at, end: Math.min(at + part, end) });
    return parts;
  });
}

async function fetchWhole(file: PartialFile, options: DownloadOptions): Promise<void> {
  await withRetries(
    async () => {
      file.startOver();
      using limit = new StallLimit(options.signal, options.stall);
      const response = await get(file, options, {}, limit);
      if (response.status !== 200) throw await refusal(response);
      const length = response.headers.get("content-length");
      const { received, broken } = await receive(file, response, 0, options, limit);
      const promised = length === null || response.headers.has("content-encoding")
        ? received
        : Number(length);
      if (broken || received !== promised) throw new HttpFailure("The download ended early", { again: true });
    },
    () => 0,
    options,
  );
}

async function fetchParts(file: PartialFile, size: number, options: DownloadOptions): Promise<void> {
  const whole = { start: 0, end: size };
  const queue = plan(file.received.missing(whole), options.connections);
  options.onProgress?.(file.received.size);
  const failed = new AbortController();
  const signal = AbortSignal.any([options.signal, failed.signal]);
  const work = async () => {
    for (let part = queue.shift(); part !== undefined; part = queue.shift()) {
      await fetchPart(file, part, size, { ...options, signal });
    }
  };
  const workers = Array.from({ length: options.connections }, work);
  try {
    await Promise.all(workers);
  } catch (error) {
    // One that cannot go on stops the others; what they have got is kept.
    failed.abort(error);
    await Promise.allSettled(workers);
    throw error;
  }
  if (size === 0) await file.write(new Uint8Array(0), 0);
}

async function fetchPart(
  file: PartialFile,
  part: ByteRange,
  size: number,
  options: DownloadOptions,
): Promise<void> {
  let at = part.start;
  await withRetries(
    async () => {
      if (at >= part.end) return;
      using limit = new StallLimit(options.signal, options.stall);
      const response = await get(file, options, rangeFields({ start: at, end: part.end }, size, file), limit);
      const isAll = response.status === 200 && at === 0 && part.end === size;
      if (response.status === 200 && !isAll) throw await changed(response);
      if (!isAll) await checkRange(response, { start: at, end: part.end }, size);
      at += (await receive(file, response, at, options, limit)).received;
      if (at < part.end) throw new HttpFailure("The download ended early", { again: true });
    },
    () => at,
    options,
  );
}

/** The last part is asked for without an end: "go on from here", as every server and our own counting understand it. */
function rangeFields({ start, end }: ByteRange, size: number, file: PartialFile): Record<string, string> {
  if (start === 0 && end === size) return {};
  const range = `bytes=${start}-${end === size ? "" : end - 1}`;
  return file.remote.validator === undefined ? { range } : { range, "if-range": file.remote.validator };
}

async function get(
  file: PartialFile,
  options: DownloadOptions,
  fields: Record<string, string>,
  limit: StallLimit,
): Promise<Response> {
  // Bytes as they are on the server: ranges of something compressed would not fit together.
  const headers = { "accept-encoding": "identity", ...fields };
  return await send(options.fetch, file.url, { headers, signal: limit.signal });
}

async function changed(response: Response): Promise<HttpFailure> {
  await response.body?.cancel();
  return new HttpFailure("The file on the server has changed meanwhile", { again: false, changed: true });
}

async function checkRange(response: Response, { start, end }: ByteRange, size: number): Promise<void> {
  if (response.status === 412 || response.status === 416) throw await changed(response);
  if (response.status !== 206) throw await refusal(response);
  const [, first, last, whole] = CONTENT_RANGE.exec(response.headers.get("content-range") ?? "") ?? [];
  if (whole !== "*" && Number(whole) !== size) throw await changed(response);
  if (Number(first) === start && Number(last) === end - 1) return;
  await response.body?.cancel();
  throw new HttpFailure("The server sends other bytes than were asked for", { again: false });
}

async function refusal(response: Response): Promise<HttpFailure> {
  return statusFailure(response, await response.text().catch(() => ""));
}

/** @returns how many bytes came, and whether the connection broke before the end */
async function receive(
  file: PartialFile,
  response: Response,
  start: number,
  options: DownloadOptions,
  limit: StallLimit,
): Promise<{ received: number; broken: boolean }> {
  let at = start;
  const reader = (await plainBody(response))?.getReader();
  while (true) {
    let piece: ReadableStreamReadResult<Uint8Array> | undefined;
    try {
      piece = await reader?.read();
    } catch (error) {
      options.signal.throwIfAborted();
      if (at === start) throw connectionFailure(error);
      // Broken, but not in vain: the next try goes on from here.
      return { received: at - start, broken: true };
    }
    if (piece?.value === undefined) return { received: at - start, broken: false };
    await file.write(piece.value, at);
    at += piece.value.length;
    limit.moved();
    options.onProgress?.(file.received.size);
  }
}
