import { msg } from "../../i18n/message.ts";
import { addressSpace } from "../../net/address/address_space.ts";
import { HttpFailure } from "./http_failure.ts";
import type { Response } from "./response.ts";

/** How many redirects to follow; browsers stop there, too. */
export const MOST_REDIRECTS = 20;

/**
 * The address that an answer redirects to.
 *
 * @param method every such status redirects GET and HEAD, those that keep the method (307, 308)
 * also POST; a request with a file in it is never redirected, because the server it was meant for
 * would not get it
 * @returns undefined when it does not redirect
 * @throws HttpFailure for an address that is not http or https
 */
export function redirectTarget(method: string, response: Response): URL | undefined {
  const location = response.fields.get("location");
  if (location === undefined || !REDIRECTS.includes(response.status)) return undefined;
  if (method === "POST" ? response.status < 307 : method !== "GET" && method !== "HEAD") return undefined;
  return webAddress(location, response.url);
}

const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * An address that a server named, without any user name and password in it: only we may choose
 * those.
 *
 * @throws HttpFailure when it is not http or https
 */
export function webAddress(location: string, base: string): URL {
  if (!URL.canParse(location, base)) {
    throw new HttpFailure(msg`The server sends us to "${location.slice(0, 200)}", which is no address`, {
      again: false,
    });
  }
  const url = new URL(location, base);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new HttpFailure(
      msg`The server sends us to ${url.href.slice(0, 200)}; only http:// and https:// are followed`,
      { again: false },
    );
  }
  url.username = url.password = "";
  url.hash = "";
  return url;
}

/**
 * A server on the internet has no business with addresses that only this machine or its network can
 * reach (W3C, Private Network Access): a redirect from a public address must not lead to a private
 * one, nor one from a private address to this machine itself.
 *
 * @param from address of the server that redirected us; undefined when a proxy hides it
 * @param to address of the server it redirected us to
 * @throws HttpFailure when it does
 */
export function checkDirection(from: string | undefined, to: string | undefined, url: URL): void {
  if (from === undefined || to === undefined || addressSpace(to) <= addressSpace(from)) return;
  throw new HttpFailure(
    msg`The server sends us to ${url.host}, which is nearer to this machine than the server is`,
    {
      again: false,
    },
  );
}
