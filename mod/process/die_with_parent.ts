/**
 * Has the kernel kill this process when its parent has exited, whatever it is doing then: a process
 * that is busy computing does not notice the end of a pipe.
 *
 * prctl(2) PR_SET_PDEATHSIG, which watches the thread that started us: for a program that starts
 * its children from its main thread, that is the whole program. Goes through the C library, so it
 * needs the permission for foreign functions; without it, or on another system, nothing happens
 * here.
 */
export function dieWithParent(): void {
  if (Deno.build.os !== "linux") return;
  try {
    const { symbols } = Deno.dlopen("libc.so.6", {
      prctl: { parameters: ["i32", "u64"], result: "i32" },
    });
    symbols.prctl(PR_SET_PDEATHSIG, SIGKILL);
  } catch {
    // No permission, or a C library of another name: the end of its standard input ends it, once it listens
  }
}

const PR_SET_PDEATHSIG = 1;
const SIGKILL = 9n;
