import { type Message, msg } from "../../i18n/message.ts";
import { BufferPool } from "../../io/buffer_pool.ts";
import { isExhausted } from "../../net/errors/system_error.ts";
import { LARGE_BUFFER, LARGE_BUFFERS } from "../../fs/send_file.ts";
import { archiveKind, archiveReply } from "./archive/archive_reply.ts";
import { ArchiveLimit, type ArchiveLimits, type ArchiveShare } from "./archive/archive_limit.ts";
import { FolderListings, LARGE_FOLDER } from "./page/folder_listings.ts";
import { listingView } from "./page/listing.ts";
import { newNonce, pageFields } from "../page/html_page.ts";
import { listingPage } from "./page/listing_page.ts";
import { type PageLanguage, pageLanguage } from "../page/page_language.ts";
import { PAGE_TEXTS } from "../page/page_texts.ts";
import { errorPage, wantsPage } from "./page/error_page.ts";
import { accountOf } from "./page/account_bar.ts";
import { dropBoxPage } from "./page/drop_box_page.ts";
import type { UploadForm } from "./page/upload_form.ts";
import type { DavHandler } from "./dav/dav_handler.ts";
import type { UploadHandler } from "./upload/upload_handler.ts";
import type { Sender } from "./upload/upload_options.ts";
import { MANAGE_METHODS, type ManageHandler } from "./manage/manage_handler.ts";
import { demand, isOwnDropBox, type Rights, type RightsOf, sameRights } from "./rights.ts";
import { type Field, HttpError } from "../wire/http_error.ts";
import {
  answerOf,
  bytesBody,
  type HttpHandler,
  type HttpReply,
  type HttpRequest,
  type ReplyBody,
} from "../wire/message.ts";
import { compressedReply, SMALLEST, variesByCoding, wantsGzip } from "./compressed_reply.ts";
import { CompressorPool } from "./compressor_pool.ts";
import { openContent } from "./content.ts";
import { contentReply } from "./content_reply.ts";
import { type DecodedPath, decodePath, encodePath } from "./decode_path.ts";
import type { Found, ServedFolder } from "../../fs/served_folder.ts";
import { busy, refusedAsHttp } from "./refused_file.ts";
import {
  cacheControl,
  indexPage,
  isForScript,
  NO_SITE,
  notFoundReply,
  type Site,
  type SitePage,
} from "./site.ts";
import { textBody } from "./text_body.ts";
import { WorkQueue } from "./work_queue.ts";
import { fileAsHtml, folderReadme } from "./folder_readme.ts";
import { README_LIMIT } from "./page/readme_html.ts";
import { renderedPage } from "./page/rendered_page.ts";
import type { SearchBounds } from "./search/search_folder.ts";
import { SearchLimit, type SearchLimits } from "./search/search_limit.ts";
import { searchedText, searchReply } from "./search/search_reply.ts";
import { isActive } from "./media/media_type.ts";
import { viewKind } from "./media/view_kind.ts";

/** What {@linkcode filesHandler} serves. */
export interface FilesHandlerOptions {
  readonly tree: ServedFolder;
  /** The name of the root. */
  readonly title: string;
  /** The language of the pages, for browsers that ask for none of ours. @default {"en"} */
  readonly language?: PageLanguage | undefined;
  /** Takes uploads; without it, nothing new can be written. */
  readonly uploads?: UploadHandler;
  /** Moves, deletes and makes folders; without it, nothing that is there can be changed. */
  readonly manage?: ManageHandler | undefined;
  /** Speaks WebDAV; without it, nobody does. */
  readonly dav?: DavHandler | undefined;
  /** Who may do what with which path. @default {everybody may do everything that is served} */
  readonly rights?: RightsOf | undefined;
  /** Which files stand for others. @default {none: folders are listed} */
  readonly site?: Site;
  /** Told what an archive goes without that somebody fetches. */
  readonly onLeftOut?: ((sentence: Message) => void) | undefined;
  /** How much the archives may hold, if not the default. */
  readonly archiveLimits?: Partial<ArchiveLimits>;
  /** The count of all archives, when it is shared with other isolates. */
  readonly archiveShare?: ArchiveShare | undefined;
  /** How many replies may be compressed at once, if not the default. */
  readonly compressorLimit?: number | undefined;
  /** How many searches there may be, if not the default. */
  readonly searchLimits?: Partial<SearchLimits>;
  /** How much one search may do, if not the default. */
  readonly searchBounds?: Partial<SearchBounds>;
}

/**
 * A folder over HTTP: files to download, pages to browse, archives of whole folders, and uploads
 * where they are wanted.
 */
export function filesHandler(given: FilesHandlerOptions): HttpHandler {
  const work = new WorkQueue();
  const everybody = sameRights({ read: true, upload: true, manage: true });
  const rightsOf = given.rights ?? (() => everybody);
  const listings = listingsByTree();
  const options = {
    ...given,
    site: given.site ?? NO_SITE,
    pool: new BufferPool(LARGE_BUFFER, LARGE_BUFFERS),
    archives: new ArchiveLimit(given.archiveLimits, given.archiveShare),
    searches: new SearchLimit(given.searchLimits),
    work,
    compressors: new CompressorPool(work, given.compressorLimit),
  };
  const answered = (request: HttpRequest): Promise<HttpReply> => {
    if (request.method === "OPTIONS") return Promise.resolve(capabilities(options));
    const path = decodePath(request.path);
    const rights = rightsOf(request);
    const tree = rights.tree ?? given.tree;
    const own = { ...options, rights, tree, listings: listings(tree) };
    try {
      const reply = answer(request, path, own);
      if (!(reply instanceof Promise)) return Promise.resolve(reply);
      return reply.catch((error) => afterFailure(error, request, path, own));
    } catch (error) {
      return afterFailure(error, request, path, own);
    }
  };
  return (request) => answerOf(answered, request);
}

/** What is answered where that failed. @throws what cannot be answered here */
async function afterFailure(
  error: unknown,
  request: HttpRequest,
  path: DecodedPath,
  options: Options,
): Promise<HttpReply> {
  const known = isExhausted(error) ? busy() : refusedAsHttp(error);
  if (!(known instanceof HttpError) || known.close) throw known;
  const instead = known.status === 404 && isReading(request) ? standIn(request, path, options) : undefined;
  if (instead !== undefined) return instead;
  if (wantsPage(request)) return await explained(known, request, path, options);
  throw known;
}

/** Who sees another part of the folder has other listings. */
function listingsByTree(): (tree: ServedFolder) => FolderListings {
  const known = new WeakMap<ServedFolder, FolderListings>();
  return (tree) => {
    const listings = known.get(tree) ?? new FolderListings(tree);
    known.set(tree, listings);
    return listings;
  };
}

function answer(request: HttpRequest, path: DecodedPath, options: Options): HttpReply | Promise<HttpReply> {
  const { uploads, manage, dav, rights } = options;
  if (dav?.handles(request)) return dav.serve(request, path, rights);
  if (manage?.handles(request)) return manage.serve(request, path, rights);
  if (uploads?.handles(request)) {
    demand(rights.upload(path.names));
    const sender = senderOf(path.names, options);
    const replaces = uploads.options.managersReplace && sender.manages;
    const own = rights.tree === undefined ? uploads : uploads.sentBy(rights, isDropBox(path, options));
    return own.serve(request, path.names, path.folder, sender, replaces ? "overwrite" : undefined);
  }
  if (!isReading(request)) throw notAllowed(request.method, options);
  if (isDropBox(path, options)) return dropBox(request, path, options);
  // What somebody sees of the folder has been decided where there are several opinions of it.
  if (rights.tree === undefined && !rights.read(path.names)) {
    throw new HttpError(403, msg`This may not be read`);
  }
  return read(request, path, options);
}

/** Whether a path is one where its sender can put files, and see none. */
function isDropBox({ names }: DecodedPath, { uploads, rights }: Options): boolean {
  if (uploads === undefined || uploads.options.dropBox) return uploads !== undefined;
  return isOwnDropBox(rights, names);
}

/** The form for somebody who may send files into a folder. */
function formFor(names: readonly string[], options: Options): UploadForm | undefined {
  const { uploads, rights } = options;
  if (uploads === undefined || !rights.upload(names)) return undefined;
  return { big: false, mayReplace: uploads.mayReplace(senderOf(names, options)) };
}

/** Who sends something there. */
function senderOf(names: readonly string[], { manage, rights }: Pick<Options, "manage" | "rights">): Sender {
  return { manages: manage !== undefined && rights.manage(names), upload: (place) => rights.upload(place) };
}

function isReading({ method }: HttpRequest): boolean {
  return method === "GET" || method === "HEAD";
}

/** What a site shows where nothing is, if it has that. */
function standIn(request: HttpRequest, path: DecodedPath, options: Options): HttpReply | undefined {
  const { site, tree } = options;
  try {
    const page = site.spa && isForScript(request, path) ? indexPage(tree, []) : undefined;
    if (page !== undefined) return fileReply(request, page, options);
    return site.notFound && notFoundReply(site.notFound, (type) => safety(type, options)) || undefined;
  } catch (error) {
    if (error instanceof HttpError && error.status === 404) return undefined; // it has just gone
    throw error;
  }
}

/** Whoever looks at the reply finds the way back in it. Which folders a drop box has is nobody's business. */
function explained(
  error: HttpError,
  request: HttpRequest,
  path: DecodedPath,
  options: Options,
): Promise<HttpReply> {
  const language = pageLanguage(request.fields, options.language ?? "en");
  const dropBox = options.uploads?.options.dropBox ?? false;
  return errorPage(error, {
    path,
    tree: dropBox ? { find: () => undefined } : options.tree,
    title: dropBox ? PAGE_TEXTS[language].dropBox : options.title,
    account: accountOf(request, options.rights),
    language,
  });
}

/** What is needed to answer one request: all of it, as its sender may see it. */
type Options = Omit<FilesHandlerOptions, "rights"> & {
  readonly rights: Rights;
  readonly site: Site;
  readonly pool: BufferPool;
  readonly archives: ArchiveLimit;
  readonly searches: SearchLimit;
  readonly work: WorkQueue;
  readonly compressors: CompressorPool;
  readonly listings: FolderListings;
};

function read(
  request: HttpRequest,
  path: DecodedPath,
  options: Options,
): HttpReply | Promise<HttpReply> {
  const found = options.tree.get(path.names);
  if (found.kind === "folder") {
    return siteReply(request, path, options) ?? folderReply(request, path, options);
  }
  // A file has no slash at its end: with one, the page's relative links would all be wrong.
  if (path.folder) throw new HttpError(404, msg`There is nothing here`);
  const name = path.names.at(-1)!;
  if (request.search === "") return fileReply(request, { found, name }, options);
  if (request.query.has("rendered") && viewKind(name) === "markdown") {
    return renderedReply(request, found, path, options);
  }
  return fileReply(request, { found, name }, options, request.query.has("download"));
}

/** The page of a folder that has one, if that is wanted. */
function siteReply(request: HttpRequest, path: DecodedPath, options: Options): HttpReply | undefined {
  const { site, tree } = options;
  if (!site.index) return undefined;
  const own = indexPage(tree, path.names);
  if (own !== undefined) {
    return path.folder && path.plain ? fileReply(request, own, options) : movedTo(path, request);
  }
  const page = site.spa ? indexPage(tree, []) : undefined;
  return page && fileReply(request, page, options);
}

/** Markdown as the page that it means. */
async function renderedReply(
  request: HttpRequest,
  found: Found,
  { names }: DecodedPath,
  options: Options,
): Promise<HttpReply> {
  const nonce = newNonce();
  const html = renderedPage({
    name: names.at(-1)!,
    folder: names.at(-2) ?? options.title,
    html: await fileAsHtml(found.path, names.at(-1)!),
    cut: found.size > README_LIMIT,
    language: pageLanguage(request.fields, options.language ?? "en"),
  }, nonce);
  return page(request, bytesBody(encode(html)), pageFields(nonce), options.compressors);
}

/** @param save to the disk, rather than shown */
function fileReply(
  request: HttpRequest,
  { found, name }: SitePage,
  options: Options,
  save = false,
): HttpReply {
  // A client that puts parts together needs the tag of exactly this file, even if it has replaced
  // another since the lookup.
  const content = openContent(request.fields.has("range") ? { path: found.path } : found, name, options);
  const cache = cacheControl(options.site);
  const safe = safety(content.type, options);
  const fields = variesByCoding(content) ? safe.concat(VARY) : safe;
  try {
    const compressed = save ? undefined : compressedReply(
      request,
      content,
      () => fields.concat([["cache-control", cache]]),
      options.compressors,
    );
    if (compressed !== undefined) return compressed;
  } catch (error) {
    content.close();
    throw error;
  }
  const disposition = save ? "attachment" : "inline";
  return contentReply(request, content, { disposition, fields, cacheControl: cache });
}

const NO_FIELDS: Field[] = [];
const VARY: Field[] = [["vary", "Accept-Encoding"]];

/**
 * Files that strangers may have put here are shown, but nothing in them runs, least of all as if it
 * were ours.
 */
function safety(type: string, { uploads }: Pick<Options, "uploads">): Field[] {
  if (uploads === undefined || !isActive(type)) return NO_FIELDS;
  return [[
    "content-security-policy",
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:",
  ]];
}

async function folderReply(
  request: HttpRequest,
  path: DecodedPath,
  options: Options,
): Promise<HttpReply> {
  const { query } = request;
  if (!path.folder || !path.plain) return movedTo(path, request);
  const archive = archiveKind(query);
  if (archive !== undefined) return await archiveReply(request, path.names, archive, options);
  const wanted = searchedText(query);
  if (wanted !== undefined) return searchReply(request, path.names, wanted, options);
  const view = listingView(query);
  const found = await options.listings.list(
    path.names,
    encodePath(path.names, true),
    view,
    () => request.signal(),
  );
  const { entries, json } = found;
  if (query.has("json")) {
    return listing(request, entries, json, [["content-type", "application/json"], [
      "cache-control",
      "no-store",
    ]], options);
  }
  const nonce = newNonce();
  const language = pageLanguage(request.fields, options.language ?? "en");
  const html = listingPage({
    names: path.names,
    entries,
    rows: found.rows(language),
    view,
    upload: formFor(path.names, options),
    // What is there may be somebody else's in part; what comes new is not.
    manage: options.manage !== undefined && options.rights.manage([...path.names, "new"]),
    account: accountOf(request, options.rights),
    readme: await folderReadme(options.tree, path.names, entries.map((entry) => entry.name)),
    title: options.title,
    language,
  }, nonce);
  return listing(request, entries, html, pageFields(nonce), options);
}

/** To the one address of a folder, from which the relative ones in its page lead where they should. */
function movedTo(path: DecodedPath, { search }: HttpRequest): HttpReply {
  const [above, names] = path.plain ? ["./", path.names.slice(-1)] : [path.toRoot, path.names];
  const place = above + encodePath(names, true).slice(1) + search;
  return { status: 301, fields: [["location", place], ["cache-control", "no-cache"]] };
}

/**
 * A large one is put together while it is sent, and does not get in anyone's way: its reader sets
 * the pace.
 */
function listing(
  request: HttpRequest,
  { length }: readonly unknown[],
  text: Iterable<string>,
  fields: Field[],
  { compressors, tree }: Pick<Options, "compressors" | "tree">,
): HttpReply {
  return page(
    request,
    length > LARGE_FOLDER ? textBody(text, tree.turns) : bytesBody(encode([...text].join(""))),
    fields,
    compressors,
  );
}

/** The page of a large folder takes megabytes, most of them alike. */
function page(
  request: HttpRequest,
  body: ReplyBody,
  fields: Field[],
  compressors: CompressorPool,
): HttpReply {
  const described: Field[] = [...fields, ...VARY];
  const worthIt = wantsGzip(request) && (body.length ?? Infinity) >= SMALLEST;
  const permit = worthIt ? compressors.tryAcquire() : undefined;
  if (permit === undefined) return { status: 200, fields: described, body };
  const packed = compressors.gzip(body, request.signal(), permit);
  return { status: 200, fields: [...described, ["content-encoding", "gzip"]], body: packed };
}

/** A drop box: a page to hand files in, and nothing else. */
function dropBox(request: HttpRequest, path: DecodedPath, options: Options): HttpReply {
  const { rights, tree } = options;
  const isThere = path.names.length === 0 || rights.tree !== undefined && tree.find(path.names) !== undefined;
  if (!isThere) throw new HttpError(404, msg`There is nothing here`);
  if (!path.folder) return movedTo(path, request);
  if (request.query.has("json")) throw new HttpError(403, msg`A drop box does not show what is in it`);
  const nonce = newNonce();
  const html = dropBoxPage({
    received: Number(request.query.get("received")),
    where: rights.tree && { path, tree: rights.tree, title: options.title },
    account: accountOf(request, rights),
    language: pageLanguage(request.fields, options.language ?? "en"),
  }, nonce);
  return page(request, bytesBody(encode(html)), pageFields(nonce), options.compressors);
}

/** What may be done besides reading. */
type Served = Pick<Options, "uploads" | "manage" | "dav">;

function capabilities(options: Served): HttpReply {
  const { uploads, dav } = options;
  const fields = [...uploads?.tus.capabilities ?? [], ...dav?.capabilities ?? []];
  return { status: 204, fields: [["allow", allowed(options)], ...fields] };
}

function allowed({ uploads, manage, dav }: Served): string {
  const methods = ["GET", "HEAD", "OPTIONS", ...dav?.methods ?? []];
  if (uploads !== undefined) methods.push("PUT", "POST", "PATCH", "DELETE");
  if (manage !== undefined) methods.push("POST", ...MANAGE_METHODS);
  return [...new Set(methods)].join(", ");
}

const METHODS = ["PUT", "POST", "PATCH", ...MANAGE_METHODS, "TRACE", "CONNECT"];

/** What only a mounted folder is asked (RFC 4918). */
const DAV_METHODS = ["PROPFIND", "PROPPATCH", "COPY", "LOCK", "UNLOCK"];

function notAllowed(method: string, options: Served): HttpError {
  const { dav, uploads } = options;
  if (DAV_METHODS.includes(method) && dav === undefined && uploads?.options.dropBox !== true) {
    return new HttpError(
      501,
      msg`This is not for WebDAV: a folder that is served with --webdav can be mounted`,
    );
  }
  if (!METHODS.includes(method)) return new HttpError(501, msg`This method is not known here`);
  return new HttpError(405, msg`This can only be read`, [["allow", allowed(options)]]);
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
