import { type Message, msg } from "../../i18n/message.ts";
import { MessageError } from "../../i18n/message_error.ts";
import { NetError, type NetErrorCode } from "../../net/errors/net_error.ts";
import { FsError } from "../../fs/fs_error.ts";
import { HttpError } from "../wire/http_error.ts";
import type { Response } from "./response.ts";

/** A transfer over HTTP that did not work, explained in a sentence. */
export class HttpFailure extends MessageError {
  override readonly name = "HttpFailure";

  /**
   * @param sentence what went wrong
   * @param options `again`: it may work the next time; `after`: not before this many milliseconds;
   * `changed`: the bytes so far do not belong to the server's current version; `status`: what it answered
   */
  constructor(
    sentence: Message,
    readonly options: {
      again: boolean;
      after?: number;
      changed?: boolean;
      status?: number;
      cause?: unknown;
    },
  ) {
    super(sentence, { cause: options.cause });
  }
}

/**
 * The meaning of a status other than success: a sentence, and whether to try again.
 *
 * @param words the server's own words about it
 */
export function statusFailure({ status, fields }: Response, words = ""): HttpFailure {
  const again = status >= 500 && status !== 501 && status !== 507 || status === 408 || status === 429;
  const seconds = Number(fields.get("retry-after") ?? NaN);
  return new HttpFailure(statusSentence(status, words), {
    again,
    status,
    ...(seconds >= 0 ? { after: Math.min(seconds, 60) * 1000 } : {}),
  });
}

/** Whether what one file of many has met, all others would meet, too: no password, no uploads, no room. */
export function isForAll(error: unknown): boolean {
  if (error instanceof FsError) return error.code === "disk_full";
  return error instanceof HttpFailure && [401, 405, 407, 501, 507].includes(error.options.status ?? 0);
}

function statusSentence(status: number, words: string): Message {
  if (status === 401) {
    return words === ""
      ? msg`The server answers ${status} (--auth sends a name and a password)`
      : msg`The server answers ${status}: ${words} (--auth sends a name and a password)`;
  }
  return words === "" ? msg`The server answers ${status}` : msg`The server answers ${status}: ${words}`;
}

/** The connection was lost in the middle of a body. */
export function endedEarly(cause?: unknown): HttpFailure {
  return new HttpFailure(msg`The download ended early`, { again: true, cause });
}

/** A file that --max-size does not allow. @param limit bytes */
export function maxSizeExceeded(limit: number): HttpFailure {
  return new HttpFailure(msg`it is larger than ${limit} bytes (--max-size)`, { again: false });
}

/** Something that is not HTTP, or not in a form on which all readers agree. */
export function notHttp(cause?: unknown): HttpFailure {
  return new HttpFailure(msg`The answer of the server is not one of HTTP`, { again: false, cause });
}

/**
 * A failure below HTTP: of the connection, or the name. Worth another try, unless it is bound to
 * fail again.
 */
export function connectionFailure(error: unknown): HttpFailure {
  if (error instanceof HttpFailure) return error;
  // A head that ends too early is just another way to lose a connection; everything else is the
  // server's mistake.
  if (error instanceof HttpError && !/ ends inside /.test(error.message)) return notHttp(error);
  const [reason, again] = error instanceof NetError
    ? UNREACHED[error.code] ?? LOST
    : TLS.find(([pattern]) => pattern.test(String(error)))?.[1] ?? LOST;
  return new HttpFailure(msg`Cannot reach the server: ${reason}`, { again, cause: error });
}

/** The reason, and whether it may work the next time. */
type Reason = readonly [reason: Message, again: boolean];

const LOST: Reason = [msg`the connection was lost`, true];

const UNREACHED: Readonly<Partial<Record<NetErrorCode, Reason>>> = {
  connection_refused: [msg`connection refused (is the server running?)`, true],
  host_not_found: [msg`there is no such host`, true],
  connection_timed_out: [msg`no answer`, true],
  unreachable: [msg`there is no way to that network`, true],
};

/** The runtime has no code for failures in a handshake. */
const TLS: readonly (readonly [RegExp, Reason])[] = [
  [/CaUsedAsEndEntity/, [msg`its certificate is that of an authority, which no server may show`, false]],
  [/certificate|UnknownIssuer/i, [msg`its certificate is not trusted (--cacert names one that is)`, false]],
  [/tls handshake|InvalidContentType|corrupt message/i, [
    msg`it does not speak TLS (is it http:// ?)`,
    false,
  ]],
];
