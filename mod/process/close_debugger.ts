import { runtimeIsFrom } from "../system/runtime_version.ts";

/**
 * Keeps the runtime from opening its debugger on SIGUSR1.
 *
 * Deno 2.9.2 and newer, when running a program from source, listen for that signal half a second
 * after the start, and then let everybody on this machine run code in here (127.0.0.1:9229); no
 * flag turns that off, and our own listeners change nothing. But all listeners go through one
 * table, which asks the kernel once for each signal: with ours already in it, the kernel can be
 * told something else, and is never asked again. It is told to call a function that does nothing,
 * and not to ignore the signal, because that would be inherited by every program that is started.
 *
 * Goes through the C library, so it needs the permission for foreign functions; without it, or on
 * another system, nothing happens here. Call it once there is a listener for SIGUSR1, and within
 * that half second.
 */
export function closeDebugger(): void {
  if (Deno.build.os !== "linux" || !runtimeIsFrom("2.9.2")) return;
  try {
    const { symbols } = Deno.dlopen("libc.so.6", {
      signal: { parameters: ["i32", "pointer"], result: "pointer" },
      dlsym: { parameters: ["pointer", "buffer"], result: "pointer" },
    });
    symbols.signal(SIGUSR1, symbols.dlsym(null, new TextEncoder().encode("abs\0")));
  } catch {
    // No permission, or a C library of another name
  }
}

const SIGUSR1 = 10;
