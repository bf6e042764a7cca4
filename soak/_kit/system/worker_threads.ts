/**
 * How many worker threads a process has at this moment; the engine's own are not counted.
 *
 * @returns 0 where there is no `/proc`, or no such process
 */
export function workerThreads(pid: number): number {
  try {
    return [...Deno.readDirSync(`/proc/${pid}/task`)].filter(({ name }) => isWorker(pid, name)).length;
  } catch {
    return 0;
  }
}

function isWorker(pid: number, thread: string): boolean {
  try {
    return Deno.readTextFileSync(`/proc/${pid}/task/${thread}/comm`).startsWith("worker-");
  } catch {
    return false; // it has just ended
  }
}
