import { FolderCalls } from "../../fs/folder_calls.ts";
import { onAbort } from "../../net/connection/on_abort.ts";
import type { listen } from "../../net/tcp/listen.ts";
import type { Certificate } from "../../net/tls/certificate.ts";
import { keepOnly } from "../../process/permissions.ts";
import type { Service } from "../../server/service.ts";
import type { Rates } from "../../io/rate_limits.ts";
import { Transfers } from "../middleware/transfers.ts";
import { httpLayer, type HttpLayerOptions } from "../server/http_layer.ts";
import { httpListener } from "../server/http_listener.ts";
import type { RequestHead } from "../wire/request_head.ts";
import { requestTarget } from "../wire/request_target.ts";
import { searchedText } from "./search/search_reply.ts";
import { lineNumbers } from "../workers/line_order.ts";
import { WorkerLink } from "../workers/worker_link.ts";
import { type FolderHandlerOptions, type FolderUploads, readingHandler } from "./folder_handler.ts";

/** A folder over HTTP as a worker gets it: plain data. */
export interface FolderServiceOptions {
  readonly folder: ReadFolder;
  /** How many isolates serve it, the server's own among them. */
  readonly isolates: number;
  /** The memory in which they count their archives. */
  readonly archives: SharedArrayBuffer;
  readonly rates: Rates;
  readonly layer: Omit<HttpLayerOptions, "accessLog" | "transfers" | "elsewhere">;
  /** Encrypts with it. */
  readonly certificate: Certificate | undefined;
  /** The memory of the numbers of lines, if anybody wants one for each request. */
  readonly lines: SharedArrayBuffer | undefined;
  /** Whether anybody looks at the transfers that are under way. */
  readonly watched: boolean;
}

/** What a worker has to know of a folder: whatever calls back stays at home. */
export type ReadFolder =
  & Omit<
    FolderHandlerOptions,
    "credentials" | "limits" | "onLeftOut" | "uploads" | "manage" | "share" | "calls"
  >
  & {
    readonly uploads: Omit<FolderUploads, "onReceived"> | undefined;
    readonly manage: Omit<NonNullable<FolderHandlerOptions["manage"]>, "onChange"> | undefined;
  };

/**
 * # A folder over HTTP on several cores
 *
 * Each worker accepts connections by itself and answers what only reads: files, pages, archives. Whatever is
 * more than that has a memory that cannot be divided: uploads that go on over another connection, what all of
 * them may take up, who has logged in, who has guessed too often. A connection with such a request is passed on
 * to the isolate of the server and answered there from then on, as it is when there are no workers.
 */
const folder: Service<FolderServiceOptions> = {
  name: "files",
  state: "none",
  module: import.meta.url,
  manyAtOnce: true,
  listener: async ({ certificate }): Promise<typeof listen> => await httpListener(certificate),
  create(options, lifetime, given) {
    const home = given!; // a part of a folder is served where there is the rest, and nowhere else
    const link = new WorkerLink(home.port, options.lines ?? lineNumbers(), lifetime);
    const transfers = new Transfers();
    if (options.watched) link.show(transfers, lifetime);
    const tell = options.lines && link.tell;
    const { isolates, archives: memory } = options;
    const calls = FolderCalls.open();
    onAbort(lifetime, () => calls?.[Symbol.dispose]());
    keepOnly(READING);
    const pages = readingHandler({
      ...options.folder,
      calls,
      share: { isolates, archives: { memory, isolate: home.worker + 1 } },
      limits: link.limits(options.rates),
      onLeftOut: tell,
    });
    return httpLayer(pages, {
      ...options.layer,
      accessLog: options.lines && link.log,
      transfers,
      elsewhere: (head) => onlyReads(head) ? undefined : home.serve,
    });
  },
};

export default folder;

/** What a worker keeps once it has the system's calls. */
const READING = ["read"] as const;

/** HEAD with a query may ask how far an upload has come; searches are counted, all of them together. */
function onlyReads({ method, target }: RequestHead): boolean {
  if (!target.includes("?")) return method === "GET" || method === "HEAD";
  return method === "GET" && searchedText(requestTarget(target, method).query) === undefined;
}
