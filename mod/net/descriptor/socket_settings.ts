import type { Libc } from "../libc.ts";

/** An option of a socket, as setsockopt(2) takes it. */
export interface SocketSetting {
  /** When it is made: before a socket has an address, before it is bound, or when it is connected. */
  readonly phase: "socket" | "bind" | "connected";
  /** How a message names it. */
  readonly name: string;
  readonly level: number;
  readonly option: number;
  readonly value: Uint8Array;
}

/**
 * Makes the settings of one phase.
 *
 * @throws {SettingError} which setting the system refuses, with its error as the cause.
 */
export function applySettings(
  libc: Libc,
  fd: number,
  settings: readonly SocketSetting[],
  phase: SocketSetting["phase"],
): void {
  for (const setting of settings) {
    if (setting.phase !== phase) continue;
    try {
      libc.setOptionBytes(fd, setting.level, setting.option, setting.value);
    } catch (cause) {
      throw new SettingError(setting, cause);
    }
  }
}

/** A setting that the system has refused. */
export class SettingError extends Error {
  override readonly name = "SettingError";

  constructor(readonly setting: SocketSetting, override readonly cause: unknown) {
    super(`the system refuses ${setting.name}`);
  }
}
