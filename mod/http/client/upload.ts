/*
Sending a file so that it arrives even over a bad line: by the tus protocol (tus.io) to a server
that speaks it, including ours, and by a plain PUT to any other.

The caller remembers the address of an upload that has begun, so that even the next run of the
program can go on.
*/

import { msg } from "../../i18n/message.ts";
import { MessageError } from "../../i18n/message_error.ts";
import type { ClientRequest, Fetch } from "./http_client.ts";
import { HttpFailure, statusFailure } from "./http_failure.ts";
import { webAddress } from "./redirect.ts";
import { firstWords, isOk, type Response } from "./response.ts";
import { type RetryOptions, withRetries } from "./with_retries.ts";
import { encodeName } from "../files/decode_path.ts";

/** A local file to send. */
export interface LocalFile {
  readonly path: string;
  /** The name it should get on the server. */
  readonly name: string;
  /** The folders below the one on the server into which it is to go, which a tus server makes. */
  readonly folders?: readonly string[];
  /** Bytes. */
  readonly size: number;
}

/** How to upload. */
export interface UploadRequest extends RetryOptions {
  readonly fetch: Fetch;
  /** The folder on the server, ending in `/`. */
  readonly url: string;
  /** Whether the server speaks tus, if that is known. */
  readonly tus?: boolean | undefined;
  /** A file up to this may come with the request that begins it (creation-with-upload), bytes. */
  readonly withUpload?: number;
  /** Asks a tus server to replace what is there; others do it anyway. */
  readonly replace?: boolean;
  /** What is sent together has the same: a drop box of ours has a folder of its own for each. */
  readonly batch?: string;
  /** The address of an upload of this file that began earlier. */
  readonly begun?: string;
  /** Called with the address of an upload as soon as it has one. */
  onBegin?(address: string): void;
  /** Called with the number of bytes that the server has. */
  onProgress?(sent: number): void;
}

const TUS = { "tus-resumable": "1.0.0" };
const PIECE_TYPE = "application/offset+octet-stream";

/** Sends a file. @throws HttpFailure when it is refused or cannot be sent */
export async function upload(file: LocalFile, options: UploadRequest): Promise<void> {
  let sent = 0;
  let address = isOwn(options.begun, options.url) ? options.begun : undefined;
  const progress = (bytes: number) => options.onProgress?.(sent = bytes);
  await withRetries(
    async () => {
      let offset = address === undefined ? undefined : await reached(address, file, options);
      if (offset === undefined) {
        const begun = options.tus === false ? undefined : await begin(file, options, progress);
        if (begun === undefined) return await put(file, options, progress);
        ({ address, offset } = begun);
        if (offset === file.size && file.size > 0) return progress(offset);
        options.onBegin?.(address);
      }
      progress(offset);
      if (offset < file.size) await append(file, address!, offset, options, progress);
    },
    () => sent,
    options,
  );
}

/** @returns the new upload, and how far it is; or undefined: the server does not speak tus */
async function begin(
  file: LocalFile,
  options: UploadRequest,
  progress: (sent: number) => void,
): Promise<{ address: string; offset: number } | undefined> {
  const headers = { ...TUS, "upload-length": String(file.size), "upload-metadata": metadata(file, options) };
  const withBody = file.size > 0 && file.size <= (options.withUpload ?? 0);
  using response = withBody
    ? await sendRest(file, 0, progress, options, options.url, {
      method: "POST",
      headers: { ...headers, "content-type": PIECE_TYPE },
    })
    : await options.fetch(options.url, { method: "POST", headers, signal: options.signal });
  const location = response.fields.get("location");
  if (response.status === 201 && location !== undefined) {
    const address = ownAddress(location, response.url, options.url);
    return { address, offset: withBody ? offsetIn(response, file) : 0 };
  }
  if (response.fields.has("tus-resumable") || !WITHOUT_TUS.includes(response.status)) {
    throw statusFailure(response, await firstWords(response));
  }
  return undefined;
}

/** What the server is told about a file (Upload-Metadata): texts in base64. */
function metadata({ name, folders = [] }: LocalFile, { replace = false, batch }: UploadRequest): string {
  const values: Record<string, string> = {
    filename: name,
    ...(folders.length > 0 ? { relativePath: [...folders, name].join("/") } : {}),
    ...(batch === undefined ? {} : { batch }),
    ...(replace ? { existing: "overwrite" } : {}),
  };
  return Object.entries(values).map(([key, value]) => `${key} ${base64(value)}`).join(",");
}

function base64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(""));
}

/**
 * Answers to a POST from servers that know nothing of it; a server that redirects it is asked for
 * the new place by PUT.
 */
const WITHOUT_TUS = [200, 301, 302, 303, 400, 404, 405, 415, 501];

/**
 * The address of an upload. The file, and the password that goes with it, are only for the server
 * that was named: a tus server that takes uploads at another one, or forgets that it is reached by
 * https, is refused.
 */
function ownAddress(location: string, base: string, url: string): string {
  const { href, origin } = webAddress(location, base);
  if (isOwn(href, url)) return href;
  throw new HttpFailure(msg`The server wants the file sent to another origin, ${origin}; that is refused`, {
    again: false,
  });
}

/** Whether an address has the origin of the folder: scheme, host and port. */
function isOwn(address: string | undefined, url: string): boolean {
  return address !== undefined && URL.canParse(address) && new URL(address).origin === new URL(url).origin;
}

/** @returns how far an upload got, or undefined: the server no longer knows it */
async function reached(
  address: string,
  file: LocalFile,
  options: UploadRequest,
): Promise<number | undefined> {
  using response = await options.fetch(address, { method: "HEAD", headers: TUS, signal: options.signal });
  if (response.status === 404 || response.status === 410) return undefined;
  if (!isOk(response)) throw statusFailure(response);
  const length = response.fields.get("upload-length");
  const offset = offsetIn(response, file);
  // An upload with another length belongs to another file.
  return length === undefined || length === String(file.size) ? offset : undefined;
}

/** How many bytes a server says it has. @throws HttpFailure when it cannot be */
function offsetIn({ fields }: Response, { size }: LocalFile): number {
  const told = fields.get("upload-offset") ?? "";
  if (/^\d{1,15}$/.test(told) && Number(told) <= size) return Number(told);
  throw new HttpFailure(msg`The server does not say how much of the file it has`, { again: false });
}

async function append(
  file: LocalFile,
  address: string,
  offset: number,
  options: UploadRequest,
  progress: (sent: number) => void,
): Promise<void> {
  using response = await sendRest(file, offset, progress, options, address, {
    method: "PATCH",
    headers: { ...TUS, "upload-offset": String(offset), "content-type": PIECE_TYPE },
  });
  // 409: the server's offset is not the one we believed; ask again.
  if (response.status === 409) throw outOfStep();
  if (response.status !== 204) throw refused(response, await firstWords(response));
  if (offsetIn(response, file) !== file.size) throw outOfStep();
}

function outOfStep(): HttpFailure {
  return new HttpFailure(msg`The upload got out of step`, { again: true });
}

async function put(file: LocalFile, options: UploadRequest, progress: (sent: number) => void): Promise<void> {
  const url = new URL(encodeName(file.name), options.url).href;
  using response = await sendRest(file, 0, progress, options, url, { method: "PUT" });
  if (!isOk(response)) throw refused(response, await firstWords(response));
}

/** A server that redirects a file to another address is not followed; the person may decide to. */
function refused(response: Response, words: string): HttpFailure {
  const location = response.fields.get("location");
  if (response.status < 300 || response.status > 399 || location === undefined) {
    return statusFailure(response, words);
  }
  const { origin, pathname } = webAddress(location, response.url);
  return new HttpFailure(
    msg`The server takes files at ${origin + pathname}; name that address if you trust it`,
    {
      again: false,
    },
  );
}

/**
 * Sends a request whose body is the rest of a file, read as fast as it is sent, up to the announced
 * size.
 */
async function sendRest(
  { path, size }: LocalFile,
  offset: number,
  progress: (sent: number) => void,
  { fetch, signal }: UploadRequest,
  url: string,
  request: Pick<ClientRequest, "method" | "headers">,
): Promise<Response> {
  using file = await Deno.open(path).catch(() => {
    throw new MessageError(msg`it may not be read`);
  });
  await file.seek(offset, Deno.SeekMode.Start);
  const buffer = new Uint8Array(Math.min(PIECE, size - offset));
  let sent = offset;
  const read = async () => {
    const length = await file.read(buffer.subarray(0, Math.min(PIECE, size - sent)));
    // Reset: after a regular end, a part would pass for the whole file.
    if (length === null) throw new MessageError(msg`it became shorter while it was sent`);
    progress(sent += length);
    return buffer.subarray(0, length);
  };
  const response = await fetch(url, { ...request, body: { length: size - offset, read }, signal });
  if (sent === size || !isOk(response)) return response;
  response[Symbol.dispose]();
  throw new HttpFailure(msg`The server answers before it has the whole file`, { again: false });
}

const PIECE = 256 * 1024;
