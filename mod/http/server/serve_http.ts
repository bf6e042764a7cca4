import { NetError } from "../../net/errors/net_error.ts";
import { listen } from "../../net/tcp/listen.ts";
import { runServer, type ServerOptions } from "../../server/open_server.ts";
import type { HttpHandler } from "../wire/message.ts";
import type { Certificate } from "../../net/tls/certificate.ts";
import { httpOnTlsPort } from "./http_on_tls_port.ts";
import { httpLayer, type HttpLayerOptions } from "./http_layer.ts";
import { listenWithTls } from "../../net/tls/listen_tls.ts";

/** How {@linkcode serveHttp} serves. */
export interface ServeHttpOptions extends
  Omit<HttpLayerOptions, "hostname" | "cert">,
  Pick<
    ServerOptions,
    | "port"
    | "hostname"
    | "family"
    | "backlog"
    | "maxConnections"
    | "idleTimeout"
    | "grace"
    | "signal"
    | "trace"
    | "log"
    | "onListen"
    | "onAllListen"
    | "onReady"
  > {
  /** Encrypts with it. */
  readonly certificate?: Certificate | undefined;
  /**
   * Called when the port is taken, in which case another one is used. Without it, a taken port is
   * an error.
   */
  readonly onPortTaken?: ((port: number) => void) | undefined;
}

/**
 * Serves pages to all clients, until told to stop: HTTP uses the same server as every other
 * protocol here, so limits, traces and the graceful stop are those of `netlab echo`.
 *
 * @returns when the server has stopped
 * @throws {NetError} when it cannot listen
 */
export async function serveHttp(pages: HttpHandler, options: ServeHttpOptions): Promise<void> {
  const { certificate, onPortTaken } = options;
  const handler = httpLayer(pages, { ...options, cert: certificate?.cert });
  const how = certificate === undefined ? listen : listenWithTls({
    ...certificate,
    alpn: ["http/1.1"],
    plainTextAnswer: await httpOnTlsPort(),
  });
  await runServer(handler, undefined, {
    ...options,
    listen: onPortTaken === undefined ? how : orElsewhere(how, onPortTaken),
  });
}

/** Listens on any free port when the wanted one is taken. */
function orElsewhere(how: typeof listen, onPortTaken: (port: number) => void): typeof listen {
  return async (port, options) => {
    try {
      return await how(port, options);
    } catch (error) {
      if (!(error instanceof NetError) || error.code !== "address_in_use") throw error;
      onPortTaken(port);
      return await how(0, options);
    }
  };
}
