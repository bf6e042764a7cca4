import { type Message, msg, plural } from "../i18n/message.ts";
import { typeErrorOf } from "../i18n/message_error.ts";
import { formatAddress, type InetAddress, type SocketAddress } from "../net/address/socket_address.ts";
import { listen, type ListenOptions } from "../net/tcp/listen.ts";
import { LateAbortiveCloser } from "../net/tcp/abortive_close.ts";
import type { Family } from "../net/address/resolve_host.ts";
import type { Permission } from "../process/permissions.ts";
import { timeLeft } from "../process/stop_signals.ts";
import type { ConnectionHandler, InCommon, Service } from "./service.ts";
import { silent, type Tracer } from "../trace/tracer.ts";
import { isChild } from "./workers/isolate/is_child.ts";
import { loadMode } from "./modes/load_mode.ts";
import { GracePeriod } from "./grace_period.ts";
import { type ServerStatistics, Statistics } from "./statistics.ts";
import type { Mode, ModeName, ServerContext, ServerListener } from "./modes/mode.ts";
import { onAbort } from "../net/connection/on_abort.ts";

/** How a server serves. */
export interface ServerOptions {
  /** 0 to 65535; 0 lets the system choose. @default {0} */
  port?: number;
  /** A name or a numeric address; without one, every address of the machine. */
  hostname?: string;
  /** Only this family. */
  family?: Family;
  /** How clients are served concurrently. @default {"events"} */
  mode?: ModeName | Mode;
  /** How many isolates the pools have. @default {4} */
  workers?: number;
  /** How many accepted connections may wait for a worker. @default {16} */
  queue?: number;
  /** How many clients may be served at once; further ones wait in the kernel's queue. @default {Infinity} */
  maxConnections?: number;
  /** How many clients to serve in all; the server ends after the last. @default {Infinity} */
  mostClients?: number;
  /** Milliseconds without a byte after which a connection is closed; 0 means never. @default {0} */
  idleTimeout?: number;
  /**
   * Milliseconds that open sessions get to finish after the server was asked to stop. @default
   * {5000}
   */
  grace?: number;
  /** The length of the kernel's queue, where the runtime lets us choose. */
  backlog?: number;
  /** Asks the server to stop. Without it, it serves until the program ends. */
  signal?: AbortSignal;
  /** Receives what happens on every socket. @default {silent} */
  trace?: Tracer;
  /** Takes messages for the person who runs the server. */
  log?(message: Message): void;
  /**
   * Whether a client's bytes that make no sense are reported like any other error of the handler,
   * which is then to blame for not having answered them.
   * @default {false}
   */
  logFrameErrors?: boolean;
  /**
   * How to listen, for other kinds of sockets, such as TLS. The mode symmetric does not use it.
   * @default {listen}
   */
  listen?: (port: number, options: ListenOptions) => Promise<readonly ServerListener[]>;
  /** Called once for each socket that has a port, when it really listens; without a trace before `onReady`. */
  onListen?(address: InetAddress): void;
  /** Called once, after the last `onListen`, with the addresses of all those sockets. */
  onAllListen?(addresses: readonly InetAddress[]): void;
  /**
   * Called once, when all of them listen and before the first client is served: the time to give up
   * permissions.
   *
   * @returns the text next to `listen` in the trace.
   */
  onReady?(): string | undefined;
  /**
   * The permissions of a handler in its own worker or child process; it gives up all others.
   * Workers need `"unstable": ["worker-options"]` for this. Without it, they have the program's
   * permissions.
   */
  permissions?: readonly Permission[];
  /** What the workers have in common that accept by themselves (mode symmetric). */
  inCommon?: InCommon | undefined;
  /** Called every `statsEvery` milliseconds with the server's statistics. */
  onStats?(snapshot: ServerStatistics): void;
  /** Milliseconds between two calls of `onStats`. @default {1000} */
  statsEvery?: number;
}

/** A server that listens. */
export interface Server extends AsyncDisposable {
  /** Where it listens, with the real ports; several if a host name stands for several addresses. */
  readonly addresses: readonly SocketAddress[];
  /** The port of the first address; 0 for a socket without ports. */
  readonly port: number;
  /**
   * Resolves when the server has stopped and nothing of it is left, or two seconds after the grace period.
   *
   * Rejects with the reason when it could not go on accepting.
   */
  readonly finished: Promise<void>;
  /**
   * Asks the server to stop: no more clients are accepted, those being served may finish within
   * `grace`, and the rest are broken off. Calling it again has no effect.
   *
   * @returns `finished`.
   */
  stop(): Promise<void>;
}

/**
 * Starts a server for a handler or a service, in one of the six modes or the caller's own.
 *
 * The server does not wait for a handler that goes on beyond the grace period: a child process is
 * killed; a thread that is computing cannot be, and goes on until the program ends (`Deno.exit`).
 *
 * @param served a function can only be called in this isolate; the modes with several isolates load
 *   a service by its module.
 * @param options the service's options: plain data.
 * @returns the server, when it listens.
 * @throws {NetError} when it cannot listen.
 * @throws {TypeError} when the mode cannot serve this, or not with these options; nothing has
 *   listened then.
 */
export async function openServer<Options>(
  served: ConnectionHandler | Service<Options>,
  options: Options,
  how: ServerOptions,
): Promise<Server> {
  // A compiled program that serves in mode process is started again for each client, and gets here
  // again.
  if (isChild()) return await (await import("./workers/isolate/run_as_child.ts")).runAsChild();
  const mode = await modeOf(how);
  if (mode.isolates === "many") refuseOneIsolate(served, mode);
  mode.check?.(how);
  const abortiveCloser = new LateAbortiveCloser();
  const listeners = await listenersOf(how, abortiveCloser);
  const stop = new AbortController();
  const { addresses, ready, finished } = run(mode, {
    served,
    options,
    how,
    listeners,
    stop,
    abortiveCloser,
  });
  finished.finally(() => abortiveCloser[Symbol.dispose]()).catch(() => {/* `finished` tells it */});
  await Promise.race([ready, finished]);
  const end = () => {
    stop.abort();
    return finished;
  };
  const [first] = addresses;
  const port = first !== undefined && "port" in first ? first.port : 0;
  return { addresses, port, finished, stop: end, [Symbol.asyncDispose]: end };
}

/** The same, but resolves when the server has stopped, for programs that do nothing else. */
export async function runServer<Options>(
  served: ConnectionHandler | Service<Options>,
  options: Options,
  how: ServerOptions,
): Promise<void> {
  await (await openServer(served, options, how)).finished;
}

async function listenersOf(
  how: ServerOptions,
  abortiveCloser: LateAbortiveCloser,
): Promise<readonly ServerListener[]> {
  const given = await (how.listen ?? listen)(how.port ?? 0, { ...how, abortiveCloser });
  if (Array.isArray(given) && given.length > 0 && given.every(isListener)) return given;
  if (Array.isArray(given)) given.filter(isListener).forEach((listener) => listener.close());
  throw typeErrorOf(
    msg`Cannot serve: listen has to give a list of at least one listener, to accept clients from`,
  );
}

function isListener(given: unknown): given is ServerListener {
  const { accept, close, address } = (given ?? {}) as Partial<ServerListener>;
  return typeof accept === "function" && typeof close === "function" && address !== undefined;
}

async function modeOf({ mode = "events" }: ServerOptions): Promise<Mode> {
  return typeof mode === "string" ? await loadMode(mode) : mode;
}

interface Parts<Options> {
  readonly served: ConnectionHandler | Service<Options>;
  readonly options: Options;
  readonly how: ServerOptions;
  readonly listeners: readonly ServerListener[];
  readonly stop: AbortController;
  /** Opened before anybody is accepted. */
  readonly abortiveCloser: LateAbortiveCloser;
}

interface Running {
  readonly addresses: readonly SocketAddress[];
  /** Resolves when clients are served. */
  readonly ready: Promise<void>;
  readonly finished: Promise<void>;
}

function run<Options>(mode: Mode, parts: Parts<Options>): Running {
  const { how, listeners, stop } = parts;
  const ready = Promise.withResolvers<void>();
  const passing = onAbort(how.signal, () => stop.abort());
  const serve = async () => {
    using gracePeriod = new GracePeriod(stop.signal, how.grace ?? 5000, () => timeLeft(how.signal?.reason));
    const lifetime = new AbortController();
    const server = contextOf(parts, gracePeriod.deadline, lifetime.signal, ready.resolve);
    using _looks = lookAtStatistics(server.statistics, how);
    try {
      const serving = mode.serve(server);
      serving.catch(() => {/* thrown below, unless nobody waits for it any more */});
      await Promise.race([serving, gracePeriod.exhausted]);
    } finally {
      lifetime.abort();
      listeners.forEach((listener) => listener.close());
      passing[Symbol.dispose]();
    }
  };
  const finished = serve();
  finished.catch(() => {/* told to those who wait for it */});
  return { addresses: listeners.map(({ address }) => address), ready: ready.promise, finished };
}

function contextOf<Options>(
  { served, options, how, listeners, stop, abortiveCloser }: Parts<Options>,
  deadline: AbortSignal,
  lifetime: AbortSignal,
  ready: () => void,
): ServerContext {
  let handler: ConnectionHandler | undefined;
  let connections = 0;
  const { trace = silent } = how;
  const addresses = listeners.map(({ address }) => address).filter((address) => "port" in address);
  return {
    listeners,
    family: how.family,
    backlog: how.backlog,
    announce() {
      // Clients may come. What has to be done before the first is accepted is done while that is being told, unless a
      // trace tells everything in its order.
      if (!trace.enabled) addresses.forEach((address) => how.onListen?.(address));
      abortiveCloser.open();
      const permissions = how.onReady?.();
      for (const { address } of listeners) {
        trace.emit({
          event: "listen",
          local: address,
          ...(permissions === undefined ? {} : { permissions }),
        });
        if (trace.enabled && "port" in address) how.onListen?.(address);
      }
      how.onAllListen?.(addresses);
      ready();
    },
    module: typeof served === "function" ? "" : served.module,
    manyAtOnce: typeof served !== "function" && (served.manyAtOnce ?? false),
    inCommon: how.inCommon,
    options,
    permissions: how.permissions,
    signal: stop.signal,
    deadline,
    trace,
    log: (message) => how.log?.(message),
    stopping: (open) => open > 0 && how.log?.(stoppingMessage(open)),
    logFrameErrors: how.logFrameErrors ?? false,
    maxConnections: how.maxConnections ?? Infinity,
    mostClients: how.mostClients ?? Infinity,
    workers: how.workers ?? 4,
    queue: how.queue ?? 16,
    idleTimeout: how.idleTimeout ?? 0,
    statistics: new Statistics(),
    statsEvery: how.onStats === undefined ? 0 : how.statsEvery ?? 1000,
    number: () => ++connections,
    handler: () => handler ??= typeof served === "function" ? served : served.create(options, lifetime),
  };
}

function stoppingMessage(open: number): Message {
  return plural(
    open,
    msg`stopping: ${open} open connection may finish`,
    msg`stopping: ${open} open connections may finish`,
  );
}

function lookAtStatistics(statistics: Statistics, { onStats, statsEvery = 1000 }: ServerOptions): Disposable {
  const timer = onStats && setInterval(() => onStats(statistics.snapshot()), statsEvery);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

function refuseOneIsolate(served: ConnectionHandler | Service<never>, mode: Mode): void {
  if (typeof served === "function") {
    throw typeErrorOf(
      msg`Cannot serve a function in mode ${mode.name}: other isolates cannot be given one; make it the default export of a module of its own, and give the URL of that as module`,
    );
  }
  if (served.state === "shared") {
    throw typeErrorOf(
      msg`Cannot serve ${served.name} in mode ${mode.name}: its clients share state, and several isolates would each have a part of it; use --mode events`,
    );
  }
}

/** The line that scripts wait for: `netlab echo: listening on 0.0.0.0:8765 (events)`. */
export function readyLine(program: string, address: InetAddress, mode: string): string {
  return `${program}: listening on ${formatAddress(address)} (${mode})`;
}
