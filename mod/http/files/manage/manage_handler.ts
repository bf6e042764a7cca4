import { type Message, msg } from "../../../i18n/message.ts";
import { ManagedFolder } from "../../../fs/managed_folder.ts";
import type { ServedFolder } from "../../../fs/served_folder.ts";
import { escapeName } from "../../../io/visible_text.ts";
import { mayWriteFromElsewhere, type SharedOrigins } from "../../middleware/cors.ts";
import { isFromElsewhere } from "../../middleware/same_origin.ts";
import { entityTag } from "../../semantics/entity_tag.ts";
import { preconditionStatus } from "../../semantics/preconditions.ts";
import { type Field, HttpError } from "../../wire/http_error.ts";
import type { HttpReply, HttpRequest } from "../../wire/message.ts";
import type { DecodedPath } from "../decode_path.ts";
import { demand, type Rights } from "../rights.ts";
import { UPLOAD_QUERY } from "../upload/tus_handler.ts";
import { changeError } from "./change_error.ts";
import { destination, mayOverwrite } from "./destination.ts";

/** How a folder is managed. */
export interface ManageOptions {
  readonly tree: ServedFolder;
  /** The origins whose pages may change something, too. @default {none but our own} */
  readonly cors?: SharedOrigins | undefined;
  /** Told what was changed. */
  readonly onChange?: ((sentence: Message) => void) | undefined;
}

/** The methods that change what is in a folder, besides those of uploads. */
export const MANAGE_METHODS: readonly string[] = ["DELETE", "MKCOL", "MOVE"];

/** `POST ?restore=ID` brings back what was deleted. */
const RESTORE_QUERY = "restore";

/**
 * Makes folders, moves and deletes, by the methods that HTTP (RFC 9110 §9.3.5) and WebDAV (RFC 4918 §9) have
 * for it. What is deleted goes to the trash of {@linkcode ManagedFolder}.
 */
export class ManageHandler {
  readonly folder: ManagedFolder;

  constructor(readonly options: ManageOptions) {
    this.folder = new ManagedFolder(options.tree);
  }

  /** Whether the request is one for us. */
  handles({ method, query }: HttpRequest): boolean {
    if (method === "POST") return query.has(RESTORE_QUERY);
    return MANAGE_METHODS.includes(method) && !query.has(UPLOAD_QUERY);
  }

  /** Answers a request that changes something. */
  async serve(request: HttpRequest, path: DecodedPath, rights: Rights): Promise<HttpReply> {
    refuseOtherSites(request, this.options.cors ?? []);
    try {
      return await this.#serve(request, path, rights);
    } catch (error) {
      throw changeError(error);
    }
  }

  async #serve(request: HttpRequest, path: DecodedPath, rights: Rights): Promise<HttpReply> {
    switch (request.method) {
      case "MKCOL":
        return await this.#makeFolder(request, path, rights);
      case "MOVE":
        return await this.#move(request, path, rights);
      case "DELETE":
        return await this.#delete(request, path, rights);
      default:
        return await this.#restore(request, rights);
    }
  }

  async #makeFolder({ body }: HttpRequest, { names }: DecodedPath, rights: Rights): Promise<HttpReply> {
    demand(rights.manage(names));
    if (body.length !== 0) throw new HttpError(415, msg`A new folder is made without anything in it`);
    if (this.options.tree.find(names) !== undefined) {
      throw new HttpError(405, msg`This name is taken already`);
    }
    await this.folder.makeFolder(names);
    this.#tell(msg`made the folder ${shown(names)}`);
    return { status: 201, fields: [] };
  }

  async #move(request: HttpRequest, path: DecodedPath, rights: Rights): Promise<HttpReply> {
    const to = destination(request).names;
    demand(rights.manage(path.names) && rights.manage(to));
    this.#checkPresent(request, path);
    const { replaced } = await this.folder.move(path.names, to, mayOverwrite(request));
    this.#tell(msg`moved ${shown(path.names)} to ${shown(to)}`);
    if (replaced === undefined) return { status: 201, fields: [] };
    return { status: 204, fields: [undo(path, replaced)] };
  }

  async #delete(request: HttpRequest, path: DecodedPath, rights: Rights): Promise<HttpReply> {
    demand(rights.manage(path.names));
    this.#checkPresent(request, path);
    const id = await this.folder.trash(path.names);
    this.#tell(msg`deleted ${shown(path.names)} (it is in .netlab-trash/${id})`);
    return { status: 204, fields: [undo(path, id)] };
  }

  async #restore({ query }: HttpRequest, rights: Rights): Promise<HttpReply> {
    const id = query.get(RESTORE_QUERY) ?? "";
    demand(rights.manage(await this.folder.whereItWas(id)));
    const names = await this.folder.restore(id);
    this.#tell(msg`brought back ${shown(names)}`);
    return { status: 204, fields: [] };
  }

  #checkPresent({ method, fields }: HttpRequest, { names, folder }: DecodedPath): void {
    const found = this.options.tree.get(names);
    if (folder && found.kind === "file") throw new HttpError(404, msg`There is nothing here`);
    const { modified } = found;
    const tag = found.kind === "file" ? entityTag(found) : undefined;
    if (preconditionStatus(method, fields, { tag, modified }) !== undefined) {
      throw new HttpError(412, msg`It is not what you take it for any more`);
    }
  }

  #tell(sentence: Message): void {
    this.options.onChange?.(sentence);
  }
}

/** Where a POST brings back what is in the trash: relative to the address of the request. */
function undo({ toRoot }: DecodedPath, id: string): Field {
  return ["undo", `${toRoot}?${RESTORE_QUERY}=${id}`];
}

function shown(names: readonly string[]): string {
  return escapeName(names.join("/"));
}

/**
 * A page of another site must not be able to make its reader's browser change anything here, unless it was
 * let in by its name.
 */
export function refuseOtherSites(request: HttpRequest, origins: SharedOrigins): void {
  const named = origins.filter((origin) => origin !== "*");
  if (!isFromElsewhere(request) || mayWriteFromElsewhere(request, named)) return;
  throw new HttpError(403, msg`This request comes from a page of another site`);
}
