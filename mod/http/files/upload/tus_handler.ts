import { nameThere } from "../../../fs/name_there.ts";
import { msg } from "../../../i18n/message.ts";
import { hostOf } from "../../../net/address/host_of.ts";
import { encodeName, placeIn } from "../decode_path.ts";
import { addressHost } from "../../wire/address_host.ts";
import { type Field, HttpError } from "../../wire/http_error.ts";
import type { HttpReply, HttpRequest, RequestBody } from "../../wire/message.ts";
import { giveName, type GivenName } from "../../../fs/give_name.ts";
import { commitUpload, nameTaken } from "./commit_upload.ts";
import { ResumableUploads, type Upload } from "./resumable_upload.ts";
import { uploadTooLarge } from "./temp_upload.ts";
import { uploadError } from "./upload_error.ts";
import { metadataName, wholeNumber } from "./upload_fields.ts";
import { uploadName } from "./upload_name.ts";
import type { UploadOptions } from "./upload_options.ts";

const VERSION: Field = ["tus-resumable", "1.0.0"];
const PIECE_TYPE = "application/offset+octet-stream";
const NO_BODY: RequestBody = { length: 0, read: () => Promise.resolve(null) };
/** The query that names an upload: `/folder/?upload=ID`. */
export const UPLOAD_QUERY = "upload";

/** The folder of a request: where it is, and the names that lead there. */
export interface UploadFolder {
  readonly path: string;
  readonly names: readonly string[];
  /** The request named it with a slash at its end. */
  readonly folder: boolean;
}

/** Bytes for an upload. */
interface Appending {
  readonly request: HttpRequest;
  readonly folder: UploadFolder;
  readonly id: string;
  /** Where the client believes it is. */
  readonly offset: number;
  readonly body: RequestBody;
}

/** The tus protocol on top of {@linkcode ResumableUploads}: creation, status, appending, termination. */
export class TusHandler {
  readonly #uploads: ResumableUploads;

  constructor(readonly options: UploadOptions) {
    this.#uploads = new ResumableUploads(options.quota, options.tree.path, options.tree.hidden);
  }

  /** Removes forgotten uploads, and counts those that can still go on. */
  async sweep(): Promise<void> {
    await this.#uploads.sweep();
  }

  /** How many uploads have begun since the start and are not complete. */
  get unfinished(): number {
    return this.#uploads.begun.length;
  }

  /** Removes what has begun since the start and is not complete: nobody will be able to go on with it. */
  async abandon(): Promise<void> {
    await this.#uploads.abandon();
  }

  /** The fields with which OPTIONS says what this server supports. */
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
    return await spoken(request, () => this.#create(request, folder));
  }

  /** HEAD, PATCH and DELETE of an upload. */
  async serve(request: HttpRequest, folder: UploadFolder, id: string): Promise<HttpReply> {
    return await spoken(request, () => this.#serve(request, folder, id));
  }

  async #create(request: HttpRequest, folder: UploadFolder): Promise<HttpReply> {
    const length = wholeNumber(request.fields.get("upload-length"), "Upload-Length");
    if (length > this.options.maxSize) throw uploadTooLarge(this.options.maxSize);
    const name = uploadName(metadataName(request.fields.get("upload-metadata") ?? ""), this.options.tree);
    this.#refuseTaken(folder, name);
    const { id } = await this.#uploads.create(folder.path, name, length, hostOf(request.remote));
    const location: Field = ["location", placeIn(folder, `?${UPLOAD_QUERY}=${id}`)];
    const withBody = request.fields.get("content-type") === PIECE_TYPE;
    const fields = withBody || length === 0
      ? await this.#append({ request, folder, id, offset: 0, body: withBody ? request.body : NO_BODY })
      : [offsetField(0)];
    return { status: 201, fields: [location, ...fields] };
  }

  async #serve(request: HttpRequest, folder: UploadFolder, id: string): Promise<HttpReply> {
    switch (request.method) {
      case "HEAD":
        return await this.#status(request, folder, await this.#uploads.status(folder.path, id));
      case "PATCH":
        return await this.#patch(request, folder, id);
      case "DELETE":
        await this.#uploads.remove(folder.path, id);
        return { status: 204, fields: [] };
      default:
        throw new HttpError(405, msg`An upload knows HEAD, PATCH and DELETE`, [[
          "allow",
          "HEAD, PATCH, DELETE",
        ]]);
    }
  }

  /**
   * How far it is. A server that was killed after the last byte and before the renaming has left a
   * complete upload without its name; its client sees that nothing is missing and never sends
   * anything again, so this is the moment to rename it.
   */
  async #status(
    request: HttpRequest,
    folder: UploadFolder,
    { id, offset, length }: Upload,
  ): Promise<HttpReply> {
    const told = offset === length
      ? await this.#append({ request, folder, id, offset, body: NO_BODY })
      : [offsetField(offset)];
    return {
      status: 200,
      fields: [["upload-length", String(length)], ["cache-control", "no-store"], ...told],
    };
  }

  async #patch(request: HttpRequest, folder: UploadFolder, id: string): Promise<HttpReply> {
    if (request.fields.get("content-type") !== PIECE_TYPE) {
      throw new HttpError(415, msg`The Content-Type of a piece is ${PIECE_TYPE}`);
    }
    const offset = wholeNumber(request.fields.get("upload-offset"), "Upload-Offset");
    return { status: 204, fields: await this.#append({ request, folder, id, offset, body: request.body }) };
  }

  /** @returns what the answer says about the upload, and about the file if it is complete */
  async #append({ request, folder, id, offset, body }: Appending): Promise<Field[]> {
    const more: Field[] = [];
    try {
      const after = await this.#uploads.append(folder.path, id, offset, body, async (unfinished, upload) => {
        const placed = await this.#place(unfinished, folder, upload, addressHost(request.remote));
        more.push(...this.#whereIs(folder, placed));
        return placed;
      });
      return [offsetField(after.offset), ...more];
    } catch (error) {
      // A full disk is everybody's problem: the piece that filled it is removed.
      if (error instanceof HttpError && error.status === 507) {
        await this.#uploads.remove(folder.path, id).catch(() => {/* gone with the piece already */});
      }
      throw error;
    }
  }

  async #place(
    unfinished: string,
    folder: UploadFolder,
    upload: Upload,
    from: string,
  ): Promise<GivenName> {
    const { policy } = this.options;
    const placed = await commitUpload(() => giveName(unfinished, folder.path, upload.name, policy));
    const names = [...folder.names, placed.name];
    this.options.onReceived?.({ names, size: upload.length, created: placed.created, from });
    return placed;
  }

  #whereIs(folder: UploadFolder, { name }: GivenName): Field[] {
    return this.options.dropBox ? [] : [["content-location", placeIn(folder, encodeName(name))]];
  }

  /** Refuse before gigabytes are sent, not after. */
  #refuseTaken(folder: UploadFolder, name: string): void {
    if (this.options.policy !== "error") return;
    if (nameThere(folder.path, name) !== undefined) throw nameTaken();
  }
}

/**
 * Every answer of the protocol names its version, and a version we do not speak is refused before anything is
 * done.
 */
async function spoken(request: HttpRequest, answer: () => Promise<HttpReply>): Promise<HttpReply> {
  try {
    const version = request.fields.get("tus-resumable");
    if (version !== undefined && version !== VERSION[1]) {
      throw new HttpError(412, msg`This server speaks tus 1.0.0`, [["tus-version", VERSION[1]]]);
    }
    const reply = await answer();
    return { ...reply, fields: [VERSION, ...reply.fields] };
  } catch (error) {
    const known = uploadError(error);
    if (!(known instanceof HttpError)) throw known;
    throw new HttpError(known.status, known.message, [VERSION, ...known.headers], known.close);
  }
}

function offsetField(offset: number): Field {
  return ["upload-offset", String(offset)];
}
