import { type Message, msg, prefixed } from "../../mod/i18n/message.ts";
import type { InetAddress } from "../../mod/net/address/socket_address.ts";
import { portOwnerMessage } from "../../mod/net/errors/net_error_message.ts";
import { findPortOwner } from "../../mod/net/port_owner/port_owner.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import { type Certificate, certificateOfThisMachine, fingerprint } from "../../mod/net/tls/certificate.ts";
import { readCertificate } from "../../mod/net/tls/read_certificate.ts";
import { takesBothFamilies } from "../../mod/net/listening/any_addresses.ts";
import { networkInterfaces } from "../../mod/net/address/network_interfaces.ts";
import { serveHttp } from "../../mod/http/server/serve_http.ts";
import type { Transfers } from "../../mod/http/middleware/transfers.ts";
import type { HttpHandler } from "../../mod/http/wire/message.ts";
import { describePermissions } from "../../mod/process/drop_permissions.ts";
import { readyLine } from "../../mod/server/open_server.ts";
import { type ServeOptionValues, servingOf, statisticsOf } from "./serve_options.ts";
import { announceUrls, type AnnounceUrlsOptions } from "./announce_urls.ts";
import { tracerFor } from "./trace_option.ts";
import type { WebOptionValues } from "./http_options.ts";

/** The port when none was asked for. */
export const HTTP_PORT = 8080;

/** The settings of an HTTP server besides its pages. */
export interface HttpServerOptions {
  /** Who speaks. @default {"netlab files"} */
  readonly program?: string;
  /** undefined: {@linkcode HTTP_PORT}, or any free one when that is taken. */
  readonly port: number | undefined;
  readonly common:
    & Pick<
      ServeOptionValues,
      "host" | "ipv" | "max-conns" | "backlog" | "idle-timeout" | "grace" | "trace"
    >
    & { readonly stats?: number };
  readonly web: Pick<
    WebOptionValues,
    "qr" | "no-qr" | "allow-host" | "trust-proxy" | "header" | "cors" | "path-prefix"
  >;
  /** Encrypts with it: what {@linkcode certificateFor} gives. */
  readonly certificate: Certificate | undefined;
  /** Takes a line for each request; undefined: nobody wants any. */
  readonly log?: ((line: string) => void) | undefined;
  /** The page that shows running transfers. */
  readonly transfers?: Transfers;
  /** The rest of the announced address after host and port, with its slash. */
  readonly path: string;
  /** Asks the server to stop. */
  readonly signal: AbortSignal;
  /** How they are served. @default {serveHttp} */
  readonly serving?: typeof serveHttp;
}

/** Serves pages as the options say until asked to stop, and says where they are. */
export async function servePages(
  pages: HttpHandler,
  options: HttpServerOptions,
  context: CommandContext,
): Promise<void> {
  const { common, web, certificate, signal } = options;
  const path = (web["path-prefix"] ?? "") + options.path;
  const program = options.program ?? "netlab files";
  const tell = (sentence: Message) => context.stderr.tell(prefixed(program, sentence));
  const interfaces = networkInterfaces();
  const dualStack = common.ipv !== "6" && takesBothFamilies();
  const scheme = certificate === undefined ? "http" : "https";
  await (options.serving ?? serveHttp)(pages, {
    port: options.port ?? HTTP_PORT,
    ...servingOf(common),
    certificate,
    allowedHosts: web["allow-host"],
    trustedProxies: web["trust-proxy"],
    ownFields: web.header,
    cors: web.cors,
    pathPrefix: web["path-prefix"],
    accessLog: options.log,
    transfers: options.transfers,
    signal,
    trace: tracerFor(common.trace, context),
    ...statisticsOf(common.stats ?? 0, (line) => context.stderr.verbatim(`${program}: HTTP ${line}`)),
    onReady: () => describePermissions(context.dropPermissions()),
    log: tell,
    // Nobody asked for this port in particular: if it is taken, another one will do.
    onPortTaken: options.port !== undefined ? undefined : (port) =>
      tell(
        msg`port ${port} is not free (${portOwnerMessage(findPortOwner(port))}), so HTTP takes another one`,
      ),
    onListen: (address) => context.stderr.verbatim(readyLine(program, address, scheme)),
    onAllListen: (addresses) =>
      announce(addresses, certificate, { scheme, qr: qrWanted(web), path, interfaces, dualStack }, context),
  });
}

function announce(
  addresses: readonly InetAddress[],
  certificate: Certificate | undefined,
  how: AnnounceUrlsOptions,
  context: CommandContext,
): void {
  if (certificate !== undefined) {
    context.stderr.tell(msg`  SHA-256 fingerprint ${fingerprint(certificate.cert)}`);
  }
  announceUrls(addresses, how, context).catch(() => {/* without the code, there is still the address */});
}

function qrWanted(web: HttpServerOptions["web"]): boolean | undefined {
  return web["no-qr"] ? false : web.qr ? true : undefined;
}

/**
 * The certificate that the options ask for, checked: before anything listens, and before anybody is asked for
 * a password.
 *
 * @returns undefined without TLS
 * @throws {MessageError} when it cannot be used
 */
export async function certificateFor(
  { tls, cert, key }: Pick<WebOptionValues, "tls" | "cert" | "key">,
  context: CommandContext,
): Promise<Certificate | undefined> {
  if ((cert === undefined) !== (key === undefined)) throw new UsageError(msg`--cert and --key go together`);
  if (cert !== undefined && key !== undefined) {
    const { warnings, ...certificate } = await readCertificate({ cert, key }, Date.now());
    for (const warning of warnings) context.stderr.tell(prefixed("netlab files", warning));
    return certificate;
  }
  if (!tls) return undefined;
  context.signal.throwIfAborted();
  return await certificateOfThisMachine(Date.now());
}
