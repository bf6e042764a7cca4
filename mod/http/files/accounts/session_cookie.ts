import type { Field } from "../../wire/http_error.ts";
import type { HttpRequest } from "../../wire/message.ts";
import { addressPrefix } from "../manage/destination.ts";

/**
 * The cookie of a session (RFC 6265bis): for this host and path alone, unseen by scripts, sent with no request
 * that another site makes but a link. It ends with the browser.
 */
export class SessionCookie {
  /**
   * @param id tells our cookies from those of another server on another port, which a browser sends to both
   * @param tls whether this server itself encrypts
   */
  constructor(readonly id: string, readonly tls: boolean) {}

  /** What the browser has; an empty text: nothing. */
  read(request: HttpRequest): string {
    const name = this.#name(request);
    for (const pair of (request.fields.get("cookie") ?? "").split(/[;,]\s*/)) {
      const at = pair.indexOf("=");
      if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
    }
    return "";
  }

  /** Hands it over. */
  give(request: HttpRequest, token: string): Field {
    return ["set-cookie", `${this.#name(request)}=${token}; ${this.#attributes(request)}`];
  }

  /** Takes it away. */
  take(request: HttpRequest): Field {
    return ["set-cookie", `${this.#name(request)}=; ${this.#attributes(request)}; Max-Age=0`];
  }

  #attributes(request: HttpRequest): string {
    const secure = this.#isSecure(request) ? "; Secure" : "";
    return `Path=${addressPrefix(request)}/; HttpOnly; SameSite=Lax${secure}`;
  }

  /** Where it can be, it is one that no other host and no unencrypted page can have set. */
  #name(request: HttpRequest): string {
    const prefix = this.#isSecure(request) && addressPrefix(request) === "" ? "__Host-" : "";
    return `${prefix}netlab-${this.id}`;
  }

  #isSecure({ forwarded }: HttpRequest): boolean {
    return forwarded?.scheme === undefined ? this.tls : forwarded.scheme === "https";
  }
}
