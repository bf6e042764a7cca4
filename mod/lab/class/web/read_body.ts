import { msg } from "../../../i18n/message.ts";
import { HttpError } from "../../../http/wire/http_error.ts";
import type { HttpRequest } from "../../../http/wire/message.ts";
import type { ClassRates } from "./rates.ts";

/**
 * The whole body of a request.
 *
 * @param most bytes
 * @throws {HttpError} 413 for a longer one.
 */
export async function readBody({ body }: HttpRequest, most: number, rates: ClassRates): Promise<Uint8Array> {
  if ((body.length ?? 0) > most) throw tooLong(most);
  using _room = rates.room(body.length ?? most);
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (let bytes = await body.read(); bytes !== null; bytes = await body.read()) {
    if ((length += bytes.length) > most) throw tooLong(most);
    pieces.push(bytes.slice());
  }
  return new Uint8Array(await new Blob(pieces as BlobPart[]).arrayBuffer());
}

/** The body as JSON. @throws {HttpError} 400 when it is none. */
export async function readJson(request: HttpRequest, most: number, rates: ClassRates): Promise<unknown> {
  const bytes = await readBody(request, most, rates);
  try {
    return JSON.parse(new TextDecoder(undefined, { fatal: true }).decode(bytes));
  } catch {
    throw new HttpError(400, msg`this is not JSON`);
  }
}

/** What is refused for its size. @param most bytes */
export function tooLong(most: number): HttpError {
  return new HttpError(
    413,
    msg`That is too large: the class takes ${Math.floor(most / 1024)} KiB at most`,
    [],
    true,
  );
}
