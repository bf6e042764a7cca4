import { msg } from "../../mod/i18n/message.ts";
import { MessageError } from "../../mod/i18n/message_error.ts";
import { choice, number } from "../../mod/cli/option.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import type { Connection } from "../../mod/net/connection.ts";
import { dial, type HostPort } from "../../mod/net/tcp/dial.ts";
import { isDisconnect } from "../../mod/net/errors/disconnect.ts";
import { NetError } from "../../mod/net/errors/net_error.ts";
import { StallLimitedConnection } from "../../mod/net/connection/stall_limit.ts";
import { describePermissions } from "../../mod/process/drop_permissions.ts";
import { traced } from "../../mod/trace/traced_connection.ts";
import type { TraceFormat } from "../../mod/trace/writing_tracer.ts";
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
  /** How long connecting may take, seconds; 0 means as long as the system tries. */
  readonly "connect-timeout"?: number;
  readonly trace: TraceFormat | undefined;
}

/** A connection to a server, for the time in which a command needs it. */
export interface ServerConnection extends Disposable {
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
  server: HostPort,
  options: ClientOptionValues,
  context: CommandContext,
): Promise<ServerConnection> {
  const trace = tracerFor(options.trace, context);
  const family = options.ipv === undefined ? undefined : options.ipv === "4" ? 4 : 6;
  const raw = await connect(server, family, options, context.signal);
  const connection = new StallLimitedConnection(traced(raw, 1, trace), options.timeout * 1000);
  const permissions = describePermissions(context.dropPermissions());
  trace.emit({ event: "connect", conn: 1, local: raw.local, remote: raw.remote, permissions });
  const close = () => connection.close();
  context.signal.addEventListener("abort", close, { once: true });
  return {
    connection,
    explain(error) {
      if (context.signal.aborted) return context.signal.reason;
      if (!isDisconnect(error)) return error;
      return new MessageError(msg`the server broke the connection off`, { cause: error });
    },
    [Symbol.dispose]() {
      context.signal.removeEventListener("abort", close);
      close();
    },
  };
}

async function connect(
  server: HostPort,
  family: 4 | 6 | undefined,
  options: ClientOptionValues,
  signal: AbortSignal,
): Promise<Connection> {
  const limits = [options.timeout, options["connect-timeout"] ?? 0].filter((seconds) => seconds > 0);
  if (limits.length === 0) return await dial(server, { family, signal });
  const seconds = Math.min(...limits);
  const late = AbortSignal.timeout(seconds * 1000);
  try {
    return await dial(server, { family, signal: AbortSignal.any([signal, late]) });
  } catch (error) {
    if (error !== late.reason) throw error;
    const details = { action: "dial", address: server, seconds, reason: "" } as const;
    throw new NetError("connection_timed_out", details, { cause: error });
  }
}
