import { join } from "@std/path";
import { nameThere } from "../../../fs/name_there.ts";
import { msg } from "../../../i18n/message.ts";
import { hostOf } from "../../../net/address/host_of.ts";
import { encodeName, placeIn } from "../decode_path.ts";
import { demand } from "../rights.ts";
import { addressHost } from "../../../net/address/address_host.ts";
import { type Field, HttpError } from "../../wire/http_error.ts";
import type { HttpReply, HttpRequest, RequestBody } from "../../wire/message.ts";
import { giveName, type GivenName, type NamePolicy } from "../../../fs/give_name.ts";
import { commitUpload, folderOfThisName, nameTaken, refuseLocked } from "./commit_upload.ts";
import { MOST_FINISHED, ResumableUploads, type Upload } from "./resumable_upload.ts";
import { uploadTooLarge } from "./temp_upload.ts";
import { uploadError } from "./upload_error.ts";
import { digestField, wantsDigest } from "./repr_digest.ts";
import { BatchFolders, type FolderPlace, followFolders, makeFolders } from "./sent_folders.ts";
import { wholeNumber } from "./upload_fields.ts";
import { mayReplace, type Sender, type UploadOptions } from "./upload_options.ts";
import { type UploadWish, uploadWish, wishedPolicy } from "./upload_wish.ts";

const VERSION: Field = ["tus-resumable", "1.0.0"];
const PIECE_TYPE = "application/offset+octet-stream";
const NO_BODY: RequestBody = { length: 0, read: () => Promise.resolve(null) };
/** The query that names an upload: `/folder/?upload=ID`. */
export const UPLOAD_QUERY = "upload";

/** The folder of a request: where it is, and the names that lead there. */
export interface UploadFolder extends FolderPlace {
  /** The request named it with a slash at its end. */
  readonly folder: boolean;
}

/** Bytes for an upload. */
interface Appending {
  readonly request: HttpRequest;
  readonly sender: Sender;
  readonly folder: UploadFolder;
  readonly id: string;
  /** Where the client believes it is. */
  readonly offset: number;
  readonly body: RequestBody;
}

/** The tus protocol on top of {@linkcode ResumableUploads}: creation, status, appending, termination. */
export class TusHandler {
  readonly #uploads: ResumableUploads;
  readonly #batches: BatchFolders;
  /** What was said of the files that came last. */
  readonly #finished: Map<string, Field[]>;

  /** @param like another one, whose uploads these are, too */
  constructor(readonly options: UploadOptions, like?: TusHandler) {
    const { quota, tree } = options;
    this.#uploads = like === undefined ? new ResumableUploads(quota, tree.path, tree.hidden) : like.#uploads;
    this.#batches = like === undefined ? new BatchFolders() : like.#batches;
    this.#finished = like === undefined ? new Map() : like.#finished;
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
      ["tus-extension", "creation,creation-with-upload,termination,relative-path"],
      ...limit,
    ];
  }

  /** Whether a POST wants to begin an upload. */
  isCreation(request: HttpRequest): boolean {
    return request.fields.has("upload-length") || request.fields.has("upload-defer-length");
  }

  /** Begins an upload in a folder. */
  async create(request: HttpRequest, folder: UploadFolder, sender: Sender): Promise<HttpReply> {
    return await spoken(request, () => this.#create(request, folder, sender));
  }

  /** HEAD, PATCH and DELETE of an upload. */
  async serve(request: HttpRequest, folder: UploadFolder, id: string, sender: Sender): Promise<HttpReply> {
    return await spoken(request, () => this.#serve(request, folder, id, sender));
  }

  async #create(request: HttpRequest, folder: UploadFolder, sender: Sender): Promise<HttpReply> {
    const length = wholeNumber(request.fields.get("upload-length"), "Upload-Length");
    if (length > this.options.maxSize) throw uploadTooLarge(this.options.maxSize);
    const wish = uploadWish(request.fields.get("upload-metadata") ?? "", this.options.tree);
    refuseWhereNotAllowed(folder, wish.folders, sender);
    this.#demandPlace(folder, wish);
    const { there, missing } = this.#beginIn(folder, wish.folders);
    if (missing.length === 0) this.#refuseTaken(there, wish.name, this.#policy(wish.existing, sender));
    const owner = hostOf(request.remote);
    const { id } = await this.#uploads.create(there.path, this.#begunIn(wish, missing), length, owner);
    const place = { ...there, folder: true };
    const location: Field = ["location", placeIn(folder, below(folder, there, `?${UPLOAD_QUERY}=${id}`))];
    const withBody = request.fields.get("content-type") === PIECE_TYPE;
    const fields = withBody || length === 0
      ? await this.#append({
        request,
        sender,
        folder: place,
        id,
        offset: 0,
        body: withBody ? request.body : NO_BODY,
      })
      : [offsetField(0)];
    return { status: 201, fields: [location, ...fields] };
  }

  /**
   * Where the bytes of an upload are kept: as near to its place as there are folders, so that what cannot be
   * written there is refused at once. Nobody learns what is in a drop box.
   */
  #beginIn(folder: UploadFolder, folders: readonly string[]): ReturnType<typeof followFolders> {
    if (this.options.dropBox) return { there: folder, missing: folders };
    return followFolders(this.options.tree, folder, folders);
  }

  #begunIn(wish: UploadWish, folders: readonly string[]): UploadWish & Pick<Upload, "sender"> {
    const { sender } = this.options;
    return { ...wish, folders, ...(sender === undefined ? {} : { sender }) };
  }

  /** @throws HttpError 403 when the sender may not put a file there, or not any more */
  #demandPlace({ names }: FolderPlace, { folders, name }: Pick<UploadWish, "folders" | "name">): void {
    demand(this.options.mayPut?.([...names, ...folders, name]) ?? true);
  }

  async #serve(request: HttpRequest, folder: UploadFolder, id: string, sender: Sender): Promise<HttpReply> {
    this.#demandPlace(folder, await this.#uploads.begunBy(this.options.sender, folder.path, id));
    switch (request.method) {
      case "HEAD":
        return await this.#status(request, sender, folder, await this.#uploads.status(folder.path, id));
      case "PATCH":
        return await this.#patch(request, folder, id, sender);
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
    sender: Sender,
    folder: UploadFolder,
    { id, offset, length }: Upload,
  ): Promise<HttpReply> {
    const told = offset === length
      ? await this.#append({ request, sender, folder, id, offset, body: NO_BODY })
      : [offsetField(offset)];
    return {
      status: 200,
      fields: [["upload-length", String(length)], ["cache-control", "no-store"], ...told],
    };
  }

  async #patch(request: HttpRequest, folder: UploadFolder, id: string, sender: Sender): Promise<HttpReply> {
    if (request.fields.get("content-type") !== PIECE_TYPE) {
      throw new HttpError(415, msg`The Content-Type of a piece is ${PIECE_TYPE}`);
    }
    const offset = wholeNumber(request.fields.get("upload-offset"), "Upload-Offset");
    return {
      status: 204,
      fields: await this.#append({ request, sender, folder, id, offset, body: request.body }),
    };
  }

  /** @returns what the answer says about the upload, and about the file if it is complete */
  async #append({ request, sender, folder, id, offset, body }: Appending): Promise<Field[]> {
    const chosen = wishedPolicy(request.fields.get("upload-metadata") ?? "");
    try {
      const after = await this.#uploads.append(folder.path, id, offset, body, async (unfinished, upload) => {
        const policy = this.#policy(chosen ?? upload.existing, sender);
        const digest = await this.#digest(request, unfinished);
        const { placed, place } = await this.#place(request, unfinished, folder, upload, policy);
        this.#finish(id, [...this.#whereIs(folder, place, placed), ...digest]);
        return placed;
      });
      const told = after.offset === after.length ? this.#finished.get(id) ?? [] : [];
      return [offsetField(after.offset), ...told];
    } catch (error) {
      // A full disk is everybody's problem: the piece that filled it is removed.
      if (error instanceof HttpError && error.status === 507) {
        await this.#uploads.remove(folder.path, id).catch(() => {/* gone with the piece already */});
      }
      throw error;
    }
  }

  /** @param told what the answer says about the file, once more if that answer was lost */
  #finish(id: string, told: Field[]): void {
    this.#finished.set(id, told);
    if (this.#finished.size > MOST_FINISHED) this.#finished.delete(this.#finished.keys().next().value!);
  }

  async #place(
    request: HttpRequest,
    unfinished: string,
    folder: UploadFolder,
    upload: Upload,
    policy: NamePolicy,
  ): Promise<{ placed: GivenName; place: FolderPlace }> {
    const { tree, dropBox } = this.options;
    // A phone may come over another network in the middle of a batch.
    const batch = upload.batch ?? `from ${hostOf(request.remote)}`;
    const place = dropBox
      ? await this.#batches.place(tree, folder, batch, upload.folders)
      : await makeFolders(tree, folder, upload.folders);
    refuseLocked(join(place.path, upload.name), this.options);
    const placed = await commitUpload(() => giveName(unfinished, place.path, upload.name, policy));
    const names = [...place.names, placed.name];
    const from = addressHost(request.remote);
    this.options.onReceived?.({ names, size: upload.length, created: placed.created, from });
    return { placed, place };
  }

  /**
   * What happens when the name is taken. In a drop box the sender has no say: "it is taken" would tell what is
   * there.
   *
   * @throws HttpError 403 when the sender wants to replace something, and nobody may
   */
  #policy(wished: NamePolicy | undefined, { manages }: Sender): NamePolicy {
    const { policy, dropBox } = this.options;
    if (dropBox || wished === undefined) return policy;
    if (wished === "overwrite" && !mayReplace(this.options, manages)) {
      throw new HttpError(403, msg`Files that are here may not be replaced`);
    }
    return wished;
  }

  /** What has arrived, for a sender who wants a receipt. */
  async #digest({ fields }: HttpRequest, path: string): Promise<Field[]> {
    return wantsDigest(fields) ? [await digestField(path)] : [];
  }

  #whereIs(folder: UploadFolder, place: FolderPlace, { name }: GivenName): Field[] {
    if (this.options.dropBox) return [];
    return [["content-location", placeIn(folder, below(folder, place, encodeName(name)))]];
  }

  /** Refuse before gigabytes are sent, not after. */
  #refuseTaken(folder: FolderPlace, name: string, policy: NamePolicy): void {
    if (policy === "rename") return;
    const own = nameThere(folder.path, name);
    if (own === undefined) return;
    if (this.options.tree.find([...folder.names, own])?.kind === "folder") throw folderOfThisName();
    if (policy === "error") throw nameTaken();
  }
}

/** @throws HttpError 403 when the sender may put nothing into one of the folders */
function refuseWhereNotAllowed({ names }: FolderPlace, folders: readonly string[], sender: Sender): void {
  for (let depth = 1; depth <= folders.length; depth++) {
    demand(sender.upload([...names, ...folders.slice(0, depth)]));
  }
}

/** A relative address in a folder below another one. @param last what is encoded already */
function below(from: FolderPlace, place: FolderPlace, last: string): string {
  return [...place.names.slice(from.names.length).map(encodeName), last].join("/");
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
    throw new HttpError(known.status, known.sentence, [VERSION, ...known.headers], known.close);
  }
}

function offsetField(offset: number): Field {
  return ["upload-offset", String(offset)];
}
