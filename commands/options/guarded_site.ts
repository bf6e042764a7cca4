import { withAccessLog } from "../../mod/http/middleware/access_log.ts";
import { hostCheck, withHostCheck } from "../../mod/http/middleware/host_check.ts";
import { withSecurityFields } from "../../mod/http/middleware/security_fields.ts";
import { Transfers } from "../../mod/http/middleware/transfers.ts";
import { withTrustedProxies } from "../../mod/http/middleware/trusted_proxies.ts";
import type { HttpHandler } from "../../mod/http/wire/message.ts";
import { hostNames } from "./host_names.ts";
import type { ReachOptionValues } from "./reach_options.ts";

/** How the pages of a server are reached. */
export interface GuardedHandlerOptions {
  /** The name or address of `--host`. */
  readonly host: string | undefined;
  /** The server's certificate (PEM), when it has one. */
  readonly cert?: string | undefined;
  readonly reach: Partial<ReachOptionValues>;
  /** Takes a line for each request; undefined: nobody wants any. */
  readonly log?: ((line: string) => void) | undefined;
  /** Where is seen what is under way. */
  readonly transfers?: Transfers | undefined;
}

/**
 * Puts in front of a handler what holds for every page of every server, so that no page can forget it: the
 * proxies that are trusted, the log, the fields that keep browsers from harm, the names under which the
 * server answers.
 */
export function guardedHandler(next: HttpHandler, options: GuardedHandlerOptions): HttpHandler {
  const { host, cert, reach, log, transfers = new Transfers() } = options;
  const ours = withHostCheck(next, hostCheck(hostNames({ host, cert, allowed: reach["allow-host"] ?? [] })));
  const logged = withAccessLog(transfers.watching(withSecurityFields(ours)), log);
  return withTrustedProxies(logged, reach["trust-proxy"] ?? []);
}
