import { msg } from "../../i18n/message.ts";
import { addressSpace } from "../../net/address/address_space.ts";
import { HttpFailure } from "./http_failure.ts";
import type { Response } from "./response.ts";

/** How often a request is sent on; browsers stop there, too. */
export const MOST_REDIRECTS = 20;

/**
 * Where an answer sends its client on to.
 *
 * @param method GET and HEAD are sent on by every such status, POST by those that keep it (307, 308); a
 * request with a file in it never is, for whom it was meant has not got it
 * @returns undefined when it stays here
 * @throws HttpFailure for an address that is not one of the web
 */
export function redirectTarget(method: string, response: Response): URL | undefined {
  const location = response.fields.get("location");
  if (location === undefined || !REDIRECTS.includes(response.status)) return undefined;
  if (method === "POST" ? response.status < 307 : method !== "GET" && method !== "HEAD") return undefined;
  return webAddress(location, response.url);
}

const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * An address that a server named, without the name and password that may stand in it: those are ours to give.
 *
 * @throws HttpFailure when it is not one of the web
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
 * A server out there has no business with what only this machine or its network can reach (W3C, Private
 * Network Access): a redirect from a public address never leads to a private one, nor from a private one to
 * the machine itself.
 *
 * @param from address of the server that sent us on; undefined when a proxy hides it
 * @param to address of the one it sent us to
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
