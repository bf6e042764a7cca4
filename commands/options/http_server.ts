import type { InetAddress } from "../../mod/net/address/socket_address.ts";
import type { listen } from "../../mod/net/tcp/listen.ts";
import { NetError } from "../../mod/net/errors/net_error.ts";
import { portOwnerMessage } from "../../mod/net/errors/net_error_message.ts";
import { findPortOwner } from "../../mod/net/tcp/port_owner.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import { type Certificate, fingerprint, selfSigned } from "../../mod/http/middleware/certificate.ts";
import { listenWithTls } from "../../mod/http/middleware/listen_tls.ts";
import type { Transfers } from "../../mod/http/middleware/transfers.ts";
import { httpConnectionHandler } from "../../mod/http/wire/http_connection_handler.ts";
import type { HttpHandler } from "../../mod/http/wire/message.ts";
import { Watchdog } from "../../mod/http/wire/watchdog.ts";
import { describePermissions } from "../../mod/process/drop_permissions.ts";
import { readyLine, serve } from "../../mod/server/serve.ts";
import { guardedHandler } from "./guarded_site.ts";
import { type ServeOptionValues, servingOf } from "./serve_options.ts";
import { interfaces, tellUrls, type TellUrlsOptions } from "./tell_urls.ts";
import { tracerFor } from "./trace_option.ts";
import type { WebOptionValues } from "./http_options.ts";

/** The port when none was asked for. */
export const HTTP_PORT = 8080;

/** What an HTTP server needs besides its handler. */
export interface HttpServerOptions {
  /** undefined: {@linkcode HTTP_PORT}, or any free one when that is taken. */
  readonly port: number | undefined;
  readonly common: Pick<
    ServeOptionValues,
    "host" | "ipv" | "max-conns" | "backlog" | "idle-timeout" | "grace" | "trace"
  >;
  readonly web: WebOptionValues;
  /** Takes a line for each request; undefined: nobody wants any. */
  readonly log?: ((line: string) => void) | undefined;
  /** Where is seen what is under way. */
  readonly transfers?: Transfers;
  /** What follows host and port in the address to tell, with its slash. */
  readonly path: string;
  /** Asks the server to stop. */
  readonly signal: AbortSignal;
}

/** Serves a handler until asked to stop, and says where it is. */
export async function serveHttp(
  handler: HttpHandler,
  options: HttpServerOptions,
  context: CommandContext,
): Promise<void> {
  const { common, web, path, signal } = options;
  const certificate = await certificateFor(web, context);
  const how = certificate === undefined
    ? await import("../../mod/net/tcp/listen.ts").then((m) => m.listen)
    : listenWithTls(certificate);
  const guarded = guardedHandler(handler, {
    host: common.host,
    cert: certificate?.cert,
    reach: web,
    log: options.log,
    transfers: options.transfers,
  });
  const watchdog = new Watchdog();
  const near = interfaces();
  const scheme = certificate === undefined ? "http" : "https";
  const service = {
    name: "files",
    state: "shared",
    module: "",
    create: () => httpConnectionHandler(guarded, { watchdog }),
  } as const;
  await serve(service, undefined, {
    port: options.port ?? HTTP_PORT,
    ...servingOf(common),
    signal,
    trace: tracerFor(common.trace, context),
    onReady: () => describePermissions(context.dropPermissions()),
    log: (line) => context.stderr.line(`netlab files: ${line}`),
    listen: options.port === undefined ? orElsewhere(how, context) : how,
    onListen: (address) =>
      announce(address, certificate, { scheme, qr: wantsCode(web), path, interfaces: near }, context),
  });
}

function announce(
  address: InetAddress,
  certificate: Certificate | undefined,
  how: TellUrlsOptions,
  context: CommandContext,
): void {
  context.stderr.line(readyLine("netlab files", address, how.scheme));
  if (certificate !== undefined) {
    context.stderr.line(`  SHA-256 fingerprint ${fingerprint(certificate.cert)}`);
  }
  tellUrls(address, how, context).catch(() => {/* without the code, there is still the address */});
}

/** Nobody asked for 8080 in particular: when somebody else has it, another port does as well. */
function orElsewhere(how: typeof listen, context: CommandContext): typeof listen {
  return async (port, options) => {
    try {
      return await how(port, options);
    } catch (error) {
      if (!(error instanceof NetError) || error.code !== "address_in_use") throw error;
      const owner = portOwnerMessage(findPortOwner(port));
      context.stderr.line(`netlab files: port ${port} is not free (${owner}), so HTTP takes another one`);
      return await how(0, options);
    }
  };
}

function wantsCode(web: WebOptionValues): boolean | undefined {
  return web["no-qr"] ? false : web.qr ? true : undefined;
}

async function certificateFor(
  { tls, cert, key }: WebOptionValues,
  context: CommandContext,
): Promise<Certificate | undefined> {
  if ((cert === undefined) !== (key === undefined)) throw new UsageError("--cert and --key go together");
  if (cert !== undefined && key !== undefined) return { cert: await pemFile(cert), key: await pemFile(key) };
  if (!tls) return undefined;
  const hosts = new Set(["localhost", "127.0.0.1", "::1"]);
  for (const { address } of interfaces()) if (!address.startsWith("fe80")) hosts.add(address);
  context.signal.throwIfAborted();
  return await selfSigned([...hosts], Date.now());
}

async function pemFile(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    const reason = error instanceof Deno.errors.NotFound ? "there is no such file" : "it may not be read";
    throw new Error(`Cannot read "${path}": ${reason}`);
  }
}
