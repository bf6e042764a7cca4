/**
 * The systems whose ways differ, by the runtime's names for them. What depends on the system takes it as a
 * parameter, this machine's by default, so that a test can ask what would be said and done on the others.
 */
export type SystemName = "linux" | "darwin" | "windows";

/** All of them. */
export const SYSTEM_NAMES: readonly SystemName[] = ["linux", "darwin", "windows"];

/** The system we run on; a BSD, which has no name of its own here, is like macOS. */
export function thisSystem(): SystemName {
  const { os } = Deno.build;
  if (os === "windows") return os;
  return os === "linux" || os === "android" ? "linux" : "darwin";
}

/** How a system is called in a sentence. */
export function systemTitle(system: SystemName): string {
  return { linux: "Linux", darwin: "macOS", windows: "Windows" }[system];
}
