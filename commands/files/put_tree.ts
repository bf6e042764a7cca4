import { basename, resolve } from "@std/path";
import { msg, plural, prefixed } from "../../mod/i18n/message.ts";
import { MessageError } from "../../mod/i18n/message_error.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import { portableName } from "../../mod/fs/file_name.ts";
import { ServedFolder } from "../../mod/fs/served_folder.ts";
import { archiveEntries, type ArchiveEntry } from "../../mod/http/files/archive/archive_entry.ts";
import type { Fetch } from "../../mod/http/client/http_client.ts";
import { HttpFailure, isForAll, maxSizeExceeded } from "../../mod/http/client/http_failure.ts";
import { type FileVersion, isSame } from "../../mod/http/client/is_current.ts";
import { together } from "../../mod/http/client/tree/together.ts";
import { type RemoteFolder, RemoteFolders } from "../../mod/http/client/tree/remote_folders.ts";
import { folderAddress, type UploadTarget, uploadTarget } from "../../mod/http/client/tree/upload_target.ts";
import { upload } from "../../mod/http/client/upload.ts";
import { UploadMemory } from "../../mod/http/client/upload_memory.ts";
import { whatIsThere } from "../../mod/http/client/what_is_there.ts";
import { withRetries } from "../../mod/http/client/with_retries.ts";
import { encodeName } from "../../mod/http/files/decode_path.ts";
import { safeMessageOf } from "../../mod/io/safe_message.ts";
import { escapeName } from "../../mod/io/visible_text.ts";
import { temporaryFolder } from "../../mod/system/temporary_folder.ts";
import { transferSummary } from "../../mod/terminal/transfer_progress.ts";
import { newTally, showTree, type TreeTally } from "../options/show_tree.ts";
import { type LimitValues, retriesFor, timeLimit } from "../options/url_options.ts";

/** The options of {@linkcode putTree}. */
export interface PutTreeOptions extends LimitValues {
  readonly name: string | undefined;
  readonly quiet: boolean;
  readonly force: boolean;
  readonly newer: boolean;
  readonly hidden: boolean;
  readonly connections: number;
  readonly retries: number;
}

/** A file up to this goes in one request, bytes: it is quicker sent again than gone on with. */
const SMALL_FILE = 256 * 1024;

/** A file of the tree, its name with the folders that lead there. */
type SentFile = ArchiveEntry & { readonly path: string };

/** What is being sent, and where. */
interface Sending {
  readonly dir: string;
  /** The same for all files of one run, and of no other. */
  readonly batch: string;
  readonly target: UploadTarget;
  readonly folders: RemoteFolders;
  readonly fetch: Fetch;
  readonly options: PutTreeOptions;
  readonly tally: TreeTally;
  readonly context: CommandContext;
  fail(what: string, error: unknown): void;
}

/**
 * Sends a folder with all that is below it.
 *
 * @param url the folder on the server into which it goes, without a password
 * @returns how many files could not be sent
 */
export async function putTree(
  dir: string,
  url: string,
  fetch: Fetch,
  options: PutTreeOptions,
  world: CommandContext,
): Promise<number> {
  const tally = newTally();
  using shown = showTree(tally, options.quiet, world);
  const { context } = shown;
  const fail = (what: string, error: unknown) => {
    tally.failures++;
    context.stderr.tell(prefixed("netlab files put", msg`${escapeName(what)}: ${safeMessageOf(error)}`));
  };
  const target = await uploadTarget(url, fetch, retriesFor(options, url, context.signal, context));
  const started = performance.now();
  const folders = new RemoteFolders(target, {
    fetch,
    retrying: (folder) => retriesFor(options, folder, context.signal, context),
    onFailure: fail,
  });
  const batch = crypto.randomUUID();
  const sending = { dir, batch, target, folders, fetch, options, tally, context, fail };
  const files = filesToSend(sending);
  const work = async (signal: AbortSignal) => {
    for (let next = await files.next(); !next.done; next = await files.next()) {
      signal.throwIfAborted();
      const entry = next.value;
      try {
        using limit = timeLimit(options, signal);
        await sendOne(entry, { ...sending, context: { ...context, signal: limit.signal } });
      } catch (error) {
        signal.throwIfAborted();
        if (isForAll(error)) throw error;
        if (!folders.blame(folderOf(entry.name), error)) fail(entry.name, error);
      }
    }
  };
  await together(work, options.connections, context.signal);
  if (!options.quiet) {
    const { files: count, current, bytes, lost } = tally;
    const summary = transferSummary(bytes - lost, performance.now() - started);
    context.stderr.tell(plural(
      count,
      msg`${escapeName(dir)}: ${count} file sent (${summary}), ${current} up to date`,
      msg`${escapeName(dir)}: ${count} files sent (${summary}), ${current} up to date`,
    ));
  }
  return tally.failures;
}

/** The files of the folder, each folder entered on the server before what is in it. */
async function* filesToSend({ dir, options, folders, fail }: Sending): AsyncGenerator<SentFile> {
  const own = portableName(basename(options.name ?? resolve(dir))) ?? "files";
  const entries = archiveEntries(ServedFolder.at(dir, { hidden: options.hidden }), [], {
    prefix: `${own}/`,
    onUnreadable: (name) => fail(name, new MessageError(msg`it may not be read`)),
    onUnnameable: (name) => fail(name, new MessageError(msg`its name has a line end in it, or is not UTF-8`)),
  });
  // That a folder is empty is seen when what comes next is not in it.
  let last: string | undefined;
  for await (const { path, ...entry } of entries) {
    if (last !== undefined && !entry.name.startsWith(last)) await folders.enter(last, true);
    last = path === undefined ? entry.name : undefined;
    if (path === undefined) await folders.enter(entry.name);
    else if (folders.at(folderOf(entry.name)) !== undefined) yield { ...entry, path };
  }
  if (last !== undefined) await folders.enter(last, true);
}

/** @param name of a file in the tree */
function folderOf(name: string): string {
  return name.slice(0, name.lastIndexOf("/") + 1);
}

async function sendOne(
  entry: SentFile,
  { batch, target, folders, fetch, options, tally, context }: Sending,
): Promise<void> {
  const names = entry.name.split("/");
  const name = names.pop()!;
  const folder = folderAddress(target, names);
  const there = folders.at(folderOf(entry.name))?.entries;
  const retrying = retriesFor(options, entry.name, context.signal, context);
  const probe = () => versionThere(folder + encodeName(name), name, there, fetch, context.signal);
  const remote = await withRetries(probe, () => 0, retrying);
  if (remote !== undefined && !options.force) {
    if (isSame(entry, remote)) return void tally.current++;
    if (!options.newer) {
      throw new MessageError(
        msg`another file of this name is there (--newer replaces what is older, --force everything)`,
      );
    }
  }
  if (entry.size > (options["max-size"] ?? Infinity)) throw maxSizeExceeded(options["max-size"]!);
  const { path, size } = entry;
  const file = { path, name, size, ...(target.makesFolders ? { folders: names } : {}) };
  const url = target.makesFolders ? target.url : folder;
  const memory = new UploadMemory(url, file, entry.modified, temporaryFolder(context.env));
  const begun = size > SMALL_FILE ? memory.address : undefined;
  let sent = begun === undefined ? 0 : undefined;
  let arrived = false;
  let counted = 0;
  await upload(file, {
    ...retrying,
    fetch,
    url,
    tus: target.tus,
    withUpload: target.withUpload ? SMALL_FILE : 0,
    // A server that lets nobody replace anything refuses the wish, also for a file that is new.
    replace: remote !== undefined,
    ...(target.makesFolders ? { batch } : {}),
    begun,
    onBegin: (address) => memory.remember(address),
    onProgress: (now) => {
      const more = Math.max(0, now - (sent ?? now));
      tally.bytes += more;
      counted += more;
      sent = now;
    },
  }).catch(async (error) => {
    tally.lost += counted;
    // What an earlier run had sent may have got its name since this one has looked: a slow server, a fast hand.
    const taken = error instanceof HttpFailure && error.options.status === 409;
    const remote = taken &&
      await whatIsThere(folder + encodeName(name), fetch, context.signal);
    if (!remote || !isSame(entry, remote)) throw error;
    arrived = true;
  });
  memory.forget();
  if (arrived) return void tally.current++;
  tally.bytes += size - (sent ?? 0);
  tally.files++;
}

/** What the server has under a name. @returns undefined: nothing */
async function versionThere(
  url: string,
  name: string,
  there: RemoteFolder["entries"],
  fetch: Fetch,
  signal: AbortSignal,
): Promise<FileVersion | undefined> {
  const known = there?.get(name);
  if (there !== undefined && known === undefined) return undefined;
  if (known?.size !== undefined && known.modified !== undefined) {
    return { size: known.size, modified: known.modified };
  }
  return await whatIsThere(url, fetch, signal);
}
