/*
The HTTP layer: everything between a connection and a page, for every page of this program.

A page that had to ask for its own protection would sooner or later be served without it. So there is one way from a
connection to a page, and it goes through here, in this order:

1. **The connection** (`wire/`): heads and bodies within limits of size and time, one request after the other.
2. **Trusted proxies**: from here on, the client is the one that a proxy of ours vouches for.
3. **The access log**: a line for each request, refused ones included.
4. **Transfers**: those under way can be watched.
5. **Security fields**: nothing is guessed, framed, or passed on by a browser.
6. **The host check**: names that nobody gave to this server are refused (DNS rebinding).
7. **What the owner has asked for**: fields of his own, pages of other origins (CORS), a path below which
   everything is.

Layers that depend on the page (passwords, rates, the policy for its scripts) are put around that
page only; those that depend on sockets (`--max-conns`, `--idle-timeout`, the grace period)
belong to the accept loop, which `serve_http.ts` starts. A page that takes its connection over,
for a WebSocket, has come the same way.
*/

import type { ConnectionHandler } from "../../server/service.ts";
import { withAccessLog } from "../middleware/access_log.ts";
import { type SharedOrigins, withCors } from "../middleware/cors.ts";
import { hostCheck, withHostCheck } from "../middleware/host_check.ts";
import { withOwnFields } from "../middleware/own_fields.ts";
import { withPathPrefix } from "../middleware/path_prefix.ts";
import { proxyRange } from "../middleware/proxy_range.ts";
import { withSecurityFields } from "../middleware/security_fields.ts";
import { Transfers } from "../middleware/transfers.ts";
import { withTrustedProxies } from "../middleware/trusted_proxies.ts";
import { httpConnectionHandler, type HttpConnectionOptions } from "../wire/http_connection_handler.ts";
import type { Field } from "../wire/http_error.ts";
import type { HttpHandler } from "../wire/message.ts";
import { type HttpLimits, Watchdog } from "../wire/watchdog.ts";
import { hostNames } from "./host_names.ts";

/** How {@linkcode httpLayer} protects and watches its pages. */
export interface HttpLayerOptions {
  /** The name or address that the server listens on; undefined: every address of the machine. */
  readonly hostname?: string | undefined;
  /** The server's certificate (PEM), when it has one: its names are the server's. */
  readonly cert?: string | undefined;
  /** Further names that the server answers to. @default {[]} */
  readonly allowedHosts?: readonly string[] | undefined;
  /** Where the proxies are that are trusted to say who the client is, as {@linkcode proxyRange} reads it. @default {[]} */
  readonly trustedProxies?: readonly string[] | undefined;
  /** Further fields of every reply. @default {[]} */
  readonly ownFields?: readonly Field[] | undefined;
  /** The origins of other pages that may use this server. @default {none} */
  readonly cors?: SharedOrigins | undefined;
  /** The path below which the pages are, if a proxy leaves it to us: `/files`. @default {""} */
  readonly pathPrefix?: string | undefined;
  /** Takes a line for each request; undefined: no log. */
  readonly accessLog?: ((line: string) => void) | undefined;
  /** Shows the transfers under way. */
  readonly transfers?: Transfers | undefined;
  /** Time limits that differ from the defaults. */
  readonly limits?: Partial<HttpLimits> | undefined;
  /** Who else answers a request, and all that comes after it on its connection. @default {nobody} */
  readonly elsewhere?: HttpConnectionOptions["elsewhere"];
}

/**
 * Serves pages on connections, with everything around them that applies to every page.
 *
 * @param pages answers the requests that get through
 * @returns a handler of connections, which never throws because of a client
 */
export function httpLayer(pages: HttpHandler, options: HttpLayerOptions = {}): ConnectionHandler {
  const { hostname, cert, allowedHosts = [], transfers = new Transfers() } = options;
  const wanted = withOwnFields(
    withCors(withPathPrefix(pages, options.pathPrefix ?? ""), options.cors),
    options.ownFields ?? [],
  );
  const ours = withHostCheck(wanted, hostCheck(hostNames({ host: hostname, cert, allowed: allowedHosts })));
  const logged = withAccessLog(transfers.watching(withSecurityFields(ours)), options.accessLog);
  const proxied = withTrustedProxies(
    logged,
    (options.trustedProxies ?? []).flatMap((each) => proxyRange(each) ?? []),
  );
  const { limits = {}, elsewhere } = options;
  return httpConnectionHandler(proxied, { watchdog: new Watchdog(), limits, elsewhere });
}
