import { createHmac } from "node:crypto";
import { msg } from "../../../i18n/message.ts";
import { SessionCookie } from "../../../http/files/accounts/session_cookie.ts";
import { type Field, HttpError } from "../../../http/wire/http_error.ts";
import type { HttpRequest } from "../../../http/wire/message.ts";
import { addressHost } from "../../../net/address/address_host.ts";
import { LoginThrottle } from "../../../net/login_throttle.ts";
import { sameSecret } from "../../../net/same_secret.ts";
import { keyHash, readKey } from "../class_key.ts";

/** What lets the teacher in. */
export interface TeacherDoorOptions {
  /** The hash of the key. */
  readonly hash: string;
  /** Signs the cookies of browsers: they are good over restarts, and for nobody with another key. */
  readonly secret: string;
  /** Tells this class from others on the same host. */
  readonly id: string;
  /** Whether the server encrypts. */
  readonly tls: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** How long a browser is let in without the key, milliseconds. */
const SIGNED_IN = 14 * 60 * 60_000;

/**
 * Lets the teacher in and nobody else: a browser by a cookie that it gets for the key, a program by the key with each
 * request (`Authorization`). Guesses are counted.
 */
export class TeacherDoor {
  readonly #options: TeacherDoorOptions;
  readonly #cookie: SessionCookie;
  readonly #throttle = new LoginThrottle();

  constructor(options: TeacherDoorOptions) {
    this.#options = options;
    this.#cookie = new SessionCookie(options.id, options.tls);
  }

  /** The mark of the class. */
  get id(): string {
    return this.#options.id;
  }

  /** Whether a request is the teacher's. @throws {HttpError} when it has a wrong key, or there were too many. */
  async isTeacher(request: HttpRequest): Promise<boolean> {
    const given = keyIn(request.fields.get("authorization"));
    if (given !== undefined) {
      await this.check(given, request);
      return true;
    }
    const [time = "", mark = ""] = this.#cookie.read(request).split(".");
    const age = this.#options.now() - Number(time);
    return /^\d{1,15}$/.test(time) && age >= 0 && age < SIGNED_IN && sameSecret(mark, this.#sign(time));
  }

  /** Compares a key with the teacher's. @throws {HttpError} 401 when it is another, 429 after too many. */
  async check(given: string, request: HttpRequest): Promise<void> {
    const hash = keyHash(readKey(given) ?? "");
    const attempt = {
      address: addressHost(request.remote),
      name: "teacher",
      passwordDigest: () => hash,
      signal: () => request.signal(),
    };
    const wait = await this.#throttle.admit(attempt);
    if (wait > 0) throw tooMany(wait);
    if (sameSecret(hash, this.#options.hash)) return this.#throttle.right(attempt);
    const next = this.#throttle.wrong(attempt);
    if (next > 0) throw tooMany(next);
    throw new HttpError(401, msg`That is not the teacher's key`);
  }

  /** What a browser is given that knows the key. */
  letIn(request: HttpRequest): Field {
    const time = String(this.#options.now());
    return this.#cookie.give(request, `${time}.${this.#sign(time)}`);
  }

  /** What a browser is given that signs out. */
  letOut(request: HttpRequest): Field {
    return this.#cookie.take(request);
  }

  #sign(time: string): string {
    const { secret, hash } = this.#options;
    return createHmac("sha256", secret).update(`${time} ${hash}`).digest("base64url");
  }
}

/** The key of `Bearer KEY`, or the password of `Basic`. */
function keyIn(field: string | undefined): string | undefined {
  const [, scheme, value = ""] = /^(bearer|basic) +(\S+)$/i.exec(field ?? "") ?? [];
  if (scheme === undefined) return undefined;
  if (scheme.toLowerCase() === "bearer") return value;
  try {
    return atob(value).replace(/^[^:]*:/, "");
  } catch {
    return "";
  }
}

function tooMany(seconds: number): HttpError {
  return new HttpError(429, msg`Too many wrong keys from here; try again in ${seconds} s`, [[
    "retry-after",
    String(seconds),
  ]]);
}
