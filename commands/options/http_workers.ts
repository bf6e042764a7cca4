import { type Message, msg } from "../../mod/i18n/message.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import {
  archiveMemory,
  type ArchiveShare,
  forgetArchives,
} from "../../mod/http/files/archive/archive_limit.ts";
import type { FolderShare } from "../../mod/http/files/folder_handler.ts";
import folderService, { type ReadFolder } from "../../mod/http/files/folder_service.ts";
import type { RateLimits, Rates } from "../../mod/io/rate_limits.ts";
import type { Transfers } from "../../mod/http/middleware/transfers.ts";
import { serveHttp, serveHttpBy } from "../../mod/http/server/serve_http.ts";
import { lineNumbers, LineOrder } from "../../mod/http/workers/line_order.ts";
import { serveWorker } from "../../mod/http/workers/server_desk.ts";
import { spreadsConnections } from "../../mod/process/spreads_connections.ts";

/** How many workers serve a folder over HTTP, and what they have in common. */
export interface FolderWorkersOptions {
  readonly workers: number;
  readonly rates: Rates;
  /** The limits of all clients together, at these rates. */
  readonly limits: RateLimits | undefined;
  /** Takes a line for each request; undefined: nobody wants any. */
  readonly log: ((line: string) => void) | undefined;
  /** Takes sentences; undefined: nobody wants any. */
  readonly tell: ((message: Message) => void) | undefined;
  readonly transfers: Transfers;
}

/** A folder that several workers serve over HTTP, or that the isolate of the server serves alone. */
export class FolderWorkers {
  /** Takes a line for each request, said in the isolate of the server; undefined: nobody wants any. */
  readonly log: ((line: string) => void) | undefined;
  /** The part of the isolate of the server; undefined when it is alone. */
  readonly share: FolderShare | undefined;
  readonly #options: FolderWorkersOptions;
  readonly #archives: SharedArrayBuffer;
  readonly #lineNumbers = lineNumbers();
  readonly #lines: LineOrder | undefined;

  /** @param options of its workers; none of them: it is alone */
  constructor(options: FolderWorkersOptions) {
    this.#options = options;
    const isolates = options.workers + 1;
    this.#archives = archiveMemory(isolates);
    this.#lines = options.log && new LineOrder(this.#lineNumbers, options.log);
    this.log = options.workers > 0 ? this.#lines?.say : options.log;
    if (options.workers > 0) this.share = { isolates, archives: this.#shareOf(0) };
  }

  /**
   * How the folder is served.
   *
   * @param folder what a worker is told of it
   * @param knowsClients whether somebody has to sign in to read
   */
  serving(
    folder: ReadFolder,
    knowsClients: boolean,
    context: CommandContext,
  ): typeof serveHttp {
    const { workers, rates, limits, tell, transfers } = this.#options;
    if (workers === 0) return serveHttp;
    const alone = whyAlone(knowsClients);
    if (alone !== undefined) {
      return (pages, how) => {
        how.log?.(alone);
        return serveHttp(pages, how);
      };
    }
    return (pages, how) =>
      serveHttpBy(pages, {
        ...how,
        workers,
        service: folderService,
        serviceOptions: (layer) => ({
          folder,
          isolates: workers + 1,
          archives: this.#archives,
          rates,
          layer,
          certificate: how.certificate,
          lines: this.#lines && this.#lineNumbers,
          watched: context.stderr.obeysEscapes(),
        }),
        worker: (port, worker) => {
          const scope = new DisposableStack();
          scope.use(serveWorker(port, { lines: this.#lines, tell, limits, transfers }));
          scope.defer(() => forgetArchives(this.#shareOf(worker + 1)));
          return scope;
        },
      });
  }

  #shareOf(isolate: number): ArchiveShare {
    return { memory: this.#archives, isolate };
  }
}

/** Why the isolate of the server serves alone. @returns undefined when it does not have to */
function whyAlone(knowsClients: boolean): Message | undefined {
  if (knowsClients) {
    return msg`one thread serves HTTP, because it alone knows who has signed in and who guesses passwords`;
  }
  if (spreadsConnections()) return undefined;
  return msg`this system does not spread clients over several sockets: one thread serves HTTP`;
}
