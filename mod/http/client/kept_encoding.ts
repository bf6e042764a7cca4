import type { Fetch } from "./http_client.ts";
import { isOk } from "./response.ts";

/**
 * The same client, which tells once when bytes are not those of the file but packed ones, which a server should not send
 * unasked.
 *
 * @param onKept told the content coding
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

/** Some servers call what is packed by itself packed on the way. */
const PACKED = /\.(gz|tgz|z|svgz|br|zst|bz2|xz)$/i;
