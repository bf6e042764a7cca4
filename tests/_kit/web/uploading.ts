import { ServedFolder } from "../../../mod/fs/served_folder.ts";
import { filesHandler } from "../../../mod/http/files/files_handler.ts";
import { ManageHandler } from "../../../mod/http/files/manage/manage_handler.ts";
import type { Rights } from "../../../mod/http/files/rights.ts";
import { UploadHandler } from "../../../mod/http/files/upload/upload_handler.ts";
import type { UploadOptions } from "../../../mod/http/files/upload/upload_options.ts";
import { UploadQuota } from "../../../mod/http/files/upload/upload_quota.ts";
import type { TempFolder } from "../temp_folder.ts";
import { HttpTestServer } from "./http_test_server.ts";

/** The protocol's version, which every request names. */
export const TUS = { "tus-resumable": "1.0.0" };
/** What a PATCH says besides its offset. */
export const PIECE = { ...TUS, "content-type": "application/offset+octet-stream" };

/** A server of a folder that takes uploads. */
export interface UploadingServer extends AsyncDisposable {
  /** Sends a request and reads the whole answer. */
  ask(
    method: string,
    path: string,
    body?: BodyInit,
    headers?: Record<string, string>,
  ): Promise<{ status: number; headers: Headers; text: string }>;
}

/** A folder that takes uploads, and what asks it. */
export async function uploading(
  temp: TempFolder,
  options: Partial<UploadOptions> = {},
  rights?: Rights,
): Promise<UploadingServer> {
  const tree = ServedFolder.at(temp.path, { hidden: false });
  const uploads = new UploadHandler({
    tree,
    policy: "error",
    maxSize: Infinity,
    quota: new UploadQuota(),
    dropBox: false,
    ...options,
  });
  const manage = rights && new ManageHandler({ tree });
  const files = filesHandler({ tree, title: "t", uploads, manage, rights: rights && (() => rights) });
  const server = await HttpTestServer.start(files);
  const ask = async (method: string, path: string, body?: BodyInit, headers?: Record<string, string>) => {
    const response = await fetch(server.url + path.replace(/^\.\//, "/"), {
      method,
      body,
      headers,
      redirect: "manual",
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  return { ask, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}
