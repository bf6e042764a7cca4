import { createHash, timingSafeEqual } from "node:crypto";
import { Buffer } from "node:buffer";
import { HttpError } from "../wire/http_error.ts";
import type { HttpRequest, Site } from "../wire/message.ts";

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
 */
export function withBasicAuth(
  site: Site,
  credentials: Credentials,
  isUpload: (request: HttpRequest) => boolean,
): Site {
  return async (request) => {
    const accepted = isUpload(request)
      ? [credentials.upload ?? credentials.read]
      : credentials.read === undefined
      ? [undefined]
      : [credentials.read, credentials.upload];
    const open = accepted[0] === undefined;
    if (!open && !isAccepted(request.fields.get("authorization"), accepted)) throw unauthorized();
    return await site(request);
  };
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
