import { join } from "@std/path";
import { joined, msg } from "../../../i18n/message.ts";
import { dispositionName } from "../../semantics/content_disposition.ts";
import { addressHost } from "../../../net/address/address_host.ts";
import { HttpError } from "../../wire/http_error.ts";
import type { HttpRequest } from "../../wire/message.ts";
import { type MultipartEvent, MultipartParser } from "./multipart_parser.ts";
import { uploadError } from "./upload_error.ts";
import { refuseLocked } from "./commit_upload.ts";
import { TempUpload } from "./temp_upload.ts";
import { allowedName } from "./upload_name.ts";
import type { ReceivedFile, UploadOptions } from "./upload_options.ts";

/** The most bytes of all fields that are not files, which nobody here wants. */
const FIELDS_LIMIT = 1024 * 1024;
/** How many files of a form are named when a later one is refused. */
const MOST_NAMED = 20;
/** How much is told of the name of a file that is refused, characters. */
const LONGEST_NAMED = 200;

/**
 * Receives the files of a form, each streamed to the disk and put in its place as soon as it is complete.
 *
 * @param request a POST with multipart/form-data
 * @param folder where to, and the names that lead there
 * @returns the files, in the order of the form
 * @throws HttpError when the form is broken or a file is refused; the files before it stay, and its sentence
 *   says so
 */
export async function receiveForm(
  request: HttpRequest,
  folder: { path: string; names: readonly string[] },
  options: UploadOptions,
): Promise<ReceivedFile[]> {
  const form = new FormReceiver(folder, options, addressHost(request.remote));
  const parser = new MultipartParser(boundaryOf(request.fields.get("content-type") ?? ""));
  try {
    for (let bytes = await request.body.read(); bytes !== null; bytes = await request.body.read()) {
      parser.push(bytes);
      for (let event = parser.next(); event !== undefined; event = parser.next()) {
        if (event.kind === "end") form.complete = true;
        else await form.take(event);
      }
    }
    if (!form.complete) throw new HttpError(400, msg`The form ends too early`, [], true);
    return form.received;
  } catch (error) {
    throw form.tellingWhatIsKept(uploadError(error));
  } finally {
    form.abandon();
  }
}

class FormReceiver {
  readonly received: ReceivedFile[] = [];
  complete = false;
  #file: TempUpload | undefined;
  #name = "";
  /** What the client calls the file that is coming; undefined: none is. */
  #given: string | undefined;
  #fields = 0;

  constructor(
    readonly folder: { path: string; names: readonly string[] },
    readonly options: UploadOptions,
    readonly from: string,
  ) {}

  /** A piece of the form. @throws HttpError that says which file is refused, if one is */
  async take(event: Exclude<MultipartEvent, { kind: "end" }>): Promise<void> {
    try {
      if (event.kind === "part") await this.#begin(event.head);
      else if (event.kind === "data") await this.#data(event.bytes);
      else await this.#end();
    } catch (error) {
      const known = uploadError(error);
      if (!(known instanceof HttpError) || this.#given === undefined) throw known;
      const name = JSON.stringify(this.#given.slice(0, LONGEST_NAMED));
      throw new HttpError(known.status, msg`${name}: ${known.sentence}`, known.headers, known.close);
    }
  }

  async #begin(head: string): Promise<void> {
    const disposition = /(?:^|\r\n)content-disposition:([^\r\n]*)/i.exec(head)?.[1] ?? "";
    const name = formFileName(disposition);
    // A field that is not a file, or a file field that was left empty.
    this.#given = name || undefined;
    if (name === undefined || name === "") return;
    this.#name = allowedName(name, this.folder.names, this.options);
    this.#file = await TempUpload.create(this.folder.path, this.options);
  }

  async #data(bytes: Uint8Array): Promise<void> {
    if (this.#file !== undefined) return await this.#file.write(bytes);
    this.#fields += bytes.length;
    if (this.#fields > FIELDS_LIMIT) {
      throw new HttpError(413, msg`The form is too large: its fields are too long`, [], true);
    }
  }

  async #end(): Promise<void> {
    const file = this.#file;
    if (file === undefined) return;
    refuseLocked(join(this.folder.path, this.#name), this.options);
    const { name, created } = await file.keep(this.#name, this.options.policy);
    const received = { names: [...this.folder.names, name], size: file.size, created, from: this.from };
    this.#file = this.#given = undefined;
    this.received.push(received);
    this.options.onReceived?.(received);
  }

  /**
   * The error, with the files that have been taken: the sender of the form need not send these
   * again.
   */
  tellingWhatIsKept(error: unknown): unknown {
    if (!(error instanceof HttpError) || this.received.length === 0) return error;
    // In a drop box nobody learns that a name had to be changed: that would reveal what is there.
    const shown = this.options.dropBox ? [] : this.received.slice(0, MOST_NAMED);
    const more = this.received.length - shown.length;
    const names = [
      ...shown.map(({ names }) => JSON.stringify(names.at(-1))),
      ...(more > 0 ? [shown.length > 0 ? msg`${more} more` : msg`${more} of its files`] : []),
    ];
    const sentence = msg`${error.sentence}. Of this form, these were taken before: ${joined(names, ", ")}`;
    return new HttpError(error.status, sentence, error.headers, error.close);
  }

  abandon(): void {
    this.#file?.[Symbol.dispose]();
  }
}

/**
 * The name of a file in a form. Browsers escape a quote as `%22`, older programs as `\"`; a backslash is
 * itself (HTML's form submission), not an escape as in RFC 6266.
 */
function formFileName(disposition: string): string | undefined {
  const quoted = /;\s*filename\s*=\s*"((?:[^"\\]|\\"|\\)*)"/i.exec(disposition)?.[1];
  if (quoted === undefined || /;\s*filename\*/i.test(disposition)) return dispositionName(disposition);
  return quoted.replace(/\\"|%22/g, '"').replace(/(%0D)?%0A|%0D/gi, " ");
}

function boundaryOf(type: string): string {
  const found = /^multipart\/form-data\s*;.*?boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(type);
  const boundary = found?.[1] ?? found?.[2];
  if (boundary === undefined) {
    throw new HttpError(415, msg`An upload is a multipart form, a PUT, or a resumable upload`);
  }
  return boundary;
}
