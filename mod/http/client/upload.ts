/*
Sending a file so that it arrives, whatever the line does: the tus protocol (tus.io) with a server that speaks it, ours among them, a
plain PUT with any other.

The address of an upload that has begun is remembered by the caller, so that even the next run of the program can go on.
*/

import { HttpFailure, statusFailure } from "./http_failure.ts";
import { type Fetch, send } from "./remote_file.ts";
import { type RetryOptions, withRetries } from "./with_retries.ts";

/** A local file to be sent. */
export interface LocalFile {
  readonly path: string;
  /** What the server is to call it. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
}

/** How to upload. */
export interface UploadRequest extends RetryOptions {
  readonly fetch: Fetch;
  /** The folder on the server, ending in `/`. */
  readonly url: string;
  /** The address of an upload of this file that has begun earlier. */
  readonly begun?: string;
  /** Told the address of an upload as soon as it has one. */
  onBegin?(address: string): void;
  /** Told how many bytes are there by now. */
  onProgress?(sent: number): void;
}

const TUS = { "tus-resumable": "1.0.0" };

/** Sends a file. @throws HttpFailure when it is refused or cannot be sent */
export async function upload(file: LocalFile, options: UploadRequest): Promise<void> {
  let sent = 0;
  let address = options.begun;
  const progress = (bytes: number) => options.onProgress?.(sent = bytes);
  await withRetries(
    async () => {
      let offset = address === undefined ? undefined : await reached(address, options);
      if (offset === undefined) {
        address = await begin(file, options);
        if (address === undefined) return await put(file, options, progress);
        options.onBegin?.(address);
        offset = 0;
      }
      progress(offset);
      if (offset < file.size) await append(file, address!, offset, options, progress);
    },
    () => sent,
    options,
  );
}

/** @returns the address of the new upload, or undefined: the server does not speak tus */
async function begin(file: LocalFile, options: UploadRequest): Promise<string | undefined> {
  const name = btoa(String.fromCharCode(...new TextEncoder().encode(file.name)));
  const headers = { ...TUS, "upload-length": String(file.size), "upload-metadata": `filename ${name}` };
  const response = await send(options.fetch, options.url, {
    method: "POST",
    headers,
    signal: options.signal,
  });
  const said = await response.text();
  const location = response.headers.get("location");
  if (response.status === 201 && location !== null) return new URL(location, options.url).href;
  if (
    response.headers.has("tus-resumable") || ![404, 405, 501, 415, 400, 200, 303].includes(response.status)
  ) {
    throw statusFailure(response, said);
  }
  return undefined;
}

/** @returns how far an upload got, or undefined: the server does not know it any more */
async function reached(address: string, options: UploadRequest): Promise<number | undefined> {
  const response = await send(options.fetch, address, {
    method: "HEAD",
    headers: TUS,
    signal: options.signal,
  });
  await response.body?.cancel();
  if (response.status === 404 || response.status === 410) return undefined;
  if (!response.ok) throw statusFailure(response);
  return Number(response.headers.get("upload-offset") ?? NaN) || 0;
}

async function append(
  file: LocalFile,
  address: string,
  offset: number,
  options: UploadRequest,
  progress: (sent: number) => void,
): Promise<void> {
  const response = await sendRest(file, offset, progress, options, address, {
    method: "PATCH",
    headers: { ...TUS, "upload-offset": String(offset), "content-type": "application/offset+octet-stream" },
  });
  const said = await response.text();
  // 409: the server is elsewhere than we believed; ask again where.
  if (response.status === 409) throw new HttpFailure("The upload got out of step", { again: true });
  if (response.status !== 204) throw statusFailure(response, said);
}

async function put(file: LocalFile, options: UploadRequest, progress: (sent: number) => void): Promise<void> {
  const url = new URL(encodeURIComponent(file.name), options.url).href;
  const response = await sendRest(file, 0, progress, options, url, { method: "PUT" });
  const said = await response.text();
  if (!response.ok) throw statusFailure(response, said);
}

/** Sends a request whose body is the rest of a file, read as fast as it is taken, up to the size that was announced. */
async function sendRest(
  { path, size }: LocalFile,
  offset: number,
  progress: (sent: number) => void,
  { fetch, signal }: UploadRequest,
  url: string,
  init: RequestInit,
): Promise<Response> {
  using file = await Deno.open(path).catch(() => {
    throw new Error("it may not be read");
  });
  await file.seek(offset, Deno.SeekMode.Start);
  let sent = offset;
  let shrank = false;
  const body = new ReadableStream({
    async pull(controller) {
      if (sent >= size) return controller.close();
      const buffer = new Uint8Array(Math.min(PIECE, size - sent));
      const length = await file.read(buffer);
      // Broken off: a regular end would make a whole file of a part.
      if (length === null) return controller.error(shrank = true);
      controller.enqueue(buffer.subarray(0, length));
      progress(sent += length);
    },
  });
  try {
    return await send(fetch, url, { ...init, body, signal });
  } catch (error) {
    throw shrank ? new Error("it became shorter while it was sent") : error;
  }
}

const PIECE = 256 * 1024;
