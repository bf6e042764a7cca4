import type { PortOwner } from "./port_owner.ts";

/**
 * The first process in what `lsof -Fpc` prints: a line for each thing it tells, with a letter in front
 * (lsof(8), "Output for other programs").
 *
 * @returns undefined when there is none.
 */
export function lsofOwner(text: string): PortOwner | undefined {
  const field = (letter: string) => new RegExp(`^${letter}(.+)$`, "m").exec(text)?.[1];
  const [pid, name] = [Number(field("p")), field("c")];
  return Number.isInteger(pid) && name !== undefined ? { pid, name } : undefined;
}

/**
 * The process that listens on a TCP port, from what `netstat -ano` of Windows prints. The names of the
 * columns and of the states are in the language of the machine: a socket that listens is known by its
 * foreign port, which is 0.
 *
 * @returns undefined when there is none, or no number of a process.
 */
export function netstatPid(text: string, port: number): number | undefined {
  for (const line of text.split(/\r?\n/)) {
    const fields = line.trim().split(/\s+/);
    const [protocol, local = "", foreign = ""] = fields;
    const pid = fields.length > 4 ? Number(fields.at(-1)) : NaN;
    const listens = protocol === "TCP" && local.endsWith(`:${port}`) && foreign.endsWith(":0");
    if (listens && Number.isInteger(pid)) return pid;
  }
  return undefined;
}

/**
 * The name of a process in what `tasklist /FO CSV /NH` of Windows prints: `"python.exe","4711",…`, or a
 * sentence when there is no such process.
 */
export function tasklistName(text: string, pid: number): string | undefined {
  for (const [, name, number] of text.matchAll(/^"([^"]+)","(\d+)"/gm)) {
    if (Number(number) === pid) return name;
  }
  return undefined;
}
