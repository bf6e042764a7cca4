import type { CommandContext } from "../../../cli/command_context.ts";
import { nicknameKey } from "../room/nickname.ts";

/** How many colours a terminal has. */
export type ColorCount = 8 | 256;

/**
 * Of the 256 colours that terminals have in common, those that contrast by 3:1 and more (WCAG 2.2) with black and
 * white, and with the grounds of the usual dark and light themes.
 */
const OF_256 = [167, 166, 136, 100, 64, 28, 30, 32, 69, 99, 134, 164, 168, 131];
/** Red and magenta are the two of the first eight that do, as xterm shows them; bold ones may be brighter. */
const OF_8 = ["31", "35", "1;31", "1;35"];

/** The name in its colour, which is the same wherever the name stands. */
export function colored(name: string, count: ColorCount): string {
  let sum = 0;
  for (const character of nicknameKey(name)) sum = (sum * 31 + character.codePointAt(0)!) >>> 0;
  const color = count === 256 ? `38;5;${OF_256[sum % OF_256.length]!}` : OF_8[sum % OF_8.length]!;
  return `\x1b[${color}m${name}\x1b[22;39m`;
}

/** How many colours the terminal has, as far as its name tells. */
export function colorCount(env: CommandContext["env"]): ColorCount {
  const term = env("TERM");
  if (env("COLORTERM") !== undefined || term === undefined) return 256;
  return /256color|direct|truecolor|kitty|alacritty|foot|ghostty|wezterm/.test(term) ? 256 : 8;
}
