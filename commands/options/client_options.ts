import type { CommandContext } from "../../mod/cli/command_context.ts";
import { isGiven } from "../../mod/cli/idle_options.ts";
import { number, type ParsedLine } from "../../mod/cli/option.ts";
import { type Message, msg } from "../../mod/i18n/message.ts";
import { describePermissions } from "../../mod/process/drop_permissions.ts";
import type { DialServerOptions } from "../../mod/services/dial_server.ts";
import type { TraceFormat } from "../../mod/trace/writing_tracer.ts";
import { familyOf, ipvOption } from "./ipv_option.ts";
import { traceOption, tracerFor } from "./trace_option.ts";

/** The options that every client has. */
export const clientOptions = {
  ipv: ipvOption(),
  timeout: number({
    value: "SECONDS",
    fraction: true,
    default: 0,
    help: "give up when nothing moves for this long, 0 for never",
  }),
  trace: traceOption,
};

/** An option of a connection: a datagram has no framing, and is asked again at times of its own. */
export function byDatagrams(line: ParsedLine): Message | undefined {
  return isGiven(line, "udp") ? msg`is for TCP, and not for --udp` : undefined;
}

/** The values of {@linkcode clientOptions}. */
export interface ClientOptionValues {
  readonly ipv: "4" | "6" | undefined;
  readonly timeout: number;
  /** How long connecting may take, in seconds; 0 means until the system gives up. */
  readonly "connect-timeout"?: number;
  readonly trace: TraceFormat | undefined;
}

/** How a client with these options connects. */
export function dialingOf(options: ClientOptionValues, context: CommandContext): DialServerOptions {
  return {
    family: familyOf(options.ipv),
    timeout: options.timeout,
    connectTimeout: options["connect-timeout"],
    trace: tracerFor(options.trace, context),
    signal: context.signal,
    onConnect: () => describePermissions(context.dropPermissions()),
  };
}
