import { createHash, timingSafeEqual } from "node:crypto";
import { Buffer } from "node:buffer";
import { addressHost } from "../wire/address_host.ts";
import { HttpError } from "../wire/http_error.ts";
import type { HttpRequest, Site } from "../wire/message.ts";
import { GuessLimit } from "./guess_limit.ts";

/** Who may do what: `user:password`, as one string. */
export interface Credentials {
  /** Needed for reading; without it everybody may read. */
  readonly read?: string;
  /** Needed for uploading; whoever may upload may also read. Without it, `read` is needed for uploads too. */
  readonly upload?: string;
}

/**
 * Asks for a name and a password (RFC 7617) before it lets anybody through.
 *
 * Without TLS they travel in the clear, which is better than an open door and worse than a locked one.
 *
 * @param isUpload tells which right a request needs
 * @param guesses how many wrong passwords an address may try
 */
export function withBasicAuth(
  site: Site,
  credentials: Credentials,
  isUpload: (request: HttpRequest) => boolean,
  guesses: GuessLimit = new GuessLimit(),
): Site {
  if (credentials.read === undefined && credentials.upload === undefined) return site;
  return async (request) => {
    const accepted = isUpload(request)
      ? [credentials.upload ?? credentials.read]
      : credentials.read === undefined
      ? [undefined]
      : [credentials.read, credentials.upload];
    if (accepted[0] !== undefined) check(request, accepted, guesses);
    return await site(request);
  };
}

/** @throws HttpError 401 without a right password, 429 after too many wrong ones */
function check(
  { fields, remote }: HttpRequest,
  accepted: readonly (string | undefined)[],
  guesses: GuessLimit,
): void {
  const given = fields.get("authorization");
  if (given === undefined) throw unauthorized();
  const address = addressHost(remote);
  const wait = guesses.wait(address);
  if (wait > 0) {
    throw new HttpError(429, "Too many wrong passwords; try again in a minute", [[
      "retry-after",
      String(wait),
    ]]);
  }
  if (isAccepted(given, accepted)) return;
  guesses.note(address);
  throw unauthorized();
}

function isAccepted(field: string | undefined, accepted: readonly (string | undefined)[]): boolean {
  const given = sentCredentials(field ?? "");
  // Every one is compared, so that the time does not tell which of them came close.
  return accepted.map((each) => each !== undefined && given !== undefined && sameText(given, each)).includes(
    true,
  );
}

/** Compares in a time that does not depend on where the two differ, nor on how long they are. */
function sameText(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function sentCredentials(field: string): string | undefined {
  const coded = /^basic +([a-z0-9+/=]+)$/i.exec(field)?.[1];
  return coded === undefined ? undefined : Buffer.from(coded, "base64").toString("utf8");
}

function unauthorized(): HttpError {
  return new HttpError(401, "This needs a name and a password", [
    ["www-authenticate", 'Basic realm="netlab", charset="UTF-8"'],
  ]);
}
