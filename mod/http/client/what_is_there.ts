import type { Fetch } from "./http_client.ts";
import { statusFailure } from "./http_failure.ts";
import type { FileVersion } from "./is_current.ts";
import { describeRemote } from "./remote_file.ts";
import { isOk } from "./response.ts";

/**
 * Asks what a server has at an address.
 *
 * @returns undefined: nothing
 * @throws HttpFailure when it does not say
 */
export async function whatIsThere(
  url: string,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<FileVersion | undefined> {
  using response = await fetch(url, { method: "HEAD", signal });
  if (response.status === 404) return undefined;
  if (!isOk(response)) throw statusFailure(response);
  return describeRemote(response.fields, response.url);
}
