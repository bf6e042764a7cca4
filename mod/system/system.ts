/**
 * The systems whose ways differ, by the runtime's names for them. What depends on the system takes it as a
 * parameter, this machine's by default, so that a test can ask what would be said and done on the others.
 */
export type System = "linux" | "darwin" | "windows";

/** All of them. */
export const SYSTEMS: readonly System[] = ["linux", "darwin", "windows"];

/** The system that this program runs on; the others of the BSD family are like macOS. */
export function thisSystem(): System {
  const { os } = Deno.build;
  if (os === "windows") return os;
  return os === "linux" || os === "android" ? "linux" : "darwin";
}

/** How a system is called in a sentence. */
export function systemTitle(system: System): string {
  return { linux: "Linux", darwin: "macOS", windows: "Windows" }[system];
}
