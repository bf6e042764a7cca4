import { typedAtConsole } from "../process/console/standard_streams.ts";
import { isDevice } from "../process/is_device.ts";
import { type Permission, PERMISSIONS } from "../process/permissions.ts";
import type { KeptPermissions } from "../process/drop_permissions.ts";
import { fileKind } from "./addresses/file/file_kind.ts";
import { fifosBlock } from "./addresses/file/open_fifo.ts";
import { proxyKind } from "./addresses/proxy_server/proxy_kind.ts";
import { type KnownAddress, resolveAddress } from "./addresses/registry.ts";
import { parseAddress, type SingleAddress } from "./grammar/address.ts";
import type { CommandLine } from "./grammar/command_line.ts";
import { Options } from "./options/options.ts";
import { OWNERSHIP } from "./options/refused_pairs.ts";
import { asksForTerminal } from "./options/terminal_options.ts";
import { wantsOwnSocket } from "./addresses/own_socket/wants_own_socket.ts";
import { PRIVILEGE_OPTIONS } from "./privileges/privilege_options.ts";

/**
 * What a relay may do: only what its two addresses and its options need. Between two TCP addresses
 * that is the network alone. A relay that runs programs can do everything through them, so that one keeps
 * everything.
 *
 * @throws {import("./grammar/grammar_error.ts").GrammarError} for a mistake in an address
 */
export function requiredPermissions(line: CommandLine): KeptPermissions {
  const sides = singles(line).map((address) => permissionsOf(resolveAddress(address)));
  const all = [...sides, ...optionPermissions(line)];
  const everything = all.find(({ because }) => because !== undefined);
  if (everything !== undefined) return { permissions: PERMISSIONS, because: everything.because };
  return {
    permissions: PERMISSIONS.filter((name) => all.some(({ permissions }) => permissions.includes(name))),
  };
}

function singles(line: CommandLine): SingleAddress[] {
  const texts = line.extensions.replay === undefined ? line.addresses : line.addresses.slice(-1);
  return texts.map((each) => parseAddress(each)).flatMap((each) =>
    each.kind === "single" ? [each] : [each.read, each.write]
  );
}

function permissionsOf(known: KnownAddress): KeptPermissions {
  const options = Options.read(known.address, known.type);
  const { permissions, ...why } = openPermissions(known, options);
  const locks = options.has("lockfile") || options.has("waitlock");
  const rights = PRIVILEGE_OPTIONS.some((name) => options.has(name));
  return {
    ...why,
    permissions: [
      ...permissions,
      ...(locks ? ["read", "write"] as const : []),
      ...(rights ? ["env", "ffi"] as const : []),
    ],
  };
}

function openPermissions(known: KnownAddress, options: Options): KeptPermissions {
  const { type, parameters } = known;
  const { groups } = type;
  const calls: Permission[] = needsCalls(type.keyword, options) ? ["ffi"] : [];
  if (groups.includes("fork")) return everything("it runs a program");
  if (type.keyword === "pty") return terminal(options);
  if (type.keyword === "fd") {
    return Number(parameters[0]) <= 2 ? { permissions: calls } : device(`descriptor ${parameters[0]}`);
  }
  if (type.keyword === "accept-fd") return device(`descriptor ${parameters[0]}`);
  if (type.keyword.startsWith("vsock-")) return { permissions: ["ffi"] };
  if (type.keyword.startsWith("socket-")) return { permissions: ["net", "ffi"] };
  // The runtime takes such a name for a path, and changes it, if it has anything to check.
  if (type.keyword.startsWith("abstract")) return device("a name that is no path");
  if (groups.includes("named") || groups.includes("unix")) {
    return named(parameters[0], type.keyword, options, calls);
  }
  const history = options.text("history-file");
  if (history !== undefined) {
    return isDevice(history) ? device(history) : { permissions: ["read", "write", ...calls] };
  }
  if (options.has("ipv6-join-group")) return device("/sys/class/net");
  if (groups.includes("ip")) return { permissions: ["net", ...networkExtras(known, options), ...calls] };
  return { permissions: calls }; // the standard streams
}

const MULTICAST = ["ip-multicast-if", "ip-multicast-ttl", "ip-multicast-loop"];

/** Options for which the runtime has no call, and the C library is asked. */
function needsCalls(keyword: string, options: Options): boolean {
  return wantsOwnSocket(options) ||
    ["ipv6-v6only", "setsid", ...MULTICAST].some((name) => options.has(name)) ||
    /^(std|fd|readline)/.test(keyword) &&
      (typedAtConsole() || options.has("append") || options.has("o-noatime") || asksForTerminal(options)) ||
    /^(unix|gopen)/.test(keyword) && options.has("bind");
}

/** Files, pipes and sockets in the file system. */
function named(
  path: string | undefined,
  keyword: string,
  options: Options,
  calls: Permission[],
): KeptPermissions {
  if (path === undefined) return nothing;
  if (isDevice(path)) return device(path);
  // The same holds for the empty name of a socket that only sends.
  if (sendsUnnamed(path, keyword, options)) return device("a datagram socket without a name");
  const pipe = keyword === "pipe";
  const asked = options.has("umask") || pipe || proxyKind(keyword, options) !== undefined;
  const umask: Permission[] = asked ? ["sys"] : [];
  const aside: Permission[] = fifosBlock() && (pipe || fileKind(path) === "named pipe") ? ["ffi"] : [];
  return {
    permissions: ["net", "read", "write", ...umask, ...calls, ...aside, ...pipe ? ["run" as const] : []],
  };
}

/** The master is opened through the C library; the other end has a name below /dev. */
function terminal(options: Options): KeptPermissions {
  if (OWNERSHIP.some((name) => options.has(name))) return device("a pseudo terminal with an owner or mode");
  return { permissions: ["ffi", ...options.has("symbolic-link") ? ["read", "write"] as const : []] };
}

/** Whether there may be a UNIX datagram socket of ours that has no name. */
function sendsUnnamed(path: string, keyword: string, options: Options): boolean {
  if (options.has("bind")) return false;
  return keyword === "unix-sendto" || /^(gopen|unix-client)$/.test(keyword) && fileKind(path) === "socket";
}

/** Options that name a file to read. */
const FILE_OPTIONS = [
  "basic-auth-file",
  "proxy-authorization-file",
  "allow-file",
  "deny-file",
  "proxy-protocol-from-file",
  "auth-file",
  "allow-target-file",
];

/** Besides the network: certificates, the table of port names, the names of interfaces. */
function networkExtras({ type, parameters }: KnownAddress, options: Options): Permission[] {
  const { keyword, syntax } = type;
  const extras: Permission[] = [];
  const files = /^(openssl|wss)/.test(keyword) || FILE_OPTIONS.some((name) => options.has(name));
  const names = [...syntax.matchAll(/<([\w-]+)>/g)].map(([, name]) => name!);
  const typed = parameters.filter((_, index) => names[index]?.endsWith("port"));
  const local = options.text("bind")?.match(/:(\w+)$/)?.[1];
  const ports = [...typed, local, options.text("proxyport"), options.text("socksport")];
  if (files || ports.some((port) => port !== undefined && /\D/.test(port))) extras.push("read");
  // A datagram socket on every address has to find out which of ours a sender knows.
  const anyAddress = /^udp\d?-(listen|recvfrom)$/.test(keyword) && !options.has("bind");
  const groups = options.has("ip-add-membership") || options.has("ip-multicast-if");
  // A proxy has to know which targets are this machine.
  if (anyAddress || groups || proxyKind(keyword, options) !== undefined) extras.push("sys");
  return extras;
}

function optionPermissions({ lock, log, rawLeft, rawRight, extensions }: CommandLine): KeptPermissions[] {
  const written = [
    lock?.path,
    log.file,
    rawLeft,
    rawRight,
    extensions.record,
    extensions.pcap,
    extensions.diagram,
  ].filter((
    path,
  ) => path !== undefined);
  if (extensions.rewriteWith !== undefined) return [everything("it runs a module")];
  const read = [extensions.replay].filter((path) => path !== undefined);
  const special = [...written, ...read].find(isDevice);
  if (special !== undefined) return [device(special)];
  return [
    ...written.map(() => ({ permissions: ["read", "write"] as const })),
    ...read.map(() => ({ permissions: ["read"] as const })),
  ];
}

function device(what: string): KeptPermissions {
  return everything(`${what} is only opened to a program that may do everything`);
}

function everything(because: string): KeptPermissions {
  return { permissions: PERMISSIONS, because };
}

const nothing: KeptPermissions = { permissions: [] };
