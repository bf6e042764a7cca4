/** `netlab relay -z HOST PORT...`: which ports of a host take TCP connections, as `nc -z` tells it. */
import { abortable } from "@std/async";
import { literalFamily } from "../../net/address/ip_literal.ts";
import { resolveHost } from "../../net/address/resolve_host.ts";
import { serviceNames, servicePort } from "../../net/address/service_port.ts";
import { ERRORS } from "../../net/errors/errno.ts";
import { errorText } from "../../net/errors/system_error.ts";
import { hexControls } from "../../io/visible_text.ts";
import type { Translate } from "../../i18n/locale.ts";
import type { KeptPermissions } from "../../process/drop_permissions.ts";
import { CommandLineError } from "../grammar/command_line_error.ts";
import { inOrder } from "./in_order.ts";
import type { PortRange } from "./read_ports.ts";
import { readScan, type Scan } from "./read_scan.ts";
import { tryPort } from "./try_port.ts";

/** The world around a scan. */
export interface ScanWorld {
  readonly args: readonly string[];
  /** Aborted when the program has been told to stop. */
  readonly signal: AbortSignal;
  /** Takes text for standard output (help). */
  readonly writeOutput: (text: string) => void;
  /** Takes text for standard error. */
  readonly writeError: (text: string) => void;
  readonly translate?: Translate;
  /** Gives up all permissions but these, for good. */
  readonly keep: (kept: KeptPermissions) => unknown;
}

/** How many ports are tried at a time. */
const AT_ONCE = 64;

/**
 * Tries all ports, and tells of them in the order in which they were given.
 *
 * @returns the exit status: 0 when at least one port is open, else 1, as after a mistake in the arguments.
 */
export async function runScan(world: ScanWorld): Promise<number> {
  try {
    const scan = readScan(world.args, (name) => servicePort(name, "tcp"));
    if (scan !== "help") return await tryAll(scan, world);
    const { relayHelpText } = await import("../help/help.ts");
    world.writeOutput(relayHelpText(0, world.translate));
    return 0;
  } catch (error) {
    if (world.signal.aborted) return 1;
    world.writeError(`netlab: ${hexControls(errorText(error))}\n`);
    return 1;
  }
}

async function tryAll(scan: Scan, { signal, writeError, keep }: ScanWorld): Promise<number> {
  const services = scan.verbose && !scan.numeric ? serviceNames("tcp") : new Map<number, string>();
  keep({ permissions: ["net"] });
  const target = { ...scan, services, addresses: await abortable(addressesOf(scan), signal) };
  const ports = eachPort(scan.ranges, signal);
  const states = inOrder(ports, AT_ONCE, (port) => tryPort(port, target, signal));
  let anyOpen = false;
  for await (const { open, lines } of states) {
    signal.throwIfAborted();
    anyOpen ||= open;
    if (scan.verbose) lines.forEach((line) => writeError(`${line}\n`));
  }
  return anyOpen ? 0 : 1;
}

function* eachPort(ranges: readonly PortRange[], signal: AbortSignal): Iterable<number> {
  for (const { first, last } of ranges) {
    for (let port = first; port <= last && !signal.aborted; port++) yield port;
  }
}

async function addressesOf({ host, family, numeric, ranges }: Scan): Promise<string[]> {
  const literal = literalFamily(host);
  const fail = (reason: string) =>
    new CommandLineError(`getaddrinfo for host "${host}" port ${ranges[0]!.first}: ${reason}`);
  if (literal !== undefined && family !== undefined && literal !== family) {
    throw fail("Address family for hostname not supported");
  }
  if (literal === undefined && numeric) throw fail(ERRORS.ENOTFOUND!.says);
  try {
    return await resolveHost(host, family, "system");
  } catch (error) {
    const reason = error instanceof Error && error.cause !== undefined ? errorText(error.cause) : "";
    throw fail(reason || ERRORS.ENOTFOUND!.says);
  }
}
