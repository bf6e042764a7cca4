import { ServedFolder } from "../../../../mod/fs/served_folder.ts";
import { DavHandler } from "../../../../mod/http/files/dav/dav_handler.ts";
import { parseXml } from "../../../../mod/http/files/dav/xml/parse_xml.ts";
import {
  davChild,
  elementsOf,
  textOf,
  type XmlElement,
} from "../../../../mod/http/files/dav/xml/xml_element.ts";
import type { WalkLimits } from "../../../../mod/http/files/dav/walk_limit.ts";
import { filesHandler } from "../../../../mod/http/files/files_handler.ts";
import { ManageHandler } from "../../../../mod/http/files/manage/manage_handler.ts";
import { type Rights, sameRights } from "../../../../mod/http/files/rights.ts";
import type { UploadOptions } from "../../../../mod/http/files/upload/upload_options.ts";
import { UploadHandler } from "../../../../mod/http/files/upload/upload_handler.ts";
import { UploadQuota } from "../../../../mod/http/files/upload/upload_quota.ts";
import { withPathPrefix } from "../../../../mod/http/middleware/path_prefix.ts";
import type { HttpRequest } from "../../../../mod/http/wire/message.ts";
import { HttpTestServer } from "../../../_kit/web/http_test_server.ts";
import type { TempFolder } from "../../../_kit/temp_folder.ts";

/** How {@linkcode davServer} serves; without anything, everybody may do everything. */
export interface DavServerOptions {
  readonly upload?: boolean;
  readonly manage?: boolean;
  readonly uploads?: Partial<UploadOptions>;
  readonly rights?: (request: HttpRequest) => Rights;
  readonly prefix?: string;
  readonly walks?: Partial<WalkLimits>;
}

/** An answer, read to its end. */
export interface DavReply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** A server, and what asks it. */
export interface DavServer extends AsyncDisposable {
  ask(method: string, path: string, headers?: Record<string, string>, body?: string): Promise<DavReply>;
  /** Locks, and returns the token as well. */
  lock(path: string, headers?: Record<string, string>, scope?: string): Promise<DavReply & { token: string }>;
}

/** A folder that can be mounted. */
export async function davServer(temp: TempFolder, options: DavServerOptions = {}): Promise<DavServer> {
  const { upload = true, manage = true, prefix = "" } = options;
  const tree = ServedFolder.at(temp.path);
  const uploads = new UploadHandler({
    tree,
    policy: "error",
    maxSize: Infinity,
    quota: new UploadQuota(),
    dropBox: false,
    isLocked: (path) => dav.isLocked(path),
    ...options.uploads,
  });
  const parts = {
    tree,
    title: "the root",
    ...(upload ? { uploads } : { uploads: undefined }),
    manage: manage ? new ManageHandler({ tree }) : undefined,
  };
  const dav: DavHandler = new DavHandler({ ...parts, walks: options.walks });
  const rights = options.rights ?? (() => sameRights({ read: true, upload, manage }));
  const { uploads: taken, ...others } = parts;
  const files = filesHandler({
    ...others,
    ...(taken ? { uploads: taken } : {}),
    dav,
    rights,
  });
  const server = await HttpTestServer.start(withPathPrefix(files, prefix));
  const ask: DavServer["ask"] = async (method, path, headers = {}, body) => {
    const response = await fetch(server.url + path, {
      method,
      headers,
      redirect: "manual",
      ...(body === undefined ? {} : { body }),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const lock: DavServer["lock"] = async (path, headers = {}, scope = "exclusive") => {
    const body = `<lockinfo xmlns="DAV:"><lockscope><${scope}/></lockscope><locktype><write/></locktype>` +
      `<owner><href>mailto:a@example.org</href></owner></lockinfo>`;
    const reply = await ask("LOCK", path, { depth: "0", ...headers }, body);
    return { ...reply, token: reply.headers.get("lock-token")?.slice(1, -1) ?? "" };
  };
  return { ask, lock, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

/** The properties that a 207 tells, by address: `{"/a.txt": {"200": {getetag: "…"}}}`. */
export function told({ text }: DavReply): Record<string, Record<string, Record<string, string>>> {
  const all: Record<string, Record<string, Record<string, string>>> = {};
  for (const response of elementsOf(parseXml(text))) {
    const own: Record<string, Record<string, string>> = {};
    for (const each of elementsOf(response).filter(({ name }) => name === "propstat")) {
      const properties = elementsOf(davChild(each, "prop")!).map((
        property,
      ) => [property.name, valueOf(property)]);
      own[statusOf(each)] = Object.fromEntries(properties);
    }
    const plain = davChild(response, "status");
    if (plain !== undefined) own[statusOf(response)] = {};
    all[textOf(davChild(response, "href")!)] = own;
  }
  return all;
}

function statusOf(element: XmlElement): string {
  return textOf(davChild(element, "status")!).split(" ")[1]!;
}

/** Text, or the names of the elements in it. */
function valueOf(element: XmlElement): string {
  return [textOf(element), ...elementsOf(element).map(({ name }) => `<${name}>`)].join("");
}
