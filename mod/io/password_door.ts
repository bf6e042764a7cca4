import { createHmac, randomBytes } from "node:crypto";
import { type Message, msg } from "../i18n/message.ts";
import { visibleText } from "./visible_text.ts";
import { LoginThrottle } from "../net/login_throttle.ts";
import { sameSecret } from "../net/same_secret.ts";

/** Longest password, in characters. */
const LONGEST = 200;

/**
 * Why a password cannot be one, as a sentence for the person who runs the server; `undefined` when it can.
 *
 * Whoever is asked for it has to be able to type it as a line.
 */
export function passwordProblem(password: string): Message | undefined {
  if (password.trim() === "") return msg`it is empty`;
  if (password.length > LONGEST) return msg`it has more than ${LONGEST} characters`;
  if (visibleText(password) !== password) return msg`it has to be one line without control characters`;
  return password === password.trim() ? undefined : msg`it begins or ends with a space`;
}

/**
 * The door of a server that has a password, the same for everybody.
 *
 * Guesses are limited as those at the file server are, by network and in all: see {@linkcode LoginThrottle}.
 */
export class Door {
  readonly #password: string;
  readonly #throttle: LoginThrottle;
  readonly #key = randomBytes(32);

  /** @param password one without a {@linkcode passwordProblem} */
  constructor(password: string, throttle: LoginThrottle = new LoginThrottle()) {
    this.#password = password;
    this.#throttle = throttle;
  }

  /**
   * Compares a password, if that is allowed now.
   *
   * @param given as it was typed
   * @param address of the client, without a port
   * @param signal the client has gone
   * @returns whether it is the right one, or after how many seconds it may be tried again
   */
  async open(given: string, address: string, signal: AbortSignal): Promise<boolean | number> {
    const password = given.trim();
    const attempt = {
      address,
      name: "", // one password for all: who guesses it guesses everybody's
      passwordDigest: () =>
        createHmac("sha256", this.#key).update(password.normalize("NFC")).digest("base64"),
      signal: () => signal,
    };
    const wait = this.#throttle.admit(attempt);
    // If there is no wait, nothing else may happen in between: see LoginThrottle.admit
    const seconds = typeof wait === "number" ? wait : await wait;
    if (seconds > 0) return seconds;
    if (!sameSecret(password, this.#password)) return this.#throttle.wrong(attempt) || false;
    this.#throttle.right(attempt);
    return true;
  }
}
