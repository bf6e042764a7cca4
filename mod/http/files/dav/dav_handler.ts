/*
# WebDAV, classes 1 and 2 (RFC 4918)

What a file manager needs to mount a folder: properties (PROPFIND, PROPPATCH), folders (MKCOL), COPY, MOVE and
DELETE, and locks. Reading needs nothing else; new files need the right to upload, and everything that changes
what is there the right to manage. This file decides which locks a change has to pass; the change itself is
made where plain HTTP makes it, too.
*/

import { ANYBODY } from "../upload/upload_options.ts";
import { dirname, join, SEPARATOR } from "@std/path";
import { msg } from "../../../i18n/message.ts";
import { portableName } from "../../../fs/file_name.ts";
import { ManagedFolder, TRASH } from "../../../fs/managed_folder.ts";
import { isThere } from "../../../fs/name_there.ts";
import { type Field, HttpError } from "../../wire/http_error.ts";
import type { HttpReply, HttpRequest } from "../../wire/message.ts";
import type { SharedOrigins } from "../../middleware/cors.ts";
import type { DecodedPath } from "../decode_path.ts";
import { changeError } from "../manage/change_error.ts";
import { destination } from "../manage/destination.ts";
import { MANAGE_METHODS, refuseOtherSites } from "../manage/manage_handler.ts";
import { demand, isOwnDropBox, type Rights } from "../rights.ts";
import { nameTaken } from "../upload/commit_upload.ts";
import { UPLOAD_QUERY } from "../upload/tus_handler.ts";
import { copy } from "./copy.ts";
import type { DavContext } from "./dav_context.ts";
import { DavError } from "./dav_error.ts";
import { depthOf } from "./depth.ts";
import { LockGuard } from "./lock/lock_guard.ts";
import { lock, unlock } from "./lock/lock_method.ts";
import { LockStore } from "./lock/lock_store.ts";
import { newPlace } from "./new_file.ts";
import { propfind } from "./propfind.ts";
import { DeadProperties } from "./property/dead_properties.ts";
import { WalkLimit, type WalkLimits } from "./walk_limit.ts";
import { proppatch } from "./proppatch.ts";

/** What {@linkcode DavHandler} works on. */
export interface DavOptions extends Pick<DavContext, "tree" | "title" | "uploads" | "manage"> {
  /** The origins whose pages may change something, too. @default {none but our own} */
  readonly cors?: SharedOrigins | undefined;
  /** How many folders are told about at a time, if not the default. */
  readonly walks?: Partial<WalkLimits> | undefined;
}

/** A folder as a disk that file managers can mount. */
export class DavHandler {
  /** The methods that are answered, besides those for reading. */
  readonly methods: readonly string[];
  readonly #context: DavContext;
  readonly #cors: SharedOrigins;

  constructor({ tree, title, uploads, manage, cors = [], walks }: DavOptions) {
    const guard = new LockGuard(tree, new LockStore(SEPARATOR));
    // When they need room, those of what is in the trash go first.
    const dead = new DeadProperties(
      SEPARATOR,
      (path) => isThere(path) && !path.includes(`${SEPARATOR}${TRASH}${SEPARATOR}`),
    );
    const places = manage?.folder ?? new ManagedFolder(tree);
    places.follow((from, to) => dead.move(from, to));
    this.#context = {
      tree,
      title,
      uploads,
      manage,
      guard,
      dead,
      walks: new WalkLimit(walks),
      places,
    };
    this.#cors = cors;
    const writes = uploads !== undefined || manage !== undefined;
    this.methods = [
      "PROPFIND",
      ...(writes ? ["PROPPATCH", "LOCK", "UNLOCK"] : []),
      ...(uploads ? ["PUT", "COPY"] : []),
      ...(manage ? MANAGE_METHODS : []),
    ];
  }

  /** Whether the request is one for us. */
  handles({ method, query }: HttpRequest): boolean {
    return this.methods.includes(method) && !query.has(UPLOAD_QUERY);
  }

  /** Whether the request needs more than the right to read. */
  writes(request: HttpRequest): boolean {
    return this.handles(request) && request.method !== "PROPFIND";
  }

  /** Whether somebody has locked a path, or the folder that it is in. */
  isLocked(path: string): boolean {
    const { locks } = this.#context.guard;
    return [path, dirname(path)].some((each) => locks.covering(each).length > 0);
  }

  /** What OPTIONS says: locks are for those who can change something (RFC 4918 §18). */
  get capabilities(): Field[] {
    return [["dav", this.methods.includes("LOCK") ? "1, 2" : "1"], ["ms-author-via", "DAV"]];
  }

  /** Answers a request that {@linkcode handles} has taken. */
  async serve(request: HttpRequest, path: DecodedPath, rights: Rights): Promise<HttpReply> {
    if (this.writes(request)) refuseOtherSites(request, this.#cors);
    try {
      return await this.#serve(request, path, rights);
    } catch (error) {
      const known = changeError(error);
      if (known instanceof DavError) return known.reply;
      throw known;
    }
  }

  async #serve(request: HttpRequest, path: DecodedPath, rights: Rights): Promise<HttpReply> {
    const context = { ...this.#context, tree: rights.tree ?? this.#context.tree };
    switch (request.method) {
      case "PROPFIND":
        if (rights.tree === undefined && !rights.read(path.names)) {
          throw new HttpError(403, msg`This may not be read`);
        }
        return await propfind(request, path, rights, context);
      case "PROPPATCH":
        return await proppatch(request, path, rights, context);
      case "LOCK":
        return await lock(request, path, rights, context);
      case "UNLOCK":
        return unlock(request, path, rights, context);
      case "COPY":
        return await copy(request, path, rights, context);
      case "PUT":
        return await this.#put(request, path, rights, context);
      default:
        return await this.#manage(request, path, rights, context);
    }
  }

  /** Here a file gets the very name that it was given. */
  async #put(
    request: HttpRequest,
    path: DecodedPath,
    rights: Rights,
    context: DavContext,
  ): Promise<HttpReply> {
    const { tree, guard } = context;
    const uploads = context.uploads!;
    const { names } = path;
    // What is sent there is not seen again, and a name that is taken is nobody's business.
    if (isOwnDropBox(rights, names)) {
      return await uploads.sentBy(rights, true).serve(request, names, path.folder);
    }
    const found = tree.find(names);
    if (found?.kind === "folder") throw new HttpError(405, msg`There is a folder of this name`);
    if (found === undefined) newPlace(path, rights, context);
    else if (portableName(names.at(-1)!) !== names.at(-1)) {
      throw new HttpError(403, msg`No file can have that name on every system`);
    }
    demand(rights.upload(names));
    guard.check(request, names, rights, [{ names, member: found === undefined }]);
    // Many clients make a file first and fill it then: by that, nothing is lost.
    const replaces = found === undefined || found.size === 0 || this.#manages(names, rights) ||
      uploads.options.policy === "overwrite";
    if (!replaces) throw nameTaken();
    const policy = found === undefined ? "error" : "overwrite";
    return await uploads.serve(request, names, path.folder, ANYBODY, policy);
  }

  #manages(names: readonly string[], rights: Rights): boolean {
    return this.#context.manage !== undefined && rights.manage(names);
  }

  async #manage(
    request: HttpRequest,
    path: DecodedPath,
    rights: Rights,
    context: DavContext,
  ): Promise<HttpReply> {
    const { guard, tree } = context;
    const { method } = request;
    const from = path.names;
    const moves = method === "MOVE";
    if (method !== "MKCOL" && tree.find(from)?.kind === "folder") depthOf(request, ["infinity"]);
    const to = moves ? destination(request).names : undefined;
    demand(rights.manage(from) && (to === undefined || rights.manage(to)));
    guard.check(request, from, rights, [
      { names: from, deep: method !== "MKCOL", member: true },
      ...(to === undefined ? [] : [{ names: to, deep: true, member: true }]),
    ]);
    const before = this.#entry(from);
    const after = to && this.#entry(to);
    const reply = await this.#context.manage!.serve(request, path, rights);
    if (method === "MKCOL") return reply;
    guard.locks.forget(before);
    if (after !== undefined) guard.locks.forget(after);
    return reply;
  }

  /** The path of an entry itself: a link is not what it leads to. */
  #entry(names: readonly string[]): string {
    const { tree, guard } = this.#context;
    const real = guard.pathOf(names);
    const folder = tree.find(names.slice(0, -1));
    if (folder === undefined || names.length === 0 || dirname(real) === folder.path) return real;
    return join(folder.path, names.at(-1)!);
  }
}
