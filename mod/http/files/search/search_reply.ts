import { msg } from "../../../i18n/message.ts";
import type { ServedFolder } from "../../../fs/served_folder.ts";
import { escapeJson, replaceUnsafe } from "../../../io/visible_text.ts";
import { HttpError } from "../../wire/http_error.ts";
import type { HttpReply, HttpRequest, Sink } from "../../wire/message.ts";
import { SEARCH_BOUNDS, type SearchBounds, searchFolder, type SearchHit } from "./search_folder.ts";
import type { SearchLimit } from "./search_limit.ts";

/** What searches are made in, and with. */
export interface SearchSource {
  readonly tree: ServedFolder;
  readonly searches: SearchLimit;
  /** How much one search may do, where it differs from the defaults. */
  readonly searchBounds?: Partial<SearchBounds> | undefined;
}

/** The longest text to look for, characters: no name is longer. */
const LONGEST = 255;

/** What is to be looked for below a folder, if that is asked: `?search=word`. */
export function searchedText(query: URLSearchParams): string | undefined {
  return query.get("search")?.trim();
}

/**
 * What is found below a folder, as lines of JSON (NDJSON) while it is found: `path` from the folder, `shown` for
 * people where that has characters that would turn the text around, or are none that can be seen, `type`,
 * `size` in bytes and `modified` of each; the last one has `end`, which says whether that is `all` or which
 * bound came first. Without that line, it was broken off.
 *
 * @param names the folder
 * @param wanted the text to look for in names
 * @throws {RefusedFile} when it is no folder; HttpError 400 for an impossible text, 503 when there are too many
 *   searches
 */
export function searchReply(
  request: HttpRequest,
  names: readonly string[],
  wanted: string,
  source: SearchSource,
): HttpReply {
  if (wanted === "") throw new HttpError(400, msg`There is nothing to search for`);
  if (wanted.length > LONGEST) throw new HttpError(400, msg`No name is as long as what is searched for`);
  source.tree.get(names);
  const turn = source.searches.begin(request.remote);
  return {
    status: 200,
    fields: [["content-type", "application/x-ndjson"], ["cache-control", "no-store"]],
    body: {
      length: undefined,
      async send(sink) {
        const signal = request.signal();
        using permit = await turn.wait(signal);
        if (permit === undefined) signal.throwIfAborted();
        const bounds = { ...SEARCH_BOUNDS, ...source.searchBounds };
        await sendLines(searchFolder(source.tree, names, wanted, signal, bounds), sink);
      },
      close: turn.release,
    },
  };
}

async function sendLines(search: ReturnType<typeof searchFolder>, sink: Sink): Promise<void> {
  const encoder = new TextEncoder();
  const line = (value: unknown) => sink.write(encoder.encode(`${escapeJson(JSON.stringify(value))}\n`));
  try {
    let step = await search.next();
    for (; !step.done; step = await search.next()) await line(forPrograms(step.value));
    await line({ end: step.value });
  } finally {
    await search.return(undefined as never);
  }
}

function forPrograms({ below, kind, size, modified }: SearchHit): Record<string, unknown> {
  const path = below.join("/") + (kind === "folder" ? "/" : "");
  const shown = replaceUnsafe(path, "\ufffd");
  return {
    path,
    ...(shown === path ? {} : { shown }),
    type: kind,
    ...(kind === "file" ? { size } : {}),
    modified: new Date(modified).toISOString(),
  };
}
