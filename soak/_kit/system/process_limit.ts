import { isInstalled } from "../../../tests/_kit/program/is_installed.ts";

/** A limit of setrlimit(2) on a running process, and its name in proc(5). */
const LIMITS = { nofile: "Max open files", fsize: "Max file size" } as const;

/** Why the limits of a process cannot be set here; `null` when they can. */
export function prlimitMissing(): string | null {
  return isInstalled("prlimit") ? null : "prlimit is not installed";
}

/** Sets a soft limit, which can be raised again, until it is disposed of. */
export async function processLimit(
  pid: number,
  name: keyof typeof LIMITS,
  value: number,
): Promise<AsyncDisposable> {
  const row = new RegExp(`^${LIMITS[name]}\\s+(\\S+)`, "m");
  const before = row.exec(await Deno.readTextFile(`/proc/${pid}/limits`))?.[1] ?? "unlimited";
  await set(pid, name, `${value}`);
  return { [Symbol.asyncDispose]: () => set(pid, name, before) };
}

async function set(pid: number, name: string, value: string): Promise<void> {
  const args = ["--pid", `${pid}`, `--${name}=${value}:`];
  const { success, stderr } = await new Deno.Command("prlimit", { args }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr).trim());
}
