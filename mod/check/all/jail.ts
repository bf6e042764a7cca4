import { dirname } from "@std/path";
import { findProgram } from "../../system/find_program.ts";

/*
A jail for a program that nobody has read: bubblewrap makes namespaces of its own for it, in which it sees the system's
programs and its own files, all of them read-only, an empty /tmp, no home, no other process, and no rights to change
any of that. It may use the network, because a check has to reach it. When the jail ends, everything in it does,
however it has multiplied.
*/

/** What a program in the jail has. */
export interface JailOptions {
  /** Its files, which it sees as {@linkcode JAILED} and cannot change. */
  readonly folder: string;
  /** A folder for what a compiler makes, which it sees as {@linkcode MADE}. */
  readonly made: string;
  /** Whether it may write there. @default {false} */
  readonly writes?: boolean;
  /**
   * Whether it is to see the files that a check has laid out, with what lies beside them and is none of its business,
   * and begin there; and whether it may write there.
   */
  readonly fixtures?: "read" | "write" | undefined;
  /** The most memory that a process may map, bytes. */
  readonly memory?: number | undefined;
  /** Whether it runs as nobody, because we are root. */
  readonly nobody?: boolean;
}

/** Where a jailed program finds its files, and what was made of them. */
export const JAILED = "/hand-in";
export const MADE = "/made";

/** What one process may have: processes and threads of the jail, bytes of a file, seconds of a processor, open files. */
const LIMITS = { nproc: 256, fsize: 64 * 1024 * 1024, cpu: 120, nofile: 2048, core: 0 };
/** The size of /tmp, bytes. */
const SCRATCH = 64 * 1024 * 1024;
const NOBODY = 65_534;
/** Where programs and their libraries are. */
const SYSTEM = ["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/opt"];
/** What programs of the system read to work at all; nothing here is secret. */
const SETTINGS = [
  ...[
    "alternatives",
    "group",
    "hosts",
    "ld.so.cache",
    "ld.so.conf",
    "ld.so.conf.d",
    "localtime",
    "nsswitch.conf",
  ],
  ...["passwd", "protocols", "resolv.conf", "services", "ssl/certs", "ssl/openssl.cnf"],
].map((name) => `/etc/${name}`);
/** Those that Java keeps beside its program. */
const JAVA = /^java-\d/;

/** Whether this system has a jail, and why not. */
export interface JailState {
  readonly has: boolean;
  /** In the system's own words; empty where there is no such program. */
  readonly reason: string;
  readonly nobody: boolean;
}

/** The words that start a program in the jail. @param words with paths as the program sees them */
export function jailWords(words: readonly string[], options: JailOptions): string[] {
  const { folder, made, writes = false, fixtures, nobody = false } = options;
  const [program = "", ...args] = words;
  const own = isSystems(program) ? undefined : findProgram(program);
  return [
    ...nobody ? ["setpriv", `--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups", "--"] : [],
    "bwrap",
    ...["--unshare-user", "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"],
    ...["--die-with-parent", "--new-session", "--cap-drop", "ALL", "--hostname", "jail", "--clearenv"],
    ...Object.entries(ENVIRONMENT).flatMap(([name, value]) => ["--setenv", name, value]),
    ...SYSTEM.flatMap(shown),
    ...[...SETTINGS, ...javaSettings()].flatMap((path) => ["--ro-bind-try", path, path]),
    ...own === undefined ? [] : placeOf(own),
    ...["--proc", "/proc", "--dev", "/dev", "--size", String(SCRATCH), "--tmpfs", "/tmp"],
    ...["--ro-bind", folder, JAILED, writes ? "--bind" : "--ro-bind", made, MADE],
    ...fixtures === undefined ? ["--chdir", JAILED] : [
      ...[fixtures === "write" ? "--bind" : "--ro-bind", "{dir}/..", "{dir}/.."],
      ...["--chdir", "{dir}"],
    ],
    "prlimit",
    ...Object.entries(LIMITS).map(([name, most]) => `--${name}=${most}`),
    ...options.memory === undefined ? [] : [`--as=${options.memory}`],
    "--",
    own === undefined ? program : Deno.realPathSync(own),
    ...args,
  ];
}

/** Where a jailed program looks for others. */
const PATH = ["/usr/local/bin", "/usr/bin", "/bin", "/usr/local/sbin", "/usr/sbin", "/sbin"];

/** What a jailed program is told; what else is in our environment is none of its business. */
const ENVIRONMENT = {
  PATH: PATH.join(":"),
  HOME: "/tmp",
  LANG: "C.UTF-8",
  PYTHONUNBUFFERED: "1",
  PYTHONIOENCODING: "utf-8",
  PYTHONDONTWRITEBYTECODE: "1",
  GOCACHE: "/tmp/go",
  // Go tidies up before it needs more
  GOMEMLIMIT: "384MiB",
};

/** A folder of the system as it is: a link where it is one. */
function shown(path: string): string[] {
  try {
    const { isSymlink, isDirectory } = Deno.lstatSync(path);
    if (isSymlink) return ["--symlink", Deno.readLinkSync(path), path];
    return isDirectory ? ["--ro-bind", path, path] : [];
  } catch {
    return []; // this system has none
  }
}

function javaSettings(): string[] {
  try {
    return [...Deno.readDirSync("/etc")].map(({ name }) => name).filter((name) => JAVA.test(name)).map((
      name,
    ) => `/etc/${name}`);
  } catch {
    return [];
  }
}

/** Whether the system has it, or it is one of the jail's own files: a user's own copy is not preferred. */
function isSystems(program: string): boolean {
  return program.includes("/") || PATH.some((folder) => isThere(`${folder}/${program}`));
}

function isThere(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

/** An interpreter that is not among the system's programs, with the folder that it is installed in. */
function placeOf(program: string): string[] {
  const path = Deno.realPathSync(program);
  const place = dirname(dirname(path));
  return place === "/" ? ["--ro-bind", path, path] : ["--ro-bind", place, place];
}

/**
 * Finds out whether there is a jail here.
 *
 * @param root whether we may do everything
 */
export async function findJail(root: boolean): Promise<JailState> {
  if (Deno.build.os !== "linux") return { has: false, reason: "", nobody: false };
  if (findProgram("bwrap") === undefined || findProgram("prlimit") === undefined) {
    return { has: false, reason: "", nobody: false };
  }
  const nobody = root && findProgram("setpriv") !== undefined;
  const empty = "/usr";
  const [program = "", ...args] = jailWords(["true"], { folder: empty, made: empty, nobody });
  const { success, stderr } = await new Deno.Command(program, {
    args,
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  })
    .output();
  return { has: success, reason: new TextDecoder().decode(stderr).trim().split("\n")[0] ?? "", nobody };
}
