/**
 * How a program stops itself as the system's terminal would at Ctrl-Z, which it has asked the terminal to leave to
 * it; undefined where there is no such thing. All programs that were started together stop together, and the
 * shell's `fg` lets them go on. In a session without such a shell the system ignores the request.
 *
 * Goes through the C library, for the runtime lets nobody send a signal who may not run programs. To be called
 * while it may still be used.
 */
export function jobControl(): (() => void) | undefined {
  const { os } = Deno.build;
  if (os !== "linux" && os !== "darwin") return undefined;
  try {
    const { symbols } = Deno.dlopen(os === "linux" ? "libc.so.6" : "libSystem.B.dylib", {
      kill: { parameters: ["i32", "i32"], result: "i32" },
    });
    return () => void symbols.kill(OWN_GROUP, os === "linux" ? 20 : 18);
  } catch {
    return undefined; // another C library (Alpine), or --allow-ffi is not given
  }
}

const OWN_GROUP = 0;
