import { connectionFailure, HttpFailure, statusFailure } from "./http_failure.ts";
import { plainBody } from "./plain_body.ts";
import { type Fetch, send } from "./remote_file.ts";

/**
 * Fetches a file and hands it on as it comes, in one try: what was handed on cannot be taken back.
 *
 * @param write takes the pieces
 * @throws HttpFailure when it cannot be had, or ends early
 */
export async function streamUrl(
  url: string,
  fetch: Fetch,
  write: (bytes: Uint8Array) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const response = await send(fetch, url, { headers: { "accept-encoding": "identity" }, signal });
  if (!response.ok) throw statusFailure(response, await response.text());
  const coded = response.headers.has("content-encoding");
  const length = Number(coded ? NaN : response.headers.get("content-length") ?? NaN);
  let received = 0;
  const reader = (await plainBody(response))?.getReader();
  for (let bytes = await next(reader, signal); bytes !== undefined; bytes = await next(reader, signal)) {
    await write(bytes);
    received += bytes.length;
  }
  if (received < length) throw new HttpFailure("The download ended early", { again: true });
}

async function next(
  reader: ReadableStreamDefaultReader<Uint8Array> | undefined,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  try {
    return (await reader?.read())?.value;
  } catch (error) {
    signal.throwIfAborted();
    throw connectionFailure(error);
  }
}
