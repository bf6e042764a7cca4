import { join } from "@std/path";
import type { WorkDir } from "./work_dir.ts";
import type { ServerPlan } from "../servers/tested_server.ts";

const LIBRARIES = ["x86_64-linux-gnu", "aarch64-linux-gnu"].map((machine) =>
  `/usr/lib/${machine}/faketime/libfaketimeMT.so.1`
);

/** The library that stands between a program and the time of day, when it is installed (Debian: faketime). */
export function fakeTime(): string | undefined {
  return LIBRARIES.find((path) => {
    try {
      return Deno.statSync(path).isFile;
    } catch {
      return false; // not of this machine, or not installed
    }
  });
}

/** Takes away the shared memory that the library leaves when its process is killed. */
export function forgetClock(pid: number): void {
  for (const name of [`faketime_shm_${pid}`, `sem.faketime_sem_${pid}`]) {
    try {
      Deno.removeSync(join("/dev/shm", name));
    } catch {
      // taken away already, by a process that ended by itself
    }
  }
}

/**
 * The settings a server needs so that its clock can be moved while it runs: the time of day only.
 * The monotonic clock never jumps on a real machine, and time stamps of files stay out of this.
 */
export async function clockEnv(
  workDir: WorkDir,
  name: string,
): Promise<Pick<ServerPlan, "clock" | "env">> {
  const library = fakeTime();
  if (library === undefined) return {};
  const clock = join(workDir.path, `${name}.clock`);
  await Deno.writeTextFile(clock, "+0\n");
  const env = {
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: clock,
    FAKETIME_NO_CACHE: "1",
    FAKETIME_DONT_FAKE_MONOTONIC: "1",
    NO_FAKE_STAT: "1",
  };
  return { clock, env };
}
