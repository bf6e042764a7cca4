/**
 * Has the kernel kill this process when its parent is no more, whatever it is doing at that time: one that
 * computes sees the end of no pipe.
 *
 * prctl(2) PR_SET_PDEATHSIG, which counts from the thread that started us: of a program that starts its
 * children from its main thread, the whole of it. Goes through the C library, so it needs the permission for
 * foreign functions; without it, or on another system, nothing happens here.
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
