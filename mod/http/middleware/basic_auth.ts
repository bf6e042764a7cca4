import { readBasicCredentials } from "../../net/basic_credentials.ts";
import { msg } from "../../i18n/message.ts";
import { createHmac, randomBytes } from "node:crypto";
import { sameSecret } from "../../net/same_secret.ts";
import { addressHost } from "../../net/address/address_host.ts";
import { HttpError } from "../wire/http_error.ts";
import type { HttpHandler, HttpRequest } from "../wire/message.ts";
import { type LoginAttempt, LoginThrottle } from "../../net/login_throttle.ts";

/** Who may do what: `user:password`, as one string. */
export interface Credentials {
  /** Needed for reading; without it everybody may read. */
  readonly read?: string;
  /** Needed for uploading, and also allows reading. Without it, uploads need `read` too. */
  readonly upload?: string;
}

/**
 * Asks for a name and a password (RFC 7617) before it lets anybody through.
 *
 * Without TLS they travel in the clear, which is better than an open door and worse than a locked one.
 *
 * @param isUpload says which right a request needs
 * @param throttle limits wrong passwords
 */
export function withBasicAuth(
  next: HttpHandler,
  credentials: Credentials,
  isUpload: (request: HttpRequest) => boolean,
  throttle: LoginThrottle = new LoginThrottle(),
): HttpHandler {
  if (credentials.read === undefined && credentials.upload === undefined) return next;
  const key = randomBytes(32);
  return async (request) => {
    const accepted = isUpload(request)
      ? [credentials.upload ?? credentials.read]
      : credentials.read === undefined
      ? [undefined]
      : [credentials.read, credentials.upload];
    if (accepted[0] !== undefined) await check(request, accepted, throttle, key);
    return await next(request);
  };
}

/** @throws HttpError 401 without a right password, 429 after too many wrong ones */
async function check(
  { fields, remote, signal }: HttpRequest,
  accepted: readonly (string | undefined)[],
  throttle: LoginThrottle,
  key: Uint8Array,
): Promise<void> {
  const given = readBasicCredentials(fields.get("authorization") ?? "");
  if (given === undefined) throw unauthorized();
  const passwordDigest = () =>
    createHmac("sha256", key).update(`${accepted.length} ${given}`).digest("base64");
  const attempt = { address: addressHost(remote), name: userName(given), passwordDigest, signal };
  const wait = throttle.admit(attempt);
  // If there is no wait, nothing else may happen in between: a thousand guesses at once must count
  // as a thousand.
  let seconds = typeof wait === "number" ? wait : await wait;
  if (seconds === 0) {
    if (isAccepted(given, accepted)) return known(attempt, accepted, throttle);
    seconds = throttle.wrong(attempt);
  }
  if (seconds === 0) throw unauthorized();
  throw new HttpError(429, msg`Too many wrong passwords; try again in a minute`, [
    ["retry-after", String(seconds)],
  ]);
}

/**
 * A name may have one password for reading and another for uploads: knowing one must not make it
 * easier to guess the other.
 */
function known(
  attempt: LoginAttempt,
  accepted: readonly (string | undefined)[],
  throttle: LoginThrottle,
): void {
  const own = new Set(accepted.filter((each) => each !== undefined && userName(each) === attempt.name));
  if (own.size === 1) throttle.right(attempt);
}

/** The part before the first colon (RFC 7617 §2). */
function userName(credentials: string): string {
  return credentials.replace(/:.*$/s, "").normalize("NFC");
}

function isAccepted(given: string, accepted: readonly (string | undefined)[]): boolean {
  // All of them are compared, so that the time does not show which one came close.
  return accepted.map((each) => each !== undefined && sameSecret(given, each)).includes(true);
}

function unauthorized(): HttpError {
  return new HttpError(401, msg`This needs a name and a password`, [
    ["www-authenticate", 'Basic realm="netlab", charset="UTF-8"'],
  ]);
}
