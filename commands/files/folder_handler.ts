import type { OptionValues } from "../../mod/cli/option.ts";
import { type Credentials, withBasicAuth } from "../../mod/http/middleware/basic_auth.ts";
import { withRateLimit } from "../../mod/http/middleware/rate_limit.ts";
import { escapeControls } from "../../mod/trace/render_event.ts";
import { FileTree } from "../../mod/http/files/file_tree.ts";
import { filesHandler } from "../../mod/http/files/files_handler.ts";
import type { ReceivedFile } from "../../mod/http/files/upload/upload_options.ts";
import { UploadQuota } from "../../mod/http/files/upload/upload_quota.ts";
import { UploadHandler } from "../../mod/http/files/upload/upload_handler.ts";
import type { HttpHandler } from "../../mod/http/wire/message.ts";
import type { uploadOptions, webOptions } from "../options/http_options.ts";

/** How a folder is served over HTTP. */
export interface FolderHandlerOptions
  extends OptionValues<typeof uploadOptions>, OptionValues<typeof webOptions> {
  /** The folder, all links resolved. */
  readonly dir: string;
  readonly title: string;
  readonly hidden: boolean;
}

/**
 * A folder over HTTP, with what was asked for around it: passwords, rates.
 *
 * @param log takes a line for each file received, if anybody wants them
 */
export async function folderHandler(
  options: FolderHandlerOptions,
  rights: Credentials,
  log: ((line: string) => void) | undefined,
): Promise<HttpHandler> {
  const tree = await FileTree.open(options.dir, { hidden: options.hidden });
  const uploads = uploadSite(options, tree, log);
  await uploads?.sweep();
  const handler = filesHandler({ tree, title: options.title, uploads });
  const isUpload = (request: Parameters<HttpHandler>[0]) => uploads?.handles(request) ?? false;
  const rates = { server: options.rate, client: options["client-rate"] };
  return withBasicAuth(withRateLimit(handler, rates), rights, isUpload);
}

function uploadSite(
  options: FolderHandlerOptions,
  tree: FileTree,
  log: ((line: string) => void) | undefined,
): UploadHandler | undefined {
  const dropBox = options["upload-only"];
  if (!options.upload && !dropBox) return undefined;
  return new UploadHandler({
    tree,
    dropBox,
    // In a drop box, "there is a file of this name" would tell what is in it.
    policy: options.existing ?? (dropBox ? "rename" : "error"),
    maxSize: options["max-upload"] ?? Infinity,
    quota: new UploadQuota({ bytes: options["max-upload-total"], files: options["max-upload-files"] }),
    onReceived: (file) => log?.(receivedLine(file)),
  });
}

function receivedLine({ names, size, created }: ReceivedFile): string {
  return `received ${escapeControls(names.join("/"))} (${size} bytes${created ? "" : ", replaced"})`;
}
