import { encodePath } from "../files/decode_path.ts";
import { type Field, HttpError } from "../wire/http_error.ts";
import type { HttpReply, HttpRequest } from "../wire/message.ts";
import { nameTaken } from "./place_file.ts";
import { join } from "@std/path";
import { ResumableUploads, type Upload } from "./resumable_upload.ts";
import { tooLarge } from "./unfinished_file.ts";
import { uploadName } from "./upload_name.ts";
import type { UploadOptions } from "./upload_options.ts";

const VERSION: Field = ["tus-resumable", "1.0.0"];
/** The query that names an upload: `/folder/?upload=ID`. */
export const UPLOAD_QUERY = "upload";

/** The folder that a request is about: where it is, and the names that lead there. */
export interface UploadFolder {
  readonly path: string;
  readonly names: readonly string[];
}

/** The tus protocol on top of {@linkcode ResumableUploads}: creation, status, appending, termination. */
export class TusSite {
  readonly #uploads = new ResumableUploads();

  constructor(readonly options: UploadOptions) {}

  /** The fields with which OPTIONS tells what is spoken here. */
  get capabilities(): Field[] {
    const limit: Field[] = Number.isFinite(this.options.maxSize)
      ? [["tus-max-size", String(this.options.maxSize)]]
      : [];
    return [
      VERSION,
      ["tus-version", "1.0.0"],
      ["tus-extension", "creation,creation-with-upload,termination"],
      ...limit,
    ];
  }

  /** Whether a POST wants to begin an upload. */
  isCreation(request: HttpRequest): boolean {
    return request.fields.has("upload-length") || request.fields.has("upload-defer-length");
  }

  /** Begins an upload in a folder. */
  async create(request: HttpRequest, folder: UploadFolder): Promise<HttpReply> {
    const length = wholeNumber(request.fields.get("upload-length"), "Upload-Length");
    if (length > this.options.maxSize) throw tooLarge(this.options.maxSize);
    const name = uploadName(metadataName(request.fields.get("upload-metadata") ?? ""), this.options.tree);
    await this.#refuseTaken(folder, name);
    let upload = await this.#uploads.create(folder.path, name, length);
    if (request.fields.get("content-type") === "application/offset+octet-stream") {
      upload = await this.#append(folder, upload.id, 0, request);
    }
    const location = `${encodePath(folder.names, true)}?${UPLOAD_QUERY}=${upload.id}`;
    const fields = await this.#finishIfComplete(folder, upload);
    return { status: 201, fields: [VERSION, ["location", location], offsetField(upload), ...fields] };
  }

  /** HEAD, PATCH and DELETE of an upload. */
  async serve(request: HttpRequest, folder: UploadFolder, id: string): Promise<HttpReply> {
    switch (request.method) {
      case "HEAD":
        return this.#status(await this.#uploads.status(folder.path, id));
      case "PATCH":
        return await this.#patch(request, folder, id);
      case "DELETE":
        await this.#uploads.status(folder.path, id);
        await this.#uploads.remove(folder.path, id);
        return { status: 204, fields: [VERSION] };
      default:
        throw new HttpError(405, "An upload knows HEAD, PATCH and DELETE", [[
          "allow",
          "HEAD, PATCH, DELETE",
        ]]);
    }
  }

  #status(upload: Upload): HttpReply {
    const length: Field = ["upload-length", String(upload.length)];
    return { status: 200, fields: [VERSION, offsetField(upload), length, ["cache-control", "no-store"]] };
  }

  async #patch(request: HttpRequest, folder: UploadFolder, id: string): Promise<HttpReply> {
    if (request.fields.get("content-type") !== "application/offset+octet-stream") {
      throw new HttpError(415, "The Content-Type of a piece is application/offset+octet-stream", [VERSION]);
    }
    const offset = wholeNumber(request.fields.get("upload-offset"), "Upload-Offset");
    const upload = await this.#append(folder, id, offset, request);
    const fields = await this.#finishIfComplete(folder, upload);
    return { status: 204, fields: [VERSION, offsetField(upload), ...fields] };
  }

  async #append(folder: UploadFolder, id: string, offset: number, request: HttpRequest): Promise<Upload> {
    try {
      return await this.#uploads.append(folder.path, id, offset, request.body);
    } catch (error) {
      // A full disk is everybody's trouble: the piece that filled it does not stay.
      if (error instanceof HttpError && error.status === 507) await this.#uploads.remove(folder.path, id);
      throw error;
    }
  }

  async #finishIfComplete(folder: UploadFolder, upload: Upload): Promise<Field[]> {
    if (upload.offset < upload.length) return [];
    const { name, created } = await this.#uploads.finish(folder.path, upload, this.options.policy);
    const names = [...folder.names, name];
    this.options.onReceived?.({ names, size: upload.length, created });
    return this.options.dropBox ? [] : [["content-location", encodePath(names, false)]];
  }

  /** Said before gigabytes are sent, not after. */
  async #refuseTaken(folder: UploadFolder, name: string): Promise<void> {
    if (this.options.policy !== "error") return;
    if (await Deno.lstat(join(folder.path, name)).catch(() => undefined)) throw nameTaken();
  }
}

function offsetField(upload: Upload): Field {
  return ["upload-offset", String(upload.offset)];
}

function wholeNumber(value: string | undefined, field: string): number {
  if (value === undefined || !/^\d{1,15}$/.test(value)) {
    throw new HttpError(400, `${field} is a whole number of bytes`);
  }
  return Number(value);
}

/** `filename d29ybGQ=,type aW1hZ2U=` */
function metadataName(metadata: string): string {
  const pair = metadata.split(",").map((each) => each.trim().split(" ")).find(([key]) => key === "filename");
  try {
    const bytes = Uint8Array.from(atob(pair?.[1] ?? ""), (character) => character.charCodeAt(0));
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new HttpError(400, "The file name in Upload-Metadata is not base64 of UTF-8");
  }
}
