import type { Message } from "../../i18n/message.ts";
import type { SharedOrigins } from "../middleware/cors.ts";
import type { FolderAccounts } from "./accounts/folder_access.ts";
import { type Credentials, withBasicAuth } from "../middleware/basic_auth.ts";
import { withRateLimit } from "../middleware/rate_limit.ts";
import type { RateLimits } from "../../io/rate_limits.ts";
import type { PageLanguage } from "../page/page_language.ts";
import type { HttpHandler, HttpRequest } from "../wire/message.ts";
import type { FolderCalls } from "../../fs/folder_calls.ts";
import { ServedFolder } from "../../fs/served_folder.ts";
import type { ArchiveShare } from "./archive/archive_limit.ts";
import { MAX_COMPRESSORS } from "./compressor_pool.ts";
import { filesHandler } from "./files_handler.ts";
import type { DavHandler, DavOptions } from "./dav/dav_handler.ts";
import type { RightsOf } from "./rights.ts";
import { ManageHandler, type ManageOptions } from "./manage/manage_handler.ts";
import { NO_SITE, type Site } from "./site.ts";
import type { NamePolicy } from "../../fs/give_name.ts";
import type { ReceivedFile } from "./upload/upload_options.ts";
import { UploadHandler } from "./upload/upload_handler.ts";
import { UploadQuota } from "./upload/upload_quota.ts";

/** How a folder is served over HTTP. */
export interface FolderHandlerOptions {
  /** The folder, all links resolved. */
  readonly dir: string;
  /** Its name on the pages. */
  readonly title: string;
  /** The language of the pages, for browsers that ask for none of ours. */
  readonly language: PageLanguage;
  /** Files whose name begins with a dot exist. */
  readonly hidden: boolean;
  /** The system's own calls for reading folders, for as long as it is served. @default {the runtime's} */
  readonly calls?: FolderCalls | undefined;
  /** Who may do what. */
  readonly credentials: Credentials;
  /** Who may do what where, instead. */
  readonly accounts?: FolderAccounts | undefined;
  /** How fast bytes may go. @default {as fast as they can} */
  readonly limits?: RateLimits | undefined;
  /** Which files stand for others. @default {none: folders are listed} */
  readonly site?: Site | undefined;
  /** Which uploads are accepted; undefined: none. */
  readonly uploads: FolderUploads | undefined;
  /** WebDAV is spoken: file managers can mount the folder. @default {false} */
  readonly webdav?: boolean | undefined;
  /** Whether what is there may be changed, and who is told; undefined: it may not. */
  readonly manage?: Omit<ManageOptions, "tree"> | undefined;
  /** Told what an archive goes without that somebody fetches. */
  readonly onLeftOut?: ((sentence: Message) => void) | undefined;
  /** The part of this isolate, when several serve the folder together. @default {it is the only one} */
  readonly share?: FolderShare | undefined;
}

/** One of several isolates that serve a folder within limits for all of them. */
export interface FolderShare {
  /** How many they are. */
  readonly isolates: number;
  /** The count of all their archives. */
  readonly archives: ArchiveShare;
}

/** Which uploads a folder accepts from its visitors. */
export interface FolderUploads {
  /** Others can send files, but neither list nor read any. */
  readonly dropBox: boolean;
  /** What happens when a name is taken; a drop box keeps both. @default {"error"} */
  readonly existing?: NamePolicy | undefined;
  /** The largest file, bytes. @default {Infinity} */
  readonly maxSize?: number | undefined;
  /** The most bytes of all files together. @default {Infinity} */
  readonly maxTotal?: number | undefined;
  /** The most files. @default {Infinity} */
  readonly maxFiles?: number | undefined;
  /** The origins whose pages may send files, too. @default {none but our own} */
  readonly cors?: SharedOrigins | undefined;
  /** Called when a file is complete and has its name. */
  onReceived?(file: ReceivedFile): void;
}

/** A folder over HTTP, with the requested extras around it: uploads, passwords, rates. */
export async function folderHandler(options: FolderHandlerOptions): Promise<HttpHandler> {
  const tree = ServedFolder.at(options.dir, { hidden: options.hidden, calls: options.calls });
  const { accounts, title, language } = options;
  // Loaded when they are wanted: most folders are not mounted, and ask nobody to sign in.
  const Dav = options.webdav ? (await import("./dav/dav_handler.ts")).DavHandler : undefined;
  if (accounts !== undefined) {
    const { FolderAccess } = await import("./accounts/folder_access.ts");
    const access = new FolderAccess(accounts, { tree, title, language });
    const { files, uploads } = partsOf(options, tree, Dav, access.rightsOf);
    await uploads?.sweep();
    return access.around(files);
  }
  const { files, uploads, manage, dav } = partsOf(options, tree, Dav);
  await uploads?.sweep();
  const writes = (request: HttpRequest) =>
    [uploads, manage].some((each) => each?.handles(request)) || (dav?.writes(request) ?? false);
  return withBasicAuth(files, options.credentials, writes);
}

/**
 * The same for requests that only read, in an isolate where no others arrive: nothing is looked for that
 * uploads have left, and nobody is asked for a password.
 */
export function readingHandler(options: Omit<FolderHandlerOptions, "credentials">): HttpHandler {
  // An isolate may start while somebody gives the folder another name
  const { dir, hidden, calls } = options;
  return partsOf(options, ServedFolder.whenThere(dir, { hidden, calls })).files;
}

interface FolderParts {
  readonly files: HttpHandler;
  readonly uploads: UploadHandler | undefined;
  readonly manage: ManageHandler | undefined;
  readonly dav: DavHandler | undefined;
}

function partsOf(
  options: Omit<FolderHandlerOptions, "credentials">,
  tree: ServedFolder,
  Dav?: new (options: DavOptions) => DavHandler,
  rights?: RightsOf,
): FolderParts {
  const { title, language, site = NO_SITE, onLeftOut, share } = options;
  const isLocked = (path: string): boolean => dav?.isLocked(path) ?? false;
  const uploads = options.uploads && uploadHandler(options.uploads, tree, isLocked);
  const manage = options.manage && new ManageHandler({ ...options.manage, tree });
  const cors = options.manage?.cors ?? options.uploads?.cors;
  const dav: DavHandler | undefined = Dav && new Dav({ tree, title, uploads, manage, cors });
  const files = filesHandler({
    tree,
    title,
    language,
    uploads,
    manage,
    dav,
    rights,
    site,
    onLeftOut,
    archiveShare: share?.archives,
    compressorLimit: share && Math.max(1, Math.floor(MAX_COMPRESSORS / share.isolates)),
  });
  return { files: withRateLimit(files, options.limits), uploads, manage, dav };
}

function uploadHandler(
  options: FolderUploads,
  tree: ServedFolder,
  isLocked: (path: string) => boolean,
): UploadHandler {
  const { dropBox, maxTotal, maxFiles } = options;
  return new UploadHandler({
    tree,
    dropBox,
    policy: options.existing ?? "error",
    managersReplace: options.existing === undefined,
    maxSize: options.maxSize ?? Infinity,
    quota: new UploadQuota({ bytes: maxTotal, files: maxFiles }),
    cors: options.cors,
    isLocked,
    onReceived: options.onReceived,
  });
}
