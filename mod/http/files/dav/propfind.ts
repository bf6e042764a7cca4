import { join } from "@std/path";
import { msg } from "../../../i18n/message.ts";
import { type Entry, type Found, RefusedFile, type ServedFolder } from "../../../fs/served_folder.ts";
import { HttpError } from "../../wire/http_error.ts";
import { TimeTexts } from "../../semantics/time_texts.ts";
import type { HttpReply, HttpRequest } from "../../wire/message.ts";
import { type DecodedPath, encodeName } from "../decode_path.ts";
import type { Rights } from "../rights.ts";
import { DavError } from "./dav_error.ts";
import type { DavContext } from "./dav_context.ts";
import { type Depth, depthOf } from "./depth.ts";
import { hrefs } from "./href.ts";
import { streamedMultiStatus } from "./multi_status.ts";
import { askedProperties } from "./property/asked_properties.ts";
import { resourceWriter } from "./property/resource_xml.ts";
import { readXml } from "./xml/read_xml.ts";

/** The most files and folders that Depth infinity may find. */
export const MOST_FOUND = 10_000;

/** A folder, and some of what is in it. */
interface Told {
  readonly names: readonly string[];
  readonly entries: readonly Entry[];
}

/**
 * Tells the properties of a file, or of a folder and what is in it (RFC 4918 §9.1), while they are read.
 *
 * @throws HttpError 404 when there is nothing, 403 when there is too much for Depth infinity
 */
export async function propfind(
  request: HttpRequest,
  path: DecodedPath,
  rights: Rights,
  context: DavContext,
): Promise<HttpReply> {
  const depth = depthOf(request, ["0", "1", "infinity"]);
  const asked = askedProperties(await readXml(request.body));
  const { tree, guard: { locks }, dead, title } = context;
  const found = tree.get(path.names);
  if (path.folder && found.kind === "file") throw new HttpError(404, msg`There is nothing here`);
  if (found.kind === "folder" && depth === "infinity") await refuseTooMuch(tree, path.names);
  const href = hrefs(request);
  const mayChange = rights.upload(path.names) || rights.manage(path.names);
  // Where nothing can be changed, there are no locks.
  const lockable = mayChange && (context.uploads !== undefined || context.manage !== undefined);
  const times = new TimeTexts();
  const write = resourceWriter(asked);
  const about = (address: string, name: string, found: Found) =>
    write(
      address,
      {
        name,
        found,
        locks: lockable ? locks.covering(found.path) : undefined,
        times,
        secondsLeft: (lock) => locks.secondsLeft(lock),
      },
      dead.of(found.path),
    );
  const first = about(href(path.names, found.kind === "folder"), path.names.at(-1) ?? title, found);
  if (depth === "0" || found.kind === "file") return streamedMultiStatus([first]);
  const describe = ({ names, entries }: Told) => {
    const folder = href(names, true);
    let all = "";
    for (const entry of entries) {
      const slash = entry.kind === "folder" ? "/" : "";
      all += about(folder + encodeName(entry.name) + slash, entry.name, entry);
    }
    return all;
  };
  const inside = told(tree, { names: path.names, found }, depth, rights);
  const turn = context.walks.begin(request.remote);
  const { turns } = tree;
  return streamedMultiStatus(described(first, inside, (some) => turns.run(() => describe(some))), {
    wait: () => turn.wait(request.signal()),
    turns,
    end: turn.release,
  });
}

async function* described(
  first: string,
  all: AsyncIterable<Told>,
  describe: (told: Told) => Promise<string>,
): AsyncGenerator<string> {
  yield first;
  for await (const some of all) yield await describe(some);
}

/** A folder that is looked into. */
interface Opened {
  readonly names: readonly string[];
  readonly found: Found;
}

/** What is in a folder, down to a depth; one that a link leads to is told about, and not entered. */
async function* told(tree: ServedFolder, first: Opened, depth: Depth, rights: Rights): AsyncGenerator<Told> {
  const folders = [first];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const { names, found } = folder;
    for await (const some of readable(tree.entries(names))) {
      const entries = rights.tree !== undefined
        ? some
        : some.filter(({ name }) => rights.read([...names, name]));
      yield { names, entries };
      if (depth === "1") continue;
      for (const entry of entries) {
        if (isInside(entry, found)) folders.push({ names: [...names, entry.name], found: entry });
      }
    }
  }
}

function isInside(entry: Entry, folder: Found): boolean {
  return entry.kind === "folder" && entry.path === join(folder.path, entry.name);
}

/** A folder below the first that cannot be read is as good as empty. */
async function* readable<T>(folder: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    yield* folder;
  } catch (error) {
    if (!(error instanceof RefusedFile)) throw error;
  }
}

/** Counts before anything is said: afterwards it could not be taken back. */
async function refuseTooMuch(tree: ServedFolder, names: readonly string[]): Promise<void> {
  let left = MOST_FOUND;
  const folders = [names];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for await (const some of readable(tree.names(folder))) {
      for (const each of some) {
        if (!each.shown) continue;
        if (--left < 0) throw tooMuch(names);
        if (each.folder) folders.push([...folder, each.name]);
      }
    }
  }
}

function tooMuch(names: readonly string[]): DavError {
  const sentence = msg`More than ${MOST_FOUND} files and folders are in ${
    names.at(-1) ?? "/"
  }: ask with Depth 1`;
  return new DavError(403, sentence, "<D:propfind-finite-depth/>");
}
