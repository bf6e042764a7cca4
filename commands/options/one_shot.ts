import { type Message, prefixed, verbatim } from "../../mod/i18n/message.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import { flag, number, type OptionValues } from "../../mod/cli/option.ts";
import { withRateLimit } from "../../mod/http/middleware/rate_limit.ts";
import { rateLimits } from "../../mod/io/rate_limits.ts";
import type { Transfers } from "../../mod/http/middleware/transfers.ts";
import type { HttpHandler } from "../../mod/http/wire/message.ts";
import type { Certificate } from "../../mod/net/tls/certificate.ts";
import { webOptions } from "./http_options.ts";
import { servePages } from "./http_server.ts";
import { serveOptions } from "./serve_options.ts";

const { host, ipv, trace, grace } = serveOptions;

/** The port of a server that hands over or takes something once. */
export const oneShotPort = number({
  value: "PORT",
  short: "p",
  max: 65_535,
  shown: "8080",
  help: "port to listen on, 0 for any free one",
});

/** The options of such a server, besides its port and what it is for. */
export const oneShotOptions = {
  quiet: flag({ short: "q", help: "no line per request" }),
  ...webOptions,
  host,
  ipv,
  grace,
  trace,
};

/** The values of {@linkcode oneShotOptions}, and the port. */
export type OneShotValues = OptionValues<typeof oneShotOptions> & { readonly port: number | undefined };

/** What a server does once, and how it is told that it is done. */
export interface OneShot {
  readonly transfers: Transfers;
  readonly certificate: Certificate | undefined;
  /** The rest of its address after host and port, with its slash. */
  readonly path: string;
  readonly done: AbortController;
  /** Milliseconds after which it gives up; 0 for never. */
  readonly timeout: number;
}

/** Serves until it is done, given up, or stopped. */
export async function serveOneShot(
  handler: HttpHandler,
  { transfers, certificate, path, done, timeout }: OneShot,
  options: OneShotValues,
  context: CommandContext,
): Promise<void> {
  using timers = new DisposableStack();
  if (timeout > 0) timers.use(endLater(timeout, transfers, done));
  const limits = rateLimits({ server: options.rate, client: options["client-rate"] });
  await servePages(withRateLimit(handler, limits), {
    log: options.quiet ? undefined : (line) => tellFiles(context, verbatim(line)),
    transfers,
    port: options.port,
    common: { ...options, "max-conns": undefined, backlog: undefined, "idle-timeout": 0 },
    web: options,
    certificate,
    path,
    signal: AbortSignal.any([context.signal, done.signal]),
  }, context);
}

/** Says something as `netlab files`. */
export function tellFiles({ stderr }: Pick<CommandContext, "stderr">, message: Message): void {
  stderr.tell(prefixed("netlab files", message));
}

/**
 * Ends a server after a while, but not while anything is on its way.
 *
 * @param milliseconds from now
 * @returns dispose of it when the server has ended
 */
export function endLater(milliseconds: number, transfers: Transfers, done: AbortController): Disposable {
  let timer: ReturnType<typeof setTimeout>;
  const look = () => {
    if (transfers.active.length === 0) done.abort();
    else timer = setTimeout(look, 200);
  };
  timer = setTimeout(look, Math.min(milliseconds, LONGEST_TIMER));
  return { [Symbol.dispose]: () => clearTimeout(timer) };
}

/** Milliseconds; a longer timer would fire at once. */
const LONGEST_TIMER = 2 ** 31 - 1;
