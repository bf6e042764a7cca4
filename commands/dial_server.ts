import { choice, number } from "../mod/cli/option.ts";
import type { System } from "../mod/cli/system.ts";
import type { Connection } from "../mod/net/connection.ts";
import { dial, type Endpoint } from "../mod/net/dial.ts";
import { isDisconnect } from "../mod/net/disconnect.ts";
import { IdleWatch } from "../mod/net/idle_watch.ts";
import { describeSurrender } from "../mod/permit/surrender.ts";
import { traced } from "../mod/trace/traced_connection.ts";
import type { TraceFormat } from "../mod/trace/writing_tracer.ts";
import { traceOption, tracerFor } from "./trace_option.ts";

/** The options that every client has. */
export const clientOptions = {
  ipv: choice({ choices: ["4", "6"], letters: { "4": "4", "6": "6" }, help: "only IPv4, or only IPv6" }),
  timeout: number({
    value: "SECONDS",
    fraction: true,
    default: 0,
    help: "give up when nothing moves for so long, 0 for never",
  }),
  trace: traceOption,
};

/** What {@linkcode clientOptions} were given. */
export interface ClientOptionValues {
  readonly ipv: "4" | "6" | undefined;
  readonly timeout: number;
  readonly trace: TraceFormat | undefined;
}

/** A connection to a server, for the time in which a command needs it. */
export interface Dialled extends Disposable {
  readonly connection: Connection;
  /** The real reason, when an operation failed because we gave up or were asked to stop; else the error itself. */
  explain(error: unknown): unknown;
}

/**
 * Connects as a client command does: traced if that is asked for, closed when the program is to stop or when the server
 * has been silent for too long.
 *
 * @throws {NetError} when there is no way to connect.
 */
export async function dialServer(
  server: Endpoint,
  options: ClientOptionValues,
  system: System,
): Promise<Dialled> {
  const trace = tracerFor(options.trace, system);
  const family = options.ipv === undefined ? undefined : options.ipv === "4" ? 4 : 6;
  const raw = await dial(server, { family, signal: system.signal });
  const connection = traced(raw, 1, trace);
  const permissions = describeSurrender(system.settle());
  trace.emit({ event: "connect", conn: 1, local: raw.local, remote: raw.remote, permissions });
  const close = () => connection.close();
  system.signal.addEventListener("abort", close, { once: true });
  let silent = false;
  const watch = new IdleWatch(options.timeout * 1000, () => {
    silent = true;
    close();
  });
  watch.add(connection);
  return {
    connection,
    explain(error) {
      if (system.signal.aborted) return system.signal.reason;
      if (!isDisconnect(error)) return error;
      const reason = silent
        ? `nothing moved for ${options.timeout} seconds`
        : "the server broke the connection off";
      return new Error(reason, { cause: error });
    },
    [Symbol.dispose]() {
      system.signal.removeEventListener("abort", close);
      watch[Symbol.dispose]();
      close();
    },
  };
}
