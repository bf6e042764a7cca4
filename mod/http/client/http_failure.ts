/** A transfer over HTTP that did not work, told as a sentence. */
export class HttpFailure extends Error {
  override readonly name = "HttpFailure";

  /**
   * @param message one sentence
   * @param options `again`: it may work the next time; `after`: not before so many milliseconds; `changed`: what has arrived
   * does not belong to what the server has now
   */
  constructor(
    message: string,
    readonly options: { again: boolean; after?: number; changed?: boolean; cause?: unknown },
  ) {
    super(message, { cause: options.cause });
  }
}

/** What a status that is no success means: a sentence, and whether to try again. */
export function statusFailure(response: Response, said = ""): HttpFailure {
  const again = response.status >= 500 && response.status !== 501 && response.status !== 507 ||
    response.status === 408 || response.status === 429;
  const seconds = Number(response.headers.get("retry-after") ?? NaN);
  const words = said.split("\n")[0]!.trim().replace(/\.$/, "").slice(0, 200);
  const hint = response.status === 401 ? " (--auth sends a name and a password)" : "";
  const reason = words === "" || words.startsWith("<") ? hint : `: ${words}${hint}`;
  return new HttpFailure(`The server answers ${response.status}${reason}`, {
    again,
    ...(seconds >= 0 ? { after: Math.min(seconds, 60) * 1000 } : {}),
  });
}

/** What went wrong below HTTP: the connection, or the name. Worth another try, unless it cannot be otherwise the next time. */
export function connectionFailure(error: unknown): HttpFailure {
  const text = wholeMessage(error);
  const [, reason, again] = KNOWN.find(([pattern]) => pattern.test(text)) ??
    [/^/, "the connection was lost", true];
  return new HttpFailure(`Cannot reach the server: ${reason}`, { again, cause: error });
}

const KNOWN: readonly (readonly [pattern: RegExp, reason: string, again: boolean])[] = [
  [/redirect/i, "it sends us from one address to the next without end", false],
  [/CaUsedAsEndEntity/, "its certificate is that of an authority, which no server may show", false],
  [/certificate|UnknownIssuer/i, "its certificate is not trusted (--cacert names one that is)", false],
  [/tls handshake|InvalidContentType|corrupt message/i, "it does not speak TLS (is it http:// ?)", false],
  [/port \d+ (is|are) blocked/i, "no browser, and none of their kind, may speak to that port", false],
  [/refused/i, "connection refused (is the server running?)", true],
  [/dns|lookup|resolve|No such host/i, "there is no such host", true],
  [/timed? ?out/i, "no answer", true],
];

/** Newer runtimes say "fetch failed" and give the reason as the cause. */
function wholeMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}: ${wholeMessage(error.cause)}`;
}
