/**
 * What one system has and another has not: addresses and options that cannot do there what they promise. They
 * are refused by name before anything is opened, instead of doing less in silence; help and page read this table
 * too. What no system can have here stands in the tables of addresses and options themselves.
 */
import { TERMINAL_OPTIONS } from "./options/terminal_options.ts";
import { type System, systemTitle, thisSystem } from "../system/system.ts";

/** A gap of some systems. */
export interface SystemLack {
  readonly systems: readonly System[];
  /** Keywords of addresses: those that are missing, or with `options` those at which the options are. */
  readonly addresses?: readonly string[];
  /** Names of options. */
  readonly options?: readonly string[];
  /** Keywords of addresses at which the options are there all the same. */
  readonly except?: readonly string[];
  /** For addresses that are missing with some parameters only: which ones, and how the page writes that. */
  readonly when?: { readonly test: (parameters: readonly string[]) => boolean; readonly shown: string };
  /** How the page writes a long list. */
  readonly shown?: string;
  /** The end of the sentence "… is not supported on Windows: ". */
  readonly reason: string;
}

const NOT_LINUX = ["darwin", "windows"] as const;
const UNIX = list("client connect listen sendto recvfrom recv");
const STANDARD_STREAMS = list("stdio stdin stdout stderr fd");

/** Every gap. */
export const SYSTEM_LACKS: readonly SystemLack[] = [
  {
    systems: ["windows"],
    addresses: UNIX.map((kind) => `unix-${kind}`),
    reason: "the runtime has no UNIX sockets there; use TCP on 127.0.0.1",
  },
  {
    systems: NOT_LINUX,
    addresses: UNIX.map((kind) => `abstract-${kind}`),
    reason: "names of sockets that are no files are Linux's alone",
  },
  {
    systems: ["windows"],
    addresses: ["fd"],
    when: { test: ([number = ""]) => Number(number) > 2, shown: "`FD:3` and above" },
    reason: "a program inherits standard input, output and error, and no other descriptor",
  },
  {
    systems: ["windows"],
    addresses: ["pty"],
    reason: "it has no pseudo terminals with names",
  },
  {
    systems: ["windows"],
    options: TERMINAL_OPTIONS.map(({ name }) => name),
    shown: "every option of terminals",
    reason: "its consoles and serial lines have none of the modes of POSIX terminals",
  },
  {
    systems: ["darwin"],
    options: list("iuclc olcuc xcase vswtc"),
    reason: "terminals have no such mode there",
  },
  {
    systems: ["windows"],
    addresses: ["pipe"],
    when: { test: (parameters) => parameters.length > 0, shown: "`PIPE:FILENAME`" },
    reason: "it has no named pipes in the file system; PIPE without a name works",
  },
  {
    systems: NOT_LINUX,
    addresses: [
      "accept-fd",
      "vsock-connect",
      "vsock-listen",
      ...["connect", "listen", "sendto", "datagram", "recv", "recvfrom"].map((kind) => `socket-${kind}`),
    ],
    reason: "such sockets are reached through the C library of Linux",
  },
  {
    systems: ["windows"],
    addresses: ["shell"],
    reason: "no variable names a shell there; SYSTEM has cmd do it",
  },
  {
    systems: ["windows"],
    options: list("perm perm-early perm-late umask"),
    reason: "files have no permission bits there",
  },
  {
    systems: ["windows"],
    options: list("user user-early user-late group group-early group-late"),
    reason: "users and groups have no numbers there",
  },
  {
    systems: NOT_LINUX,
    options: list(
      "setuid setuid-early setgid setgid-early substuser substuser-delayed substuser-early",
    ),
    reason:
      "the rights of a process are changed through the C library of Linux; run relay itself as that user",
  },
  {
    systems: NOT_LINUX,
    options: list(
      "so-bindtodevice ip-transparent setsockopt setsockopt-int setsockopt-string setsockopt-listen setsockopt-socket setsockopt-connected",
    ),
    reason: "sockets are set by number or bound to an interface through the C library of Linux",
  },
  { systems: NOT_LINUX, options: ["netns"], reason: "only Linux has several networks side by side" },
  {
    systems: ["windows"],
    options: list("setsid setpgid sighup sigint sigquit"),
    reason: "it has no sessions, process groups or signals",
  },
  {
    systems: ["darwin"],
    options: ["setsid"],
    except: ["exec", "system", "shell"],
    reason: "only a program that is started gets a session of its own there",
  },
  {
    systems: ["windows"],
    options: list("fdin fdout"),
    reason: "programs have standard input and output there, and no other descriptor to talk through",
  },
  {
    systems: ["windows"],
    options: list("o-directory o-dsync o-sync o-nofollow"),
    reason: "files cannot be opened in that way there",
  },
  {
    systems: NOT_LINUX,
    options: ["ip-multicast-if"],
    reason: "the interface of a group is chosen through the C library of Linux",
  },
  {
    systems: NOT_LINUX,
    options: ["o-noatime"],
    reason: "only Linux opens a file without noting the time",
  },
  {
    systems: NOT_LINUX,
    options: ["append"],
    addresses: STANDARD_STREAMS,
    reason: "the runtime changes an open descriptor on Linux only; let the shell append with >>",
  },
  {
    systems: ["darwin"],
    options: ["bind"],
    addresses: ["unix-connect"],
    reason: "a client of a UNIX socket has no name of its own there",
  },
  {
    systems: ["windows"],
    options: ["so-reuseport"],
    reason: "two sockets cannot share a port there",
  },
];

function list(names: string): string[] {
  return names.split(" ");
}

/** Why an address with these parameters is not there on a system. */
export function lacksAddress(
  keyword: string,
  parameters: readonly string[],
  system: System = thisSystem(),
): string | undefined {
  return SYSTEM_LACKS.find((lack) =>
    lack.options === undefined && lack.systems.includes(system) && lack.addresses!.includes(keyword) &&
    (lack.when?.test(parameters) ?? true)
  )?.reason;
}

/** Why an option is not there on a system, at an address of this type. */
export function lacksOption(
  option: string,
  keyword: string,
  system: System = thisSystem(),
): string | undefined {
  return SYSTEM_LACKS.find(({ systems, options, addresses, except }) =>
    systems.includes(system) && options?.includes(option) && (addresses?.includes(keyword) ?? true) &&
    !except?.includes(keyword)
  )?.reason;
}

/** What help says of something that a system lacks altogether: `not on Windows`. */
export function lackNote(name: string, what: "address" | "option", system: System): string {
  const lacks = SYSTEM_LACKS.some((lack) =>
    lack.systems.includes(system) && lack.when === undefined &&
    (what === "option"
      ? lack.options?.includes(name) && lack.addresses === undefined && lack.except === undefined
      : lack.options === undefined && lack.addresses?.includes(name))
  );
  return lacks ? `not on ${systemTitle(system)}` : "";
}
