import type { Fetch } from "./http_client.ts";
import { isOk } from "./response.ts";

/**
 * The same client, which reports once if the bytes are not those of the file but compressed ones,
 * which a server should not send unasked.
 *
 * @param onKept called with the content coding
 */
export function tellingKeptEncoding(fetch: Fetch, onKept: (coding: string) => void): Fetch {
  let told = false;
  return async (...request) => {
    const response = await fetch(...request);
    const coding = response.fields.get("content-encoding")?.trim().toLowerCase() ?? "identity";
    const unasked = coding !== "identity" && !PACKED.test(new URL(response.url).pathname);
    if (isOk(response) && unasked && !told) {
      told = true;
      onKept(coding);
    }
    return response;
  };
}

/** Some servers label a file that is itself compressed as compressed for transfer. */
const PACKED = /\.(gz|tgz|z|svgz|br|zst|bz2|xz)$/i;
