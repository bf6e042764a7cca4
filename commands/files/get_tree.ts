import { basename, join } from "@std/path";
import { msg, plural, prefixed, sizeMessage } from "../../mod/i18n/message.ts";
import { MessageError } from "../../mod/i18n/message_error.ts";
import { type CommandContext, OutputClosedError } from "../../mod/cli/command_context.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import { savedName } from "../../mod/fs/file_name.ts";
import { exists } from "../../mod/fs/incoming_file.ts";
import { writeError } from "../../mod/fs/write_error.ts";
import { fetchFile } from "../../mod/http/client/fetch_file.ts";
import { fetchSmallFile } from "../../mod/http/client/fetch_small_file.ts";
import type { Fetch } from "../../mod/http/client/http_client.ts";
import { isForAll, maxSizeExceeded } from "../../mod/http/client/http_failure.ts";
import { isCurrent } from "../../mod/http/client/is_current.ts";
import { probeRemoteFile, type RemoteFile } from "../../mod/http/client/remote_file.ts";
import type { SavedFiles } from "../../mod/http/client/saved_files.ts";
import { together } from "../../mod/http/client/tree/together.ts";
import { remoteTree, type TreeEntry } from "../../mod/http/client/tree/remote_tree.ts";
import { withRetries } from "../../mod/http/client/with_retries.ts";
import { safeMessageOf } from "../../mod/io/safe_message.ts";
import { escapeName } from "../../mod/io/visible_text.ts";
import { transferSummary } from "../../mod/terminal/transfer_progress.ts";
import { retriesFor, timeLimit } from "../options/url_options.ts";
import type { GetUrlOptions } from "./get_urls.ts";
import { newTally, showTree, type TreeTally } from "../options/show_tree.ts";

/** The files that are fetched at once, unless --connections says otherwise. */
const FILES_AT_ONCE = 4;
/** Folders in folders, unless --level says otherwise: deeper is an accident, such as a link that leads back. */
const DEEPEST = 64;

/**
 * Fetches everything below a folder of a server.
 *
 * @param url without a password
 * @returns how many files could not be fetched; undefined: the address is that of a file
 */
export async function getTree(
  url: string,
  fetch: Fetch,
  options: GetUrlOptions,
  saved: SavedFiles,
  world: CommandContext,
): Promise<number | undefined> {
  const tally = newTally();
  using shown = showTree(tally, options.quiet, world);
  const { context } = shown;
  const fail = (where: string, error: unknown) => {
    tally.failures++;
    context.stderr.tell(
      prefixed("netlab files get", msg`${escapeName(decoded(where))}: ${safeMessageOf(error)}`),
    );
  };
  const staying: Fetch = (address, request) => fetch(address, { ...request, staying: true });
  const tree = await remoteTree(url, {
    fetch,
    levels: options.level ?? DEEPEST,
    mostEntries: options["max-files"],
    signal: context.signal,
    retrying: (address) => retriesFor(options, decoded(address), context.signal, context),
    onFailure: fail,
    onLeftOut: (address) => fail(address, new MessageError(msg`it has no name to save it under`)),
    onTooDeep: (address) => {
      if (options.level === undefined) fail(address, new MessageError(msg`it is too deep (--level)`));
    },
  });
  if (tree === undefined) return undefined;
  const folder = options.output ?? join(Deno.cwd(), ownFolder(url));
  makeFolder(folder);
  const started = performance.now();
  const work = async (signal: AbortSignal) => {
    for (let next = await tree.next(); !next.done; next = await tree.next()) {
      signal.throwIfAborted();
      const entry = next.value;
      const path = join(folder, ...entry.path);
      try {
        // At once: what is in it comes next, perhaps to another worker.
        if (entry.kind === "folder") makeFolder(path);
        else await getOne({ entry, path, fetch: staying, saved, tally }, options, { ...context, signal });
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof OutputClosedError || error instanceof EverythingTaken || isForAll(error)) {
          throw error;
        }
        fail(entry.url, error);
      }
    }
  };
  await together(work, options.connections ?? FILES_AT_ONCE, context.signal);
  if (!options.quiet) {
    const { files, current, bytes, lost } = tally;
    const [from, to] = [escapeName(url), escapeName(folder)];
    const summary = transferSummary(bytes - lost, performance.now() - started);
    context.stderr.tell(plural(
      files,
      msg`${from}: ${files} file saved in ${to} (${summary}), ${current} up to date`,
      msg`${from}: ${files} files saved in ${to} (${summary}), ${current} up to date`,
    ));
  }
  return tally.failures;
}

/** A file of a tree, and what it takes to fetch it. */
interface TreeFile {
  readonly entry: TreeEntry;
  readonly path: string;
  readonly fetch: Fetch;
  readonly saved: SavedFiles;
  readonly tally: TreeTally;
}

async function getOne(file: TreeFile, options: GetUrlOptions, world: CommandContext): Promise<void> {
  const { entry, path, saved, tally } = file;
  // The listing may tell it already.
  if (entry.modified !== undefined && !options.force && isCurrent(path, entry)) return void tally.current++;
  using limit = timeLimit(options, world.signal);
  const context = { ...world, signal: limit.signal };
  const retrying = retriesFor(options, entry.path.join("/"), context.signal, context);
  const probe = () =>
    withRetries(() => probeRemoteFile(entry.url, file.fetch, context.signal), () => 0, retrying);
  if (await exists(path)) {
    if (!options.force && isCurrent(path, await probe())) return void tally.current++;
    if (!options.force && !options.newer) {
      throw new MessageError(
        msg`"${path}" is there already (--newer replaces what is older, --force everything)`,
      );
    }
  }
  saved.refuseOwn(path, entry.url);
  await fetchOne(file, options, { ...retrying, probe });
  saved.add(path, entry.url);
  tally.files++;
}

/** In one request if it is small; else such that it can be gone on with. */
async function fetchOne(
  { entry: { url }, path, fetch, tally }: TreeFile,
  options: GetUrlOptions,
  retrying: ReturnType<typeof retriesFor> & { probe(): Promise<RemoteFile> },
): Promise<void> {
  const left = (options["max-total"] ?? Infinity) - tally.bytes;
  const maxSize = Math.min(options["max-size"] ?? Infinity, left);
  const force = options.force || options.newer;
  const { signal } = retrying;
  const small = () => fetchSmallFile(url, path, { fetch, signal, maxSize, force });
  const remote = await withRetries(small, () => 0, retrying);
  if (typeof remote === "number") return void (tally.bytes += remote);
  if ((remote.size ?? 0) > (options["max-size"] ?? Infinity)) throw maxSizeExceeded(options["max-size"]!);
  if ((remote.size ?? 0) > left || left <= 0) throw new EverythingTaken(options["max-total"]!);
  let received = 0;
  let counted = 0;
  const update = (now: number) => {
    const more = Math.max(0, now - received);
    tally.bytes += more;
    counted += more;
    received = now;
  };
  const { before } = await fetchFile(url, path, remote, {
    ...retrying,
    fetch,
    maxSize,
    connections: 1,
    force,
    sha256: undefined,
    progress: () => ({ update, [Symbol.dispose]: () => {} }),
  }).catch((error) => {
    tally.lost += counted;
    throw error;
  });
  tally.bytes -= before;
}

/** --max-total is reached: nothing more is fetched. */
class EverythingTaken extends MessageError {
  constructor(limit: number) {
    super(msg`there are more than ${sizeMessage(limit)} in all (--max-total)`);
  }
}

function makeFolder(path: string): void {
  try {
    Deno.mkdirSync(path, { recursive: true });
  } catch (error) {
    throw writeError(path, error);
  }
}

/** The name of the folder for what an address leads to: its last part, or the host. */
function ownFolder(url: string): string {
  const { pathname, hostname } = new URL(url);
  const name = savedName(decoded(basename(pathname))) ?? savedName(hostname.replace(/[[\]]/g, ""));
  if (name === undefined) throw new UsageError(msg`"${url}" has no file name to save it under`);
  return name;
}

function decoded(address: string): string {
  try {
    return decodeURI(address);
  } catch {
    return address; // not UTF-8: as it is
  }
}
