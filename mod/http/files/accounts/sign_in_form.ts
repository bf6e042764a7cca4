import { msg } from "../../../i18n/message.ts";
import { HttpError } from "../../wire/http_error.ts";
import type { HttpRequest } from "../../wire/message.ts";

/** The most bytes of a name and a password, encoded. */
export const MOST_FORM = 8 * 1024;

/**
 * The name and the password in the body of a form.
 *
 * @throws HttpError 415 for another kind of body, 413 for a long one, 400 without both
 */
export async function readSignInForm(request: HttpRequest): Promise<{ name: string; password: string }> {
  const type = request.fields.get("content-type") ?? "";
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)) {
    throw new HttpError(415, msg`Sign in with a form that has a name and a password`, [], true);
  }
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (let bytes = await request.body.read(); bytes !== null; bytes = await request.body.read()) {
    length += bytes.length;
    if (length > MOST_FORM) throw new HttpError(413, msg`The name or the password is too long`, [], true);
    pieces.push(bytes.slice());
  }
  const form = new URLSearchParams(await new Blob(pieces as BlobPart[]).text());
  const [name, password] = [form.get("name")?.trim(), form.get("password")];
  if (!name || !password) throw new HttpError(400, msg`Sign in with a form that has a name and a password`);
  return { name, password };
}
