import { msg } from "../../../i18n/message.ts";
import { mayWriteFromElsewhere, type SharedOrigins } from "../../middleware/cors.ts";
import { isFromElsewhere } from "../../middleware/same_origin.ts";
import { encodeName, placeIn } from "../decode_path.ts";
import { HttpError } from "../../wire/http_error.ts";
import { type HttpReply, type HttpRequest, textReply } from "../../wire/message.ts";
import type { NamePolicy } from "../../../fs/give_name.ts";
import type { Rights } from "../rights.ts";
import { receiveForm } from "./receive_form.ts";
import { receivePut } from "./receive_put.ts";
import { TusHandler, UPLOAD_QUERY, type UploadFolder } from "./tus_handler.ts";
import { uploadError } from "./upload_error.ts";
import { ANYBODY, mayReplace, type ReceivedFile, type Sender, type UploadOptions } from "./upload_options.ts";

/** The methods that write. */
export const UPLOAD_METHODS: readonly string[] = ["PUT", "POST", "PATCH", "DELETE"];

/** Everything that puts files on the server: PUT, forms, resumable uploads. */
export class UploadHandler {
  readonly options: UploadOptions;
  readonly tus: TusHandler;

  /** @param like another one, whose unfinished uploads these are, too */
  constructor(options: UploadOptions, like?: UploadHandler) {
    // In a drop box, "there is a file of this name" would tell what is there, and nobody may replace what others
    // have sent.
    this.options = options.dropBox ? { ...options, policy: "rename", managersReplace: false } : options;
    this.tus = new TusHandler(this.options, like?.tus);
  }

  /**
   * The same for one sender.
   *
   * @param dropBox he may not see what is there
   */
  sentBy(rights: Rights, dropBox: boolean): UploadHandler {
    const { tree = this.options.tree, user: sender } = rights;
    const mayPut = (names: readonly string[]) => rights.upload(names);
    const own = { ...this.options, sender, mayPut };
    if (!dropBox || own.dropBox) return new UploadHandler({ ...own, tree }, this);
    return new UploadHandler({ ...own, dropBox: true, dropFolders: tree }, this);
  }

  /** Whether this sender may say that what has the name is replaced. */
  mayReplace({ manages }: Pick<Sender, "manages">): boolean {
    return mayReplace(this.options, manages);
  }

  /** Removes the leftovers of killed servers in the folder. */
  async sweep(): Promise<void> {
    await this.tus.sweep();
  }

  /** Whether the request is one for us: it writes, or asks about an upload. */
  handles(request: HttpRequest): boolean {
    return UPLOAD_METHODS.includes(request.method) ||
      (request.method === "HEAD" && request.query.has(UPLOAD_QUERY));
  }

  /**
   * Answers a request that writes.
   *
   * @param names the path of the request
   * @param isFolder the path ended in `/`
   * @param putPolicy what happens to a PUT whose name is taken, if that is not what the options say
   */
  async serve(
    request: HttpRequest,
    names: readonly string[],
    isFolder: boolean,
    sender: Sender = ANYBODY,
    putPolicy: NamePolicy = this.options.policy,
  ): Promise<HttpReply> {
    refuseOtherSites(request, this.options.cors ?? []);
    try {
      const meant = { ...request, method: meantMethod(request) };
      return await this.#serve(meant, names, isFolder, sender, putPolicy);
    } catch (error) {
      throw uploadError(error);
    }
  }

  async #serve(
    request: HttpRequest,
    names: readonly string[],
    isFolder: boolean,
    sender: Sender,
    putPolicy: NamePolicy,
  ): Promise<HttpReply> {
    const id = request.query.get(UPLOAD_QUERY);
    if (id !== null) return await this.tus.serve(request, this.#folder(names, isFolder), id, sender);
    if (request.method === "PUT") return await this.#put(request, names, isFolder, putPolicy);
    if (request.method === "POST") return await this.#post(request, this.#folder(names, isFolder), sender);
    throw new HttpError(405, msg`Files can be sent here, not changed`, [[
      "allow",
      "GET, HEAD, OPTIONS, PUT, POST",
    ]]);
  }

  async #put(
    request: HttpRequest,
    names: readonly string[],
    isFolder: boolean,
    policy: NamePolicy,
  ): Promise<HttpReply> {
    const name = names.at(-1);
    if (isFolder || name === undefined) {
      throw new HttpError(400, msg`A PUT needs the name of a file at the end of its address`);
    }
    const folder = this.#folder(names.slice(0, -1), true);
    const received = await receivePut(request, folder, name, {
      ...this.options,
      policy: this.options.dropBox ? "rename" : policy,
    });
    if (!received.created) return { status: 204, fields: [] };
    return textReply(201, this.#report([received]), this.#location(folder, received));
  }

  async #post(request: HttpRequest, folder: UploadFolder, sender: Sender): Promise<HttpReply> {
    if (this.tus.isCreation(request)) return await this.tus.create(request, folder, sender);
    const received = await receiveForm(request, folder, this.options);
    if (received.length === 0) throw new HttpError(400, msg`The form holds no file`);
    // A browser without our script goes back to the folder; curl gets a line for each file.
    if (request.fields.get("accept")?.includes("text/html")) {
      const back = placeIn(folder, this.options.dropBox ? `?received=${received.length}` : "");
      return textReply(303, this.#report(received), [["location", back]]);
    }
    return textReply(
      201,
      this.#report(received),
      received.length === 1 ? this.#location(folder, received[0]!) : [],
    );
  }

  #location(folder: UploadFolder, { names }: ReceivedFile): (readonly [string, string])[] {
    return this.options.dropBox ? [] : [["location", placeIn(folder, encodeName(names.at(-1)!))]];
  }

  /** In a drop box nobody learns that a name had to be changed: that would reveal what is there. */
  #report(files: readonly ReceivedFile[]): string {
    return files.map((file) =>
      this.options.dropBox
        ? `Received, ${file.size} bytes.\n`
        : `Received ${JSON.stringify(file.names.at(-1))}, ${file.size} bytes.\n`
    ).join("");
  }

  #folder(names: readonly string[], isFolder: boolean): UploadFolder {
    // Whether a drop box has a folder of that name is nobody's business.
    const { dropBox, dropFolders, tree } = this.options;
    const found = (dropBox && names.length > 0 ? dropFolders : tree)?.find(names);
    if (found?.kind !== "folder") throw new HttpError(404, msg`There is no such folder`);
    return { path: found.path, names, folder: isFolder };
  }
}

/**
 * Behind proxies that let only GET and POST through, tus clients put the real method in a field
 * (tus 1.0.0).
 */
function meantMethod({ method, fields }: HttpRequest): string {
  const meant = fields.get("x-http-method-override")?.toUpperCase();
  return method === "POST" && (meant === "PATCH" || meant === "DELETE" || meant === "HEAD") ? meant : method;
}

/** A page of another site must not be able to make its reader's browser write here, unless it was let in. */
function refuseOtherSites(request: HttpRequest, origins: SharedOrigins): void {
  if (!isFromElsewhere(request) || mayWriteFromElsewhere(request, origins)) return;
  throw new HttpError(403, msg`This request comes from a page of another site`);
}
