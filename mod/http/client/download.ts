import { msg } from "../../i18n/message.ts";
import type { ByteRange } from "../semantics/byte_ranges.ts";
import type { Fetch } from "./http_client.ts";
import { endedEarly, HttpFailure, maxSizeExceeded, statusFailure } from "./http_failure.ts";
import type { PartialFile } from "./partial_file.ts";
import { firstWords, type Response } from "./response.ts";
import { type RetryOptions, withRetries } from "./with_retries.ts";

/** How to download. */
export interface DownloadOptions extends RetryOptions {
  readonly fetch: Fetch;
  /** How many requests at once; more than one takes a server that sends ranges. */
  readonly connections: number;
  /** The most bytes to accept. */
  readonly maxSize: number;
  /** Called with the number of bytes so far. */
  onProgress?(received: number): void;
}

const CONTENT_RANGE = /^bytes (\d+)-(\d+)\/(\d+|\*)$/;
/** Parts smaller than this are not worth their own connection, bytes. */
const SMALLEST_PART = 1024 * 1024;
/** How often progress is recorded, milliseconds. */
const NOTE_EVERY = 1000;

/**
 * Fetches the missing parts of a file, over one connection or several, resuming where one broke.
 *
 * @param file knows which bytes are there already
 * @returns when every byte is there
 * @throws HttpFailure when it cannot be fetched
 */
export async function download(file: PartialFile, options: DownloadOptions): Promise<void> {
  const { size, ranges } = file.remote;
  if (size !== undefined && size > options.maxSize) throw maxSizeExceeded(options.maxSize);
  const noting = setInterval(() => file.note(), NOTE_EVERY);
  try {
    if (size === undefined || !ranges) await fetchWhole(file, options);
    else await fetchParts(file, size, options);
  } finally {
    clearInterval(noting);
    file.note();
  }
}

/** How to divide up the missing bytes, in order. Pure. */
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
      using response = await get(file, options, {});
      if (response.status !== 200) throw await refusal(response);
      const length = Number(response.fields.get("content-length") ?? 0);
      if (length > options.maxSize) throw maxSizeExceeded(options.maxSize);
      await receive(file, response, { start: 0, end: Infinity }, options);
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
      // Parts that fail together are one failure of the server, not several in a row.
      const count = { failures: options.count?.failures ?? 0 };
      await fetchPart(file, part, size, { ...options, signal, count });
    }
  };
  const workers = Array.from({ length: options.connections }, work);
  try {
    await Promise.all(workers);
  } catch (error) {
    // One that cannot go on stops the others; the bytes they have are kept.
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
      const rest = { start: at, end: part.end };
      using response = await get(file, options, rangeFields(rest, size, file));
      const isAll = response.status === 200 && at === 0 && part.end === size;
      if (response.status === 200 && !isAll) throw changed();
      if (!isAll) await checkRange(response, rest, size);
      // Nothing is wasted when it breaks: the next try goes on from here.
      await receive(file, response, rest, options, (reached) => at = reached);
      if (at < part.end) throw endedEarly();
    },
    () => at,
    options,
  );
}

/**
 * The last part is asked for without an end: "go on from here", as every server and our own counting
 * understand it.
 */
function rangeFields({ start, end }: ByteRange, size: number, file: PartialFile): Record<string, string> {
  if (start === 0 && end === size) return {};
  const range = `bytes=${start}-${end === size ? "" : end - 1}`;
  return file.remote.validator === undefined ? { range } : { range, "if-range": file.remote.validator };
}

function get(
  file: PartialFile,
  options: DownloadOptions,
  headers: Record<string, string>,
): Promise<Response> {
  return options.fetch(file.url, { headers, signal: options.signal });
}

function changed(): HttpFailure {
  return new HttpFailure(msg`The file on the server has changed meanwhile`, { again: false, changed: true });
}

async function checkRange(response: Response, { start, end }: ByteRange, size: number): Promise<void> {
  if (response.status === 412 || response.status === 416) throw changed();
  if (response.status !== 206) throw await refusal(response);
  const [, first, last, whole] = CONTENT_RANGE.exec(response.fields.get("content-range") ?? "") ?? [];
  if (whole !== "*" && Number(whole) !== size) throw changed();
  if (Number(first) !== start || Number(last) !== end - 1) throw otherBytes();
}

function otherBytes(): HttpFailure {
  return new HttpFailure(msg`The server sends other bytes than were asked for`, { again: false });
}

async function refusal(response: Response): Promise<HttpFailure> {
  return statusFailure(response, await firstWords(response));
}

/** Writes the body to its place, and no byte beyond the end of that place. */
async function receive(
  file: PartialFile,
  response: Response,
  { start, end }: ByteRange,
  options: DownloadOptions,
  onReach?: (at: number) => void,
): Promise<void> {
  let at = start;
  for (let bytes = await response.read(); bytes !== null; bytes = await response.read()) {
    if (at + bytes.length > end) throw otherBytes();
    if (at + bytes.length > options.maxSize) throw maxSizeExceeded(options.maxSize);
    await file.write(bytes, at);
    at += bytes.length;
    onReach?.(at);
    options.onProgress?.(file.received.size);
  }
}
