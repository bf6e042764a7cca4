import { resolveAddress } from "./addresses/registry.ts";
import type { Access, AddressType, OpenRequest } from "./addresses/address_type.ts";
import { checkProxyProtocol } from "./addresses/proxy_protocol/proxy_protocol_options.ts";
import { checkProxyKind, proxyKind, refuseAlone } from "./addresses/proxy_server/proxy_kind.ts";
import type { RelayContext } from "./context.ts";
import type { Log } from "./log.ts";
import type { TlsOptions } from "../net/tls/secure.ts";
import { dualEndpoint } from "./endpoints/dual_endpoint.ts";
import { withOptions } from "./endpoints/with_options.ts";
import type { RelayAddress, SingleAddress } from "./grammar/address.ts";
import { GrammarError } from "./grammar/grammar_error.ts";
import { isNamedRange, resolveRange } from "./addresses/inet/named_range.ts";
import { parseAddressRange } from "../net/address/address_range.ts";
import { Options } from "./options/options.ts";
import { OWNERSHIP } from "./options/refused_pairs.ts";
import { wantsTerminal } from "./options/terminal_options.ts";
import { reportUnasked } from "./options/report_unasked.ts";
import { PRIVILEGE_OPTIONS } from "./privileges/privilege_options.ts";
import { refuseSharedProcess, type Situation } from "./privileges/refuse_shared_process.ts";
import { readNameServer } from "./addresses/inet/name_server.ts";
import { wantsOwnSocket } from "./addresses/own_socket/wants_own_socket.ts";
import { prepareRights, type RightsChange } from "./privileges/rights_change.ts";
import type { Side } from "./filters/filter.ts";
import type { RelayEndpoint } from "./relay_endpoint.ts";
import type { LineEnd } from "./filters/line_ends.ts";

/** An address whose type and options have been checked; nothing is open yet. */
export interface AddressPlan {
  /** True when it may give more than one connection. */
  readonly forks: boolean;
  readonly maxChildren: number | undefined;
  /** By how many levels messages of single connections are less important. */
  readonly childrenShutup?: number | undefined;
  /** True when it waits for peers instead of connecting. */
  readonly waits: boolean;
  /** Its name in a diagram: `EXEC:/bin/cat`. */
  readonly label: string;
  /** True when its other end is a socket, too. */
  readonly socket: boolean;
  /** True when its peer hears that we have said everything. */
  readonly halfCloses: boolean;
  /** True for UDP, where a peer never says that it has gone. */
  readonly endless: boolean;
  /** True when the end of one relay leaves the address open for others (`end-close`). */
  readonly endClose: boolean;
  /** True for a listener whose clients say where they want to go. */
  readonly servesProxy: boolean;
  /** True for what such clients ask for. */
  readonly isTarget: boolean;
  /** True when its options change whose rights a process has. */
  readonly changesRights: boolean;
  /**
   * The last checks before anything is opened, which need to know the rest of the relay.
   *
   * @throws {Error} a GrammarError or RelayError
   */
  prepare(situation: Situation, log: Log): Promise<void>;
  /** Loads what opening it needs, so that it takes less time then. Never rejects: what is wrong is told at opening. */
  load(): Promise<unknown>;
  open(context: RelayContext, access: Access): AsyncGenerator<OpenSide>;
}

/** A side that is open, with what the relay around the pump needs to know. */
export interface OpenSide extends Side {
  /** How lines end that come from it, and those that go to it. */
  readonly lineEnds: { readonly read: LineEnd; readonly write: LineEnd };
}

/**
 * Checks an address: its type, its parameters, its options.
 *
 * @throws {import("./grammar/grammar_error.ts").GrammarError} pointing at the mistake
 */
export function planAddress(address: RelayAddress): AddressPlan {
  return address.kind === "single"
    ? planSingle(address)
    : planDual(planSingle(address.read), planSingle(address.write));
}

/** Who may connect, read before anything is opened. */
const LISTS = ["allow", "allow-file", "deny", "deny-file"];

function planSingle(address: SingleAddress): AddressPlan {
  const { type, parameters } = resolveAddress(address);
  const options = Options.read(address, type);
  // Of a generic socket, it is bytes and a mask.
  const ranged = type.groups.includes("ip");
  if (ranged) checkRange(address, options);
  checkProxyProtocol(address);
  checkProxyKind(address);
  const program = type.groups.includes("exec");
  const changesRights = PRIVILEGE_OPTIONS.some((name) => options.has(name));
  let rights: RightsChange | undefined;
  let tls: TlsOptions | undefined;
  let lists: Pick<OpenRequest, "peerLists"> = {};
  return {
    forks: options.flag("fork"),
    maxChildren: options.number("max-children"),
    childrenShutup: options.number("children-shutup"),
    waits: type.waits,
    ...describe(type, parameters, options),
    endless: type.keyword.startsWith("udp"),
    endClose: options.flag("end-close"),
    servesProxy: proxyKind(type.keyword, options) !== undefined,
    isTarget: type.keyword === "target",
    changesRights,
    async prepare(situation, log) {
      if (!situation.proxied) refuseAlone(address, type.keyword, options);
      if (secures(type)) {
        const { prepareTls } = await import("./addresses/tls/prepare_tls.ts");
        tls = await prepareTls(type.keyword, options, log);
      }
      // Who has become somebody else may no longer be able to read the program's files.
      if (situation.rightsChange) await type.load();
      if (OWNERSHIP.some((name) => options.all.some(([each]) => each === name))) {
        const { checkOwners } = await import("./addresses/file/named.ts");
        checkOwners(options);
      }
      if (LISTS.some((name) => options.has(name))) {
        const { readPeerLists } = await import("./addresses/inet/peer_lists.ts");
        lists = { peerLists: await readPeerLists(options) };
      }
      if (type.groups.includes("ws")) {
        const { checkWebSocketOptions } = await import("./addresses/websocket/websocket_options.ts");
        checkWebSocketOptions(options, type.keyword);
      }
      if (wantsOwnSocket(options)) {
        const { ownSocketOptions } = await import("./addresses/own_socket/own_socket.ts");
        ownSocketOptions(options.copy());
      }
      if (type.keyword.startsWith("socket-")) {
        const { genericSocket } = await import("./addresses/generic/socket_parameters.ts");
        genericSocket({ address, type: type.keyword, parameters, options: options.copy() });
      }
      const nameServer = options.all.find(([name]) => name === "res-nsaddr");
      if (nameServer !== undefined) readNameServer(String(nameServer[1]));
      if (!changesRights) return;
      refuseSharedProcess(address, type, options, situation);
      rights = await prepareRights(options);
    },
    load: () => type.load().catch(() => {/* told when it is opened */}),
    async *open(context, access) {
      for (const name of options.withoutEffect) {
        context.log.inVain(`option "${name}" has no effect: the runtime has no call for it`);
      }
      if (options.flag("setsid") && !type.groups.includes("exec")) {
        const { leadSession } = await import("./addresses/process/main_process.ts");
        leadSession(context);
      }
      const unlock = await lockOf(options, context);
      const { default: open } = await type.load();
      rights?.before();
      const range = ranged ? rangeOf(options) : undefined;
      const request = {
        address,
        parameters,
        options: range === undefined ? options : options.with("range", await resolveRange(range)),
        access,
        context,
        type: type.keyword,
        ...lists,
        ...(rights === undefined ? {} : { privileges: rights.privileges }),
        tls,
      };
      tls = undefined;
      let first = true;
      try {
        for await (const endpoint of open(request)) {
          const opened = side(withOptions(endpoint, options), options);
          await orClose(endpoint, () => {
            if (first) reportUnasked(options, type.keyword, context.log);
            if (!program) rights?.after();
          });
          first = false;
          yield opened;
        }
      } finally {
        unlock();
      }
    },
  };
}

/** Whether it has TLS. */
function secures({ groups }: AddressType): boolean {
  return groups.includes("tls");
}

/** What is open is let go of when the last steps fail. */
async function orClose(endpoint: RelayEndpoint, steps: () => void): Promise<void> {
  try {
    steps();
  } catch (error) {
    await endpoint.close();
    throw error;
  }
}

/** `lockfile=`, `waitlock=`: held while the address is open. */
async function lockOf(options: Options, context: RelayContext): Promise<() => void> {
  const wait = options.has("waitlock");
  const path = options.text("lockfile") ?? options.text("waitlock");
  if (path === undefined) return () => {};
  const { takeLock } = await import("./lock_file.ts");
  return await takeLock({ path, wait }, context);
}

/** Looked up, but not yet asked for: that is up to who lets peers in. */
function rangeOf(options: Options): string | undefined {
  return options.all.findLast(([name]) => name === "range")?.[1] as string | undefined;
}

/**
 * A range that cannot be read would let in nobody, or everybody: this must come out before the
 * first client.
 */
function checkRange(address: SingleAddress, options: Options): void {
  const range = rangeOf(options);
  if (range === undefined || isNamedRange(range)) return;
  try {
    parseAddressRange(range);
  } catch (error) {
    const word = address.options.findLast(({ name }) => name === "range")!;
    throw new GrammarError((error as Error).message, address.text, word.at + "range=".length, {
      hint: "such as 192.0.2.0/24, 192.0.2.0:255.255.255.0 or [2001:db8::]/32",
    });
  }
}

function describe(
  type: AddressType,
  parameters: readonly string[],
  options: Options,
): Pick<AddressPlan, "label" | "socket" | "halfCloses"> {
  const socket = /^(unix|abstract|vsock|accept|socket)-|^(tcp|udp|openssl|socks|proxy|target|ws)/.test(
    type.keyword,
  );
  return {
    label: [type.keyword.toUpperCase(), ...parameters.filter((each) => each !== "")].join(":"),
    socket,
    halfCloses: (socket || type.groups.includes("exec") && !wantsTerminal(options)) &&
      !options.has("shut-none"),
  };
}

function side(endpoint: Side["endpoint"], options: Options): OpenSide {
  const lineEnd = options.flag("crnl") ? "crnl" : options.flag("cr") ? "cr" : "nl";
  return {
    endpoint,
    ignoreEof: options.flag("ignoreeof"),
    coolWrite: options.flag("cool-write"),
    lineEnds: { read: lineEnd, write: lineEnd },
  };
}

function planDual(read: AddressPlan, write: AddressPlan): AddressPlan {
  return {
    ...read,
    forks: false,
    servesProxy: false,
    isTarget: false,
    label: `${read.label}!!${write.label}`,
    socket: false,
    halfCloses: write.halfCloses,
    changesRights: read.changesRights || write.changesRights,
    async prepare(situation, log) {
      await read.prepare(situation, log);
      await write.prepare(situation, log);
    },
    load: () => Promise.all([read.load(), write.load()]),
    async *open(context, access) {
      const from = access === "write" ? undefined : await first(read.open(context, "read"));
      const to = access === "read" ? undefined : await first(write.open(context, "write"));
      if (from === undefined || to === undefined) yield (from ?? to)!;
      else {
        const lineEnds = { read: from.lineEnds.read, write: to.lineEnds.write };
        const endpoint = dualEndpoint(from.endpoint, to.endpoint);
        yield { ...from, coolWrite: to.coolWrite, lineEnds, endpoint };
      }
    },
  };
}

async function first(sides: AsyncGenerator<OpenSide>): Promise<OpenSide> {
  const { value, done } = await sides.next();
  if (done) throw new Error("the address was closed before it was open");
  return value;
}
