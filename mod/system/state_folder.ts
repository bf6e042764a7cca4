import { type System, thisSystem } from "./system.ts";

/**
 * The folder in which programs keep what has to be there next time and nobody edits: XDG_STATE_HOME or
 * `~/.local/state` (XDG Base Directory Specification), `~/Library/Application Support` on macOS, LOCALAPPDATA on
 * Windows.
 *
 * @param env reads a variable; an empty one counts as absent
 * @returns undefined when the system does not say whose folder it would be
 */
export function stateFolder(
  env: (name: string) => string | undefined,
  system: System = thisSystem(),
): string | undefined {
  if (system === "windows") return env("LOCALAPPDATA");
  const home = env("HOME");
  if (system === "darwin") return home && `${home}/Library/Application Support`;
  const given = env("XDG_STATE_HOME");
  return given?.startsWith("/") ? given : home && `${home}/.local/state`;
}
