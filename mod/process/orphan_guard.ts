/**
 * Takes the programs that we started along when we die, however that happens.
 *
 * A program that we started sees that we are gone only if it reads what we wrote to it or writes to us, and
 * nobody says it does. `kill -9` gives us no time to say goodbye, so somebody else has to: a shell that waits
 * at the end of a pipe whose other end is ours, knows whom to end, and is not reached by what a terminal
 * sends. When the pipe ends it asks them to go, and all their descendants, and forces who is left a second
 * later. One guard, started with the first program, serves many.
 *
 * Where there is no `sh`, nothing is guarded.
 */
export class OrphanGuard implements AsyncDisposable {
  #guard: Guard | undefined;

  /**
   * Guards a program.
   *
   * @param group whether it leads a process group, all of which is to end.
   */
  add(pid: number, { group = false }: { group?: boolean } = {}): void {
    this.#guard ??= start();
    this.#guard.say(`+ ${group ? "-" : ""}${pid}\n`);
  }

  /** The program has ended, or may live on without us. */
  delete(pid: number): void {
    this.#guard?.say(`- ${pid}\n`);
  }

  /** Ends the guard, and no program. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#guard?.dismiss();
  }
}

interface Guard {
  say(line: string): void;
  dismiss(): Promise<void>;
}

function start(): Guard {
  if (Deno.build.os === "windows") return NOBODY;
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
      say,
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

const NOBODY: Guard = { say: () => {}, dismiss: () => Promise.resolve() };

/**
 * Process groups are negative, as kill(1) has them; where a kernel does not list children, descendants are left
 * alone.
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
