import { msg } from "../../mod/i18n/message.ts";
import { MessageError } from "../../mod/i18n/message_error.ts";
import { prefixed } from "../../mod/i18n/message.ts";
import { familyOf, ipvOption } from "./ipv_option.ts";
import { permissionReasons, type PermissionTable } from "../../mod/cli/permission_table.ts";
import { idleOption, needsValue } from "../../mod/cli/idle_options.ts";
import { choice, number, type Option, type OptionValues, text } from "../../mod/cli/option.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import type { Service } from "../../mod/server/service.ts";
import { describePermissions } from "../../mod/process/drop_permissions.ts";
import { modesUsing } from "../../mod/server/modes/modes_using.ts";
import { MODES } from "../../mod/server/modes/load_mode.ts";
import { describeStatistics } from "../../mod/server/statistics.ts";
import { readyLine, runServer, type ServerOptions } from "../../mod/server/open_server.ts";
import type { ModeName } from "../../mod/server/modes/mode.ts";
import { fromSource } from "../../mod/process/from_source.ts";
import { traceOption, tracerFor } from "./trace_option.ts";

const MODE_NAMES = Object.keys(MODES) as ModeName[];

/** The options that every `serve` has. */
export const serveOptions = {
  host: text({ value: "ADDR", help: "address or name to listen on (default: every address, IPv4 and IPv6)" }),
  ipv: ipvOption(),
  mode: choice({
    value: "MODE",
    choices: MODE_NAMES,
    default: "events",
    help: `how clients are served: ${MODE_NAMES.join(", ")}`,
  }),
  workers: idleOption(
    number({ min: 1, max: 1024, default: 4, help: "workers of the modes pool and symmetric" }),
    [needsValue("mode", ...modesUsing("workers"))],
  ),
  queue: idleOption(
    number({ min: 1, max: 65_536, default: 16, help: "clients that may wait for a worker of the pool" }),
    [needsValue("mode", ...modesUsing("queue"))],
  ),
  "max-conns": number({
    min: 1,
    help: "clients served at once; further ones wait in the backlog",
    shown: "no limit",
  }),
  backlog: number({ min: 1, max: 65_535, help: "connections that may wait to be accepted", shown: "511" }),
  "idle-timeout": number({
    value: "SECONDS",
    fraction: true,
    default: 0,
    help: "close a connection on which nothing moves for this long, 0 for never",
  }),
  grace: number({
    value: "SECONDS",
    fraction: true,
    default: 5,
    help: "how long open sessions may go on after Ctrl-C, SIGTERM or SIGHUP",
  }),
  stats: number({
    value: "SECONDS",
    fraction: true,
    default: 0,
    help: "report the clients and the bytes sent at this interval; 0 for never",
  }),
  trace: traceOption,
};

/**
 * The options of a server whose clients share something in memory (`Service.state`): workers would each have
 * their own.
 */
export const oneLoopOptions: typeof serveOptions = {
  ...serveOptions,
  mode: refused(serveOptions.mode, ["events", "iterative"]),
  workers: refused(serveOptions.workers),
  queue: refused(serveOptions.queue),
};

/** This option is not offered; typed with any value but these, it says why. */
function refused<Value>(option: Option<Value>, but: readonly Value[] = []): Option<Value> {
  const read = (typed: readonly string[]) => {
    const value = option.read(typed);
    if (but.includes(value)) return value;
    throw new MessageError(
      msg`is not for this service: its clients share one memory, and each worker would have its own`,
    );
  };
  return { ...option, hidden: true, read };
}

/** The values of {@linkcode serveOptions}. */
export type ServeOptionValues = OptionValues<typeof serveOptions>;

/** The common options, and what a command decides by itself. */
export interface CommonServing extends ServeOptionValues {
  readonly port: number;
  /** Told after the line that says that a socket listens. */
  readonly onListen?: (() => void) | undefined;
  /** How many clients to serve in all. */
  readonly mostClients?: number | undefined;
  /**
   * The data that the handler needs besides its connection, where it runs in an isolate of its own.
   */
  readonly permissions?: readonly Deno.PermissionName[];
  /** More will listen: permissions are not given up yet. */
  readonly dropsPermissionsLater?: boolean;
  /** How to listen, if not for plain TCP; not for the mode symmetric. */
  readonly listen?: ServerOptions["listen"];
  /** What the workers have in common that accept by themselves (mode symmetric). */
  readonly inCommon?: ServerOptions["inCommon"];
}

/** The options that the permissions of every server depend on. */
interface ServeGiven {
  readonly options: { readonly mode: ModeName };
}

/**
 * The permissions that every server keeps once it listens: next to none, because accepting, reading
 * and writing take no permission. The mode needs its permissions where no client is served; workers
 * and children keep what the handler needs.
 *
 * @param own what this server keeps in any mode.
 */
export function servePermissions<Given extends ServeGiven>(
  own: PermissionTable<Given> = {},
): PermissionTable<Given> {
  const mode = (...modes: ModeName[]) => ({ options }: Given) => modes.includes(options.mode);
  const serving: PermissionTable<Given> = {
    net: {
      why: "workers that listen for themselves",
      if: "in mode symmetric",
      when: mode("symmetric"),
    },
    run: { why: "a child process for each client", if: "in mode process", when: mode("process") },
    read: {
      why: "the modules of workers and children, and whether there is a descriptor left for one more",
      if: "in the modes that have them",
      when: (given) => !mode("events", "iterative")(given),
    },
    ffi: {
      why: "workers that break connections off",
      if: "in mode symmetric",
      when: mode("symmetric"),
    },
  };
  const names = [...Object.keys(serving), ...Object.keys(own)] as (keyof PermissionTable<Given>)[];
  return Object.fromEntries(
    names.map((name) => [name, [...permissionReasons(own, name), ...permissionReasons(serving, name)]]),
  );
}

/**
 * The permissions that a handler keeps which computes on threads of its own, where it runs in an
 * isolate of its own.
 */
export function toCompute(): Deno.PermissionName[] {
  return fromSource() ? ["read"] : [];
}

/**
 * Serves as the common options say, until the program is asked to stop.
 *
 * @returns the exit code, which is 0: a server that stopped when asked did what it should.
 */
export async function serveAs<Options>(
  service: Service<Options>,
  options: Options,
  common: CommonServing,
  context: CommandContext,
): Promise<number> {
  const program = `netlab ${service.name}`;
  await runServer(service, options, {
    port: common.port,
    ...servingOf(common),
    mode: common.mode,
    workers: common.workers,
    queue: common.queue,
    mostClients: common.mostClients,
    ...(common.listen === undefined ? {} : { listen: common.listen }),
    inCommon: common.inCommon,
    signal: context.signal,
    trace: tracerFor(common.trace, context),
    permissions: common.permissions ?? [],
    onReady() {
      return common.dropsPermissionsLater
        ? undefined
        : describePermissions(context.dropPermissions()) + handlersKeep(common);
    },
    ...statisticsOf(common.stats, (line) => context.stderr.verbatim(`${program}: ${line}`)),
    log: (message) => context.stderr.tell(prefixed(program, message)),
    onListen: (address) => {
      context.stderr.verbatim(readyLine(program, address, common.mode));
      void context.stderr.flush();
      common.onListen?.();
    },
  });
  return 0;
}

/** The options of every server, for any service, as {@linkcode runServer} has them. */
export function servingOf(
  common: Pick<ServeOptionValues, "host" | "ipv" | "max-conns" | "backlog" | "idle-timeout" | "grace">,
): Pick<ServerOptions, "hostname" | "family" | "maxConnections" | "backlog" | "idleTimeout" | "grace"> {
  return {
    hostname: common.host,
    family: familyOf(common.ipv),
    maxConnections: common["max-conns"],
    backlog: common.backlog,
    idleTimeout: common["idle-timeout"] * 1000,
    grace: common.grace * 1000,
  };
}

/** The permissions of handlers that do not run where the clients are accepted. */
function handlersKeep({ mode, permissions = [] }: CommonServing): string {
  if (mode === "events" || mode === "iterative") return "";
  return `; its ${mode === "process" ? "children" : "workers"} keep ${permissions.join(", ") || "none"}`;
}

/** The option `--stats`, as {@linkcode runServer} has it. @param say takes a line at each interval */
export function statisticsOf(
  seconds: number,
  say: (line: string) => void,
): Pick<ServerOptions, "onStats" | "statsEvery"> {
  if (seconds === 0) return {};
  return { statsEvery: seconds * 1000, onStats: (snapshot) => say(describeStatistics(snapshot)) };
}
