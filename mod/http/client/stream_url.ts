import type { Fetch } from "./http_client.ts";
import { maxSizeExceeded, statusFailure } from "./http_failure.ts";
import { firstWords, isOk } from "./response.ts";

/**
 * Fetches a file and passes it on as it arrives, in one try: bytes that were passed on cannot be
 * taken back.
 *
 * @param write takes the pieces; each is only valid until it settles
 * @param maxSize the most bytes to accept
 * @throws HttpFailure when it cannot be fetched, is too large, or ends early
 */
export async function streamUrl(
  url: string,
  fetch: Fetch,
  write: (bytes: Uint8Array) => Promise<void>,
  { signal, maxSize }: { signal: AbortSignal; maxSize: number },
): Promise<void> {
  using response = await fetch(url, { signal });
  if (!isOk(response)) throw statusFailure(response, await firstWords(response));
  let received = 0;
  if (Number(response.fields.get("content-length") ?? 0) > maxSize) throw maxSizeExceeded(maxSize);
  for (let bytes = await response.read(); bytes !== null; bytes = await response.read()) {
    received += bytes.length;
    if (received > maxSize) throw maxSizeExceeded(maxSize);
    await write(bytes);
  }
}
