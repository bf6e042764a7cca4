import { msg, prefixed } from "../../mod/i18n/message.ts";
import { type Option, optional, readNumber } from "../../mod/cli/option.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import type { EventFeed } from "../../mod/lab/watch/page/event_feed.ts";
import { formatHostPort } from "../../mod/net/address/socket_address.ts";
import { readyLine } from "../../mod/server/open_server.ts";

/** The page is for this machine: it shows all that programs have sent one another. */
const HOST = "127.0.0.1";

/** `--web`, with or without a port. */
export function watchPageOption(help: string): Option<number | undefined> {
  return optional<number>({
    value: "PORT",
    alone: 0,
    help,
    accepts: (argument) => /^\d+$/.test(argument),
    read: (typed) => readNumber(typed, { max: 65_535 }),
  });
}

/** A page that shows a recording. */
export interface WatchPage extends AsyncDisposable {
  /** Takes the events. */
  readonly feed: EventFeed;
  /** The recording is over: the page stays until the program is asked to stop. */
  stay(): Promise<void>;
}

/**
 * Serves the page of a recording, to those who know its address, and says where it is.
 *
 * @param port 0: any free one
 * @param fill puts into the recording what is known before anything listens
 */
export async function openWatchPage(
  port: number,
  context: CommandContext,
  fill?: (feed: EventFeed) => Promise<void>,
): Promise<WatchPage> {
  const [{ EventFeed }, { watchPage }, { serveHttp }, { newSecret }] = await Promise.all([
    import("../../mod/lab/watch/page/event_feed.ts"),
    import("../../mod/lab/watch/page/watch_page.ts"),
    import("../../mod/http/server/serve_http.ts"),
    import("../../mod/http/files/share/share_handler.ts"),
  ]);
  const feed = new EventFeed();
  await fill?.(feed);
  const stop = new AbortController();
  const signal = AbortSignal.any([context.signal, stop.signal]);
  const pathPrefix = `/${newSecret()}`;
  const listens = Promise.withResolvers<void>();
  const serving = serveHttp(watchPage(feed, context.language), {
    port,
    hostname: HOST,
    pathPrefix,
    grace: 500,
    signal,
    log: (message) => context.stderr.tell(prefixed("netlab lab", message)),
    onListen: (address) => {
      context.stderr.verbatim(readyLine("netlab lab", address, "web"));
      const url = `http://${formatHostPort(address.hostname, address.port)}${pathPrefix}/`;
      context.stderr.tell(prefixed("netlab lab", msg`open ${url} in a browser`));
      listens.resolve();
    },
  });
  await Promise.race([listens.promise, serving]);
  return {
    feed,
    async stay() {
      feed.end();
      context.stderr.tell(prefixed("netlab lab", msg`the page stays until Ctrl-C`));
      await serving;
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await serving;
    },
  };
}
