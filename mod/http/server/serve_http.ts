import { NetError } from "../../net/errors/net_error.ts";
import { openServer, type Server, type ServerOptions } from "../../server/open_server.ts";
import type { InCommon, Service } from "../../server/service.ts";
import type { HttpHandler } from "../wire/message.ts";
import type { Certificate } from "../../net/tls/certificate.ts";
import { hostNames } from "./host_names.ts";
import { httpListener } from "./http_listener.ts";
import { httpLayer, type HttpLayerOptions } from "./http_layer.ts";

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
    | "onStats"
    | "statsEvery"
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
  const { certificate } = options;
  const handler = httpLayer(pages, { ...options, cert: certificate?.cert });
  const how = { ...options, listen: await httpListener(certificate) };
  await (await orElsewhere((port) => openServer(handler, undefined, { ...how, port }), options)).finished;
}

/** How {@linkcode serveHttpBy} serves. */
export interface HttpWorkersOptions<Options> extends Omit<ServeHttpOptions, "limits"> {
  /** How many workers accept clients. */
  readonly workers: number;
  /** Answers requests in a worker, and passes those on that it does not answer. */
  readonly service: Service<Options>;
  /** The service's options: plain data, given what every request goes through in a worker. */
  readonly serviceOptions: (layer: WorkerLayer) => Options;
  /** A worker has started, and may ask for what all have in common. */
  readonly worker: InCommon["worker"];
}

/** What every request goes through, as plain data. */
export type WorkerLayer = Pick<
  HttpLayerOptions,
  "allowedHosts" | "trustedProxies" | "ownFields" | "cors" | "pathPrefix"
>;

/**
 * Serves pages by several workers, each of which accepts clients by itself and answers what it can (mode
 * symmetric).
 *
 * @param pages answers the other requests, here
 * @returns when the server has stopped
 * @throws {NetError} when it cannot listen
 */
export async function serveHttpBy<Options>(
  pages: HttpHandler,
  options: HttpWorkersOptions<Options>,
): Promise<void> {
  const { certificate, service, workers, worker, trustedProxies, ownFields, cors, pathPrefix } = options;
  const cert = certificate?.cert;
  // The system tells its name to this isolate only.
  const allowedHosts = hostNames({ host: options.hostname, cert, allowed: options.allowedHosts ?? [] });
  const handler = httpLayer(pages, { ...options, cert });
  const layer = { allowedHosts, trustedProxies, ownFields, cors, pathPrefix };
  const how = {
    ...options,
    mode: "symmetric",
    workers,
    inCommon: { handler, worker },
    permissions: ["read", "ffi"], // the service gives up what it has no more need of
  } as const;
  const given = options.serviceOptions(layer);
  await (await orElsewhere((port) => openServer(service, given, { ...how, port }), options)).finished;
}

/** Listens on any free port when the wanted one is taken. */
async function orElsewhere(
  open: (port: number) => Promise<Server>,
  { port = 0, onPortTaken }: Pick<ServeHttpOptions, "port" | "onPortTaken">,
): Promise<Server> {
  try {
    return await open(port);
  } catch (error) {
    if (onPortTaken === undefined || !isTaken(error)) throw error;
    onPortTaken(port);
    return await open(0);
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof NetError && error.code === "address_in_use";
}
