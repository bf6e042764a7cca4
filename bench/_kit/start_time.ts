/** A program whose start is measured. */
export interface TimedStart {
  readonly command: readonly string[];
  /** Whether it is there when it says `listening`, or when it has ended. */
  readonly listens: boolean;
}

/** What a start took. */
export interface StartCost {
  /** Milliseconds until the program has ended, or listens. */
  readonly ms: number;
  /** Microseconds of processor time of all its threads, of one that listens, where the system tells (Linux). */
  readonly cpu?: number;
}

/** Milliseconds until a program has ended, or listens. */
export async function startTime(start: TimedStart): Promise<number> {
  return (await startCost(start)).ms;
}

/** The same, with the processor time, which a busy machine distorts less. */
export async function startCost({ command: [program, ...args], listens }: TimedStart): Promise<StartCost> {
  const begun = performance.now();
  const env = { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" };
  const child = new Deno.Command(program!, { args, env, stdin: "null", stdout: "null", stderr: "piped" })
    .spawn();
  const reader = child.stderr.getReader();
  let heard = "";
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    heard += new TextDecoder().decode(piece.value);
    if (listens && heard.includes("listening on ")) break;
  }
  if (!listens) await child.status;
  const ms = performance.now() - begun;
  const cpu = listens ? processorTime(child.pid) : undefined;
  if (listens) child.kill("SIGKILL");
  await reader.cancel();
  const { code } = await child.status;
  if (!listens && code !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${code}: ${heard}`);
  return { ms, ...(cpu === undefined ? {} : { cpu }) };
}

/** Microseconds (proc_pid_schedstat(5): the first number is nanoseconds on a processor). */
function processorTime(pid: number): number | undefined {
  const tasks = `/proc/${pid}/task`;
  try {
    const times = [...Deno.readDirSync(tasks)].map(({ name }) =>
      Number(Deno.readTextFileSync(`${tasks}/${name}/schedstat`).split(" ")[0])
    );
    return times.reduce((sum, each) => sum + each, 0) / 1000;
  } catch {
    return undefined; // no /proc, or a kernel that does not count
  }
}
