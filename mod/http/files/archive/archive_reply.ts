import { type Message, msg } from "../../../i18n/message.ts";
import { portableName } from "../../../fs/file_name.ts";
import type { ServedFolder } from "../../../fs/served_folder.ts";
import { type Field, HttpError } from "../../wire/http_error.ts";
import type { HttpReply, HttpRequest, ReplyBody } from "../../wire/message.ts";
import type { CompressorPool } from "../compressor_pool.ts";
import { contentReply } from "../content_reply.ts";
import { dispositionField } from "../disposition_field.ts";
import type { WorkQueue } from "../work_queue.ts";
import { archiveEntries, type ArchiveEntry } from "./archive_entry.ts";
import type { ArchiveLimit } from "./archive_limit.ts";
import { LeftOut } from "./left_out.ts";
import { tarBody } from "./tar_body.ts";
import { zipContent } from "./zip_content.ts";

/** What archives are made of, and with. */
export interface ArchiveSource {
  readonly tree: ServedFolder;
  /** The name of the root. */
  readonly title: string;
  readonly archives: ArchiveLimit;
  readonly work: WorkQueue;
  readonly compressors: CompressorPool;
  /** Told what an archive that somebody fetches goes without. */
  readonly onLeftOut?: ((sentence: Message) => void) | undefined;
}

/** The kinds of archives, as they are asked for: `?zip`. */
const KINDS = ["zip", "tar", "tar.gz", "tgz"] as const;

/** The kind of archive that is asked for, if any. */
export function archiveKind(query: URLSearchParams): typeof KINDS[number] | undefined {
  return KINDS.find((kind) => query.has(kind));
}

/**
 * A folder as an archive, made while it is sent.
 *
 * @param names the folder
 * @throws {RefusedFile} when it is none; HttpError when it may not be read, or is too large
 */
export async function archiveReply(
  request: HttpRequest,
  names: readonly string[],
  kind: typeof KINDS[number],
  source: ArchiveSource,
): Promise<HttpReply> {
  const base = portableName(names.at(-1) ?? source.title) ?? "files";
  const name = `${base}.${kind === "tgz" ? "tar.gz" : kind}`;
  const held = source.archives.begin(request.signal());
  const leftOut = new LeftOut();
  const close = () => {
    held.release();
    if (request.method === "GET") leftOut.sentences(name).forEach((each) => source.onLeftOut?.(each));
  };
  try {
    const entries: ArchiveEntry[] = [];
    using _turn = await source.archives.turn(request.signal());
    const walk = {
      prefix: `${base}/`,
      onEntry: held.add,
      onUnreadable: (name: string) => leftOut.unreadable(name),
      onUnnameable: (name: string) => leftOut.unnameable(name),
    };
    for await (const entry of archiveEntries(source.tree, names, walk)) {
      entries.push(entry);
      // A tar has no length that a HEAD could report: it only says that there is something to
      // fetch.
      if (kind !== "zip" && request.method === "HEAD") break;
    }
    // Entries that may not be read are left out; without the folder itself, nothing would be left.
    if (entries.length === 0) throw new HttpError(403, msg`This folder may not be read`);
    if (kind === "zip") {
      const content = zipContent(name, entries, { signal: () => request.signal(), work: source.work });
      return contentReply(request, { ...content, close }, { disposition: "attachment" });
    }
    const tar = { ...tarBody(entries, (name) => leftOut.unreadable(name)), close };
    const field = dispositionField(request, "attachment", name);
    if (kind === "tar") return tarReply(field, "application/x-tar", tar);
    return tarReply(field, "application/gzip", source.compressors.gzip(tar, request.signal()));
  } catch (error) {
    held.release();
    throw error;
  }
}

function tarReply(field: Field, type: string, body: ReplyBody): HttpReply {
  return {
    status: 200,
    fields: [
      ["content-type", type],
      field,
      ["cache-control", "no-store"],
    ],
    body,
  };
}
