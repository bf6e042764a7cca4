import { WindowsJob } from "./windows_job.ts";

/**
 * Ends the programs that we started when we die, however that happens.
 *
 * A program that we started sees that we are gone only if it reads what we wrote to it or writes to
 * us, and it may do neither. `kill -9` gives us no time to say goodbye, so somebody else has to: a
 * shell that waits at one end of a pipe whose other end is ours, knows which programs to end, and
 * is out of reach of a terminal's signals. When the pipe ends, it asks them and all their
 * descendants to exit, and kills those that are left a second later. One guard, started with the
 * first program, serves many.
 *
 * On Windows the system itself does it, for each program and what that one starts, through a job.
 *
 * Where there is neither `sh` nor that, nothing is guarded.
 */
export class OrphanGuard implements AsyncDisposable {
  #guard: Guard | undefined;

  /**
   * Guards a program.
   *
   * @param group whether it leads a process group that should end as a whole.
   */
  add(pid: number, { group = false }: { group?: boolean } = {}): void {
    this.#guard ??= Deno.build.os === "windows" ? new JobGuard() : startShell();
    this.#guard.add(pid, group);
  }

  /** The program has ended, or may live on without us. */
  delete(pid: number): void {
    this.#guard?.delete(pid);
  }

  /**
   * Ends a program at once with all its descendants, on systems where only the guard can do that.
   *
   * @returns whether it could; otherwise the caller has to, with a signal.
   */
  killFamily(pid: number): boolean {
    return this.#guard?.killFamily(pid) ?? false;
  }

  /** Ends the guard, but no program. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#guard?.dismiss();
  }
}

interface Guard {
  add(pid: number, group: boolean): void;
  delete(pid: number): void;
  killFamily(pid: number): boolean;
  dismiss(): Promise<void>;
}

class JobGuard implements Guard {
  readonly #jobs = new Map<number, WindowsJob>();

  add(pid: number): void {
    const job = WindowsJob.of(pid);
    if (job !== undefined) this.#jobs.set(pid, job);
  }

  delete(pid: number): void {
    this.#jobs.get(pid)?.[Symbol.dispose]();
    this.#jobs.delete(pid);
  }

  killFamily(pid: number): boolean {
    const job = this.#jobs.get(pid);
    job?.terminate();
    return job !== undefined;
  }

  dismiss(): Promise<void> {
    for (const pid of [...this.#jobs.keys()]) this.delete(pid);
    return Promise.resolve();
  }
}

function startShell(): Guard {
  try {
    const child = new Deno.Command("sh", {
      args: ["-c", SCRIPT],
      stdin: "piped",
      stdout: "null",
      stderr: "null",
      detached: true,
    }).spawn();
    // It waits for us, not we for it
    child.unref();
    const writer = child.stdin.getWriter();
    const say = (line: string) =>
      void writer.write(new TextEncoder().encode(line)).catch(() => {/* it was killed */});
    return {
      add: (pid, group) => say(`+ ${group ? "-" : ""}${pid}\n`),
      delete: (pid) => say(`- ${pid}\n`),
      killFamily: () => false,
      async dismiss() {
        say("bye\n");
        await writer.close().catch(() => {/* it was killed */});
        child.ref();
        await child.status;
      },
    };
  } catch {
    return NOBODY;
  }
}

const NOBODY: Guard = {
  add: () => {},
  delete: () => {},
  killFamily: () => false,
  dismiss: () => Promise.resolve(),
};

/**
 * Process groups are negative, as kill(1) has them; where a kernel does not list children, descendants are
 * left alone.
 */
const SCRIPT = `
trap '' INT TERM HUP QUIT
family() {
  for pid do
    echo "$pid"
    family $(cat /proc/\${pid#-}/task/*/children)
  done
}
guarded=
while read -r what pid; do
  case $what in
  +) guarded="$guarded $pid" ;;
  -)
    left=
    for each in $guarded; do [ "\${each#-}" = "$pid" ] || left="$left $each"; done
    guarded=$left ;;
  bye) exit ;;
  esac
done
[ -n "$guarded" ] || exit
all=$(family $guarded)
for each in $all; do kill -s TERM -- "$each"; done
sleep 1
for each in $all; do kill -s KILL -- "$each"; done
`;
