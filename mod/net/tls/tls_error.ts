/**
 * Why a connection could not be secured:
 *
 * - `handshake`: it did not come to its end; the cause says why;
 * - `no_certificate`: the peer showed none;
 * - `old_certificate`: its certificate is of version 1 of X.509, and proves nothing here;
 * - `self_signed`: its certificate signs itself, and is not one of the trusted ones;
 * - `wrong_name`: its certificate is for somebody else;
 * - `unlisted_issuer`: no certificate of the trusted ones has signed its own (only before Deno 2.9: others in
 *   between cannot be seen there).
 */
export type TlsErrorCode =
  | "handshake"
  | "no_certificate"
  | "old_certificate"
  | "self_signed"
  | "wrong_name"
  | "unlisted_issuer";

/** TLS failed; the reason is data, for others to put into words. */
export class TlsError extends Error {
  /** What kind of error it is. */
  override readonly name: string = "TlsError";
  /** Why, for programs. */
  readonly code: TlsErrorCode;
  /** For `wrong_name`: the expected name, and the names that the certificate is for. */
  readonly names: { readonly expected: string; readonly found: readonly string[] } | undefined;

  /** Makes an error. */
  constructor(code: TlsErrorCode, options: ErrorOptions & { readonly names?: TlsError["names"] } = {}) {
    super(`TLS failed: ${code}`, options);
    this.code = code;
    this.names = options.names;
  }
}
