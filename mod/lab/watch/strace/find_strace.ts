import { type Message, msg } from "../../../i18n/message.ts";
import { MessageError } from "../../../i18n/message_error.ts";
import { findProgram } from "../../../system/find_program.ts";
import { thisSystem } from "../../../system/system.ts";
import { straceArguments, type StraceDialect } from "./options.ts";

/**
 * Whether strace is here and may look at programs: it is tried on one that does nothing.
 *
 * @throws {MessageError} saying what to do when it is missing, or when the system does not let it.
 */
export async function findStrace(): Promise<StraceDialect> {
  if (thisSystem() !== "linux") {
    throw new MessageError(
      msg`only Linux shows the calls of a program, by strace; --through LISTEN:HOST:PORT shows its bytes on every system`,
    );
  }
  if (findProgram("strace") === undefined) {
    throw new MessageError(
      msg`strace is missing, which shows the calls of programs: install it (sudo apt install strace, sudo dnf install strace)`,
    );
  }
  let said = "";
  for (const dialect of ["sockets", "everything"] as const) {
    said = await tryDialect(dialect);
    if (said === "") return dialect;
    if (isForbidden(said)) throw new MessageError(howToAllow(readSetting(YAMA)));
  }
  throw new MessageError(msg`strace does not work here: ${said}`);
}

/** @returns what went wrong; empty when nothing did. */
async function tryDialect(dialect: StraceDialect): Promise<string> {
  const args = straceArguments({ output: "/dev/null", words: ["true"], dialect });
  const { success, stderr } = await new Deno.Command("strace", {
    args,
    stdin: "null",
    stdout: "null",
    stderr: "piped",
    signal: AbortSignal.timeout(PATIENCE),
  }).output();
  return success ? "" : new TextDecoder().decode(stderr).trim().split("\n").at(-1)! || "?";
}

/** Milliseconds. */
const PATIENCE = 10_000;

function isForbidden(said: string): boolean {
  return /PTRACE_|ptrace\(|test_ptrace/.test(said);
}

/** What decides on Linux who may look at whom (Documentation/admin-guide/LSM/Yama.rst). */
export const YAMA = "/proc/sys/kernel/yama/ptrace_scope";

/** The content of a kernel's setting; empty where there is no such setting. */
export function readSetting(path: string): string {
  try {
    return Deno.readTextFileSync(path).trim();
  } catch {
    return ""; // a kernel without it
  }
}

/** What to do where no program may look at another. @param scope Yama's setting, if there is one */
export function howToAllow(scope: string): Message {
  return scope === "3"
    ? msg`this system lets no program look at another, until it is started anew (kernel.yama.ptrace_scope is 3); --through shows bytes`
    : msg`this system does not let strace look at programs: a container needs docker run --cap-add=SYS_PTRACE, another system sudo sysctl kernel.yama.ptrace_scope=1`;
}

/**
 * Why a running process cannot be joined.
 *
 * @returns undefined when nothing speaks against it.
 */
export function whyNotJoin(pid: number): Message | undefined {
  let status: string;
  try {
    status = Deno.readTextFileSync(`/proc/${pid}/status`);
  } catch {
    return msg`there is no process ${pid}`;
  }
  const tracer = Number(/^TracerPid:\s*(\d+)/m.exec(status)?.[1] ?? 0);
  if (tracer !== 0) return msg`process ${pid} is looked at already, by process ${tracer}`;
  const owner = Number(/^Uid:\s*(\d+)/m.exec(status)?.[1] ?? -1);
  const own = Deno.uid();
  if (own === 0) return undefined;
  if (owner !== own) return msg`process ${pid} is somebody else's: use sudo`;
  const scope = readSetting(YAMA);
  return scope === "" || scope === "0"
    ? undefined
    : msg`this system lets a program look only at those that it has started: use --run, or sudo sysctl kernel.yama.ptrace_scope=0`;
}
