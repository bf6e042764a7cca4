import { systemFailure } from "../../../net/errors/system_error.ts";
import { basename, resolve } from "@std/path";
import { msg } from "../../../i18n/message.ts";
import { MessageError } from "../../../i18n/message_error.ts";
import { BufferPool } from "../../../io/buffer_pool.ts";
import { distinctNames, portableName } from "../../../fs/file_name.ts";
import { LARGE_BUFFER, LARGE_BUFFERS } from "../../../fs/send_file.ts";
import { archiveEntries, type ArchiveEntry } from "../archive/archive_entry.ts";
import { WorkQueue } from "../work_queue.ts";
import { zipContent } from "../archive/zip_content.ts";
import { type Content, openContent } from "../content.ts";
import type { SpooledInput } from "../../../fs/spooled_input.ts";
import { namedType } from "../media/media_type.ts";
import { bytesContent, shortText } from "./shared_text.ts";
import { isExecutable, ServedFolder } from "../../../fs/served_folder.ts";

/** The content to hand over. */
export interface SharedContent {
  readonly name: string;
  /** Bytes, as of now. */
  readonly size: number;
  /** It is this text, short enough to be shown. */
  readonly text?: string | undefined;
  /** Opens it for one request. @param signal aborts when its client has left */
  open(signal: () => AbortSignal): Content;
}

/** How {@linkcode sharedContent} looks through folders. */
export interface SharedContentOptions {
  /** Names with a dot go along. */
  readonly hidden: boolean;
  /** Called for each entry that no archive of ours can hold, because of its name. */
  onLeftOut?(name: string): void;
}

/**
 * One file as it is; a folder, or several files and folders, as one zip.
 *
 * @throws {Error} with a sentence, when one of them does not exist or is neither a file nor a
 *   folder
 */
export async function sharedContent(
  paths: readonly string[],
  options: SharedContentOptions,
): Promise<SharedContent> {
  const infos = await Promise.all(paths.map(lookAt));
  const [only, ...others] = infos;
  if (only !== undefined && others.length === 0 && only.kind === "file") {
    const pool = new BufferPool(LARGE_BUFFER, LARGE_BUFFERS);
    const name = portableName(basename(only.path)) ?? "file";
    return { name, size: only.size, open: () => openContent({ path: only.path }, name, { pool }) };
  }
  const names = distinctNames(unique(infos.map(nameOf)));
  const entries = (await Promise.all(infos.map((info, at) => entriesOf(info, names[at]!, options)))).flat();
  const name = `${others.length === 0 ? names[0] : "files"}.zip`;
  const work = new WorkQueue();
  // Listed once: a client that resumes must get the rest of the same archive, even if the folder
  // has grown meanwhile.
  return {
    name,
    size: zipContent(name, entries).size,
    open: (signal) => zipContent(name, entries, { signal, work }),
  };
}

/**
 * Input that has been read to its end; a short text can be shown.
 *
 * @param name what to call it; undefined: after what it is
 */
export function inputContent(input: SpooledInput, name: string | undefined): SharedContent {
  if (input.kind === "file") {
    const pool = new BufferPool(LARGE_BUFFER, LARGE_BUFFERS);
    const given = name ?? "input";
    return { name: given, size: input.size, open: () => openContent({ path: input.path }, given, { pool }) };
  }
  const { bytes } = input;
  const text = shortText(bytes);
  const given = name ?? (text === undefined ? "input" : "text.txt");
  const type = text === undefined ? namedType(given).type : "text/plain; charset=utf-8";
  const now = Date.now();
  return { name: given, size: bytes.length, text, open: () => bytesContent(given, type, bytes, now) };
}

interface Looked {
  readonly path: string;
  readonly kind: "file" | "folder";
  readonly size: number;
  readonly modified: number;
  readonly executable: boolean;
}

async function lookAt(given: string): Promise<Looked> {
  const path = resolve(given);
  const info = await Deno.stat(path).catch((error) => {
    const reason = systemFailure(error) === "not_found"
      ? msg`there is no such file`
      : msg`it may not be read`;
    throw new MessageError(msg`Cannot share "${given}": ${reason}`);
  });
  if (!info.isFile && !info.isDirectory) {
    throw new MessageError(msg`Cannot share "${given}": it is neither a file nor a folder`);
  }
  if (info.isFile) {
    (await Deno.open(path).catch(() => {
      throw new MessageError(msg`Cannot share "${given}": it may not be read`);
    })).close();
  }
  return {
    path,
    kind: info.isFile ? "file" : "folder",
    size: info.size,
    modified: info.mtime?.getTime() || 0,
    executable: isExecutable(info),
  };
}

function nameOf({ path }: Looked): string {
  const name = basename(path);
  return /^[/\\]?$/.test(name) ? "files" : name;
}

async function entriesOf(
  info: Looked,
  name: string,
  options: SharedContentOptions,
): Promise<ArchiveEntry[]> {
  if (info.kind === "file") {
    const { path, size, modified, executable } = info;
    return [{ name, path, size, modified, executable }];
  }
  const tree = ServedFolder.at(info.path, options);
  // People who share a folder believe that all of it is included.
  const onUnreadable = (name: string) => {
    throw new MessageError(msg`Cannot share "${name}": it may not be read`);
  };
  return await Array.fromAsync(archiveEntries(tree, [], {
    prefix: `${name}/`,
    onUnreadable,
    onUnnameable: options.onLeftOut,
  }));
}

/**
 * Two files of the same name from different places: the second would overwrite the first when it is unpacked.
 */
function unique(names: readonly string[]): readonly string[] {
  const twice = names.find((name, at) => names.indexOf(name) < at);
  if (twice !== undefined) throw new MessageError(msg`Cannot share two files as "${twice}" in one archive`);
  return names;
}
