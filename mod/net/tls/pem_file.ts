import { msg } from "../../i18n/message.ts";
import { MessageError } from "../../i18n/message_error.ts";
import { errorText, systemFailure, systemMessage } from "../errors/system_error.ts";

/** More than the certificates of all public authorities take. */
const MOST = 4 * 1024 * 1024;

/**
 * Reads a file of certificates or keys in PEM (RFC 7468). A pipe will do.
 *
 * @throws {MessageError} when it cannot be read, is empty, or is something else
 */
export async function readPemFile(path: string): Promise<string> {
  const bytes = await readBounded(path);
  if (bytes.length === 0) throw unusable(path, msg`it is empty`);
  const text = new TextDecoder().decode(bytes);
  if (/-----BEGIN [A-Z0-9 ]+-----/.test(text)) return text;
  const reason = isDer(bytes)
    ? msg`it is in DER, and PEM is wanted (openssl converts it)`
    : msg`it is not PEM`;
  throw unusable(path, reason);
}

/** The certificates of a PEM text, each as PEM, in their order. */
export function certificatesIn(pem: string): string[] {
  return blocks(pem, "CERTIFICATE");
}

/** The first private key of a PEM text; a file may hold certificates and parameters beside it. */
export function privateKeyIn(pem: string): string | undefined {
  return blocks(pem, "[A-Z ]*PRIVATE KEY")[0];
}

/** The sentence for a file whose contents will not do. */
export function unusable(path: string, reason: ReturnType<typeof msg>): MessageError {
  return new MessageError(msg`Cannot use "${path}": ${reason}`);
}

function blocks(pem: string, label: string): string[] {
  const pattern = new RegExp(`-----BEGIN (${label})-----[\\s\\S]*?-----END \\1-----`, "g");
  return [...pem.matchAll(pattern)].map(([block]) => `${block}\n`);
}

/** Whether the whole is one sequence (X.690 §8.9), as every certificate and every key is. */
function isDer(bytes: Uint8Array): boolean {
  const [tag, first = 0] = bytes;
  const more = first > 128 ? first - 128 : 0;
  const length = bytes.subarray(2, 2 + more).reduce((sum, byte) => sum * 256 + byte, 0);
  return tag === 0x30 && 2 + more + (more === 0 ? first : length) === bytes.length;
}

async function readBounded(path: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  try {
    using file = await Deno.open(path);
    let size = 0;
    for (let piece; (piece = await nextOf(file)) !== null; pieces.push(piece)) {
      size += piece.length;
      if (size > MOST) throw unusable(path, msg`it is too large`);
    }
  } catch (error) {
    throw error instanceof MessageError ? error : unreadable(path, error);
  }
  return new Uint8Array(await new Blob(pieces as BlobPart[]).arrayBuffer());
}

async function nextOf(file: Deno.FsFile): Promise<Uint8Array | null> {
  const buffer = new Uint8Array(64 * 1024);
  const count = await file.read(buffer);
  return count === null ? null : buffer.subarray(0, count);
}

function unreadable(path: string, error: unknown): MessageError {
  switch (systemFailure(error)) {
    case "not_found":
      return new MessageError(msg`Cannot read "${path}": ${msg`there is no such file`}`);
    case "not_permitted":
      return new MessageError(msg`Cannot read "${path}": ${msg`it may not be read`}`);
    case "is_folder":
      return new MessageError(msg`Cannot read "${path}": ${msg`it is a folder`}`);
    default:
      return new MessageError(msg`Cannot read "${path}": ${systemMessage(errorText(error))}`);
  }
}
