/**
 * The machine on which the figures were measured; without it a figure means nothing to anybody
 * else.
 *
 * @module
 */

/** The machine and the runtime, as kept with every result. */
export interface Machine {
  readonly cores: number;
  readonly cpu: string;
  readonly memoryGib: number;
  readonly kernel: string;
  readonly os: string;
  readonly deno: string;
  readonly v8: string;
  readonly date: string;
}

/** Describes the machine this runs on. */
export function describeMachine(): Machine {
  return {
    cores: navigator.hardwareConcurrency,
    cpu: cpuModel(),
    memoryGib: Math.round(Deno.systemMemoryInfo().total / 2 ** 30),
    kernel: Deno.osRelease(),
    os: `${Deno.build.os} ${Deno.build.arch}`,
    deno: Deno.version.deno,
    v8: Deno.version.v8,
    date: new Date().toISOString(),
  };
}

/** The machine in one line, for the head of a report. */
export function machineLine(machine: Machine = describeMachine()): string {
  const { cores, cpu, memoryGib, kernel, os, deno, date } = machine;
  return `${cores} cores of ${cpu}, ${memoryGib} GiB, ${os} ${kernel}, Deno ${deno}, ${date.slice(0, 10)}`;
}

function cpuModel(): string {
  try {
    return /^model name\s*:\s*(.*)$/m.exec(Deno.readTextFileSync("/proc/cpuinfo"))?.[1] ?? "unknown";
  } catch {
    return "unknown"; // not Linux
  }
}

/**
 * The first line of a program's version text.
 *
 * @param command for example `["node", "--version"]`
 * @returns `unknown` when it cannot be started or says nothing
 */
export async function versionOf(command: readonly string[]): Promise<string> {
  const [program = "", ...args] = command;
  try {
    const env = { NO_COLOR: "1" };
    const { success, stdout, stderr } = await new Deno.Command(program, { args, env, stdin: "null" })
      .output();
    if (!success) return "unknown";
    const text = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
    const lines = text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
    return lines.find((line) => /\d/.test(line)) ?? "unknown";
  } catch {
    return "unknown";
  }
}
