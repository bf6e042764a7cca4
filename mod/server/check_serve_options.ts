import { typeErrorOf } from "../i18n/message_error.ts";
import { type Message, msg } from "../i18n/message.ts";
import { closestString } from "@std/text/closest-string";
import { MODES } from "./modes/load_mode.ts";
import { modesUsing } from "./modes/modes_using.ts";
import { type Permission, PERMISSIONS } from "../process/permissions.ts";
import { moduleUrl } from "../system/module_url.ts";
import type { ServeOptions } from "./serve.ts";

/** The values an option may have, in words, and a check for them. */
interface Kind {
  readonly words: Message;
  allows(value: unknown): boolean;
}

const FUNCTION: Kind = { words: msg`a function`, allows: (value) => typeof value === "function" };

/** Timers set for longer than this go off at once (setTimeout). */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Every option, and the values it may have. */
const OPTIONS: Readonly<Record<keyof ServeOptions, { readonly kind: Kind }>> = {
  port: { kind: integer(0, 65_535) },
  hostname: {
    kind: { words: msg`a name or an address`, allows: (value) => typeof value === "string" && value !== "" },
  },
  family: { kind: { words: msg`4 or 6`, allows: (value) => value === 4 || value === 6 } },
  mode: {
    kind: { words: msg`one of ${Object.keys(MODES).join(", ")}, or a mode of your own`, allows: isMode },
  },
  module: {
    kind: {
      words: msg`a URL or an absolute path`,
      allows: (value) => value instanceof URL || moduleUrl(String(value)) !== undefined,
    },
  },
  options: { kind: { words: msg`plain data`, allows: () => true } }, // copyPlainData looks at every part of it
  workers: { kind: integer(1, 1024) },
  queue: { kind: integer(0, 65_536) },
  maxConnections: { kind: integer(1, Infinity) },
  mostClients: { kind: integer(1, Infinity) },
  idleTimeout: { kind: milliseconds() },
  grace: { kind: milliseconds() },
  backlog: { kind: integer(1, 65_535) },
  signal: { kind: { words: msg`an AbortSignal`, allows: (value) => value instanceof AbortSignal } },
  trace: {
    kind: {
      words: msg`a tracer, with emit() and enabled`,
      allows: isTracer,
    },
  },
  log: { kind: FUNCTION },
  listen: { kind: FUNCTION },
  onReady: { kind: FUNCTION },
  permissions: {
    kind: { words: msg`a list of some of ${PERMISSIONS.join(", ")}`, allows: isPermissionList },
  },
  onStats: { kind: FUNCTION },
  statsEvery: {
    kind: {
      words: msg`a number of milliseconds from 1 to ${LONGEST_TIMER}`,
      allows: (value) => isNumber(value) && value >= 1 && value <= LONGEST_TIMER,
    },
  },
};

/**
 * Refuses options that make no sense, and options that the mode would ignore.
 *
 * @throws {TypeError} for an option that does not exist, that the mode does not use, or whose value
 *   is of the wrong kind.
 */
export function checkServeOptions(options: ServeOptions, handler: unknown): void {
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue;
    const option = OPTIONS[name as keyof ServeOptions] as (typeof OPTIONS)[keyof ServeOptions] | undefined;
    if (option === undefined) throw unknown(name);
    if (!option.kind.allows(value)) {
      throw typeErrorOf(msg`Cannot serve: ${name} has to be ${option.kind.words}, and is ${shown(value)}`);
    }
  }
  refuseIgnored(options);
  if ((options.module === undefined) === (handler === undefined)) {
    throw typeErrorOf(msg`Cannot serve: it takes a handler or a module, one of the two`);
  }
  if (handler !== undefined && typeof handler !== "function") {
    throw typeErrorOf(msg`Cannot serve: the handler has to be a function, and is ${shown(handler)}`);
  }
  if (options.port === undefined && options.listen === undefined) {
    throw typeErrorOf(msg`Cannot serve without a port`);
  }
}

function refuseIgnored(options: ServeOptions): void {
  const { mode = "events" } = options;
  if (typeof mode !== "string") return;
  for (const name of Object.keys(OPTIONS)) {
    const modes = modesUsing(name);
    if (options[name as keyof ServeOptions] === undefined || modes.includes(mode)) continue;
    throw typeErrorOf(
      msg`Cannot serve: the mode ${mode} has no use for ${name}, which is for ${modes.join(", ")}`,
    );
  }
  if (options.statsEvery !== undefined && options.onStats === undefined) {
    throw typeErrorOf(msg`Cannot serve: statsEvery has no use without onStats`);
  }
}

function unknown(name: string): TypeError {
  const closest = closestString(name, Object.keys(OPTIONS));
  return typeErrorOf(msg`Cannot serve: there is no option ${name}; did you mean ${closest}?`);
}

function integer(least: number, most: number): Kind {
  return {
    words: most === Infinity ? msg`a number from ${least}` : msg`a number from ${least} to ${most}`,
    allows: (value) =>
      isNumber(value) && value >= least && value <= most && (Number.isInteger(value) || value === Infinity),
  };
}

function milliseconds(): Kind {
  return {
    words: msg`a number of milliseconds, at most 2147483647`,
    allows: (value) => isNumber(value) && value >= 0 && value <= LONGEST_TIMER,
  };
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && !Number.isNaN(value);
}

function isMode(value: unknown): boolean {
  if (typeof value === "string") return Object.hasOwn(MODES, value);
  return typeof (value as { serve?: unknown } | null)?.serve === "function";
}

/** Without `enabled` it would be told of no connection. */
function isTracer(value: unknown): boolean {
  const { emit, enabled } = (value ?? {}) as { emit?: unknown; enabled?: unknown };
  return typeof emit === "function" && typeof enabled === "boolean";
}

/** Names and nothing else: what a child may do stands on its command line. */
function isPermissionList(value: unknown): boolean {
  return Array.isArray(value) && Array.from(value).every(isPermission);
}

function isPermission(value: unknown): boolean {
  return PERMISSIONS.includes(value as Permission);
}

function shown(value: unknown): string {
  return Array.isArray(value) ? `[${Array.from(value, shownAlone).join(", ")}]` : shownAlone(value);
}

function shownAlone(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  return typeof value === "object" && value !== null
    ? "an object"
    : typeof value === "function"
    ? "a function"
    : String(value);
}
