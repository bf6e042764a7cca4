import type { TerminalModes } from "../../process/tty/terminal_modes.ts";
import { findOption } from "../options/option_table.ts";
import type { Options } from "../options/options.ts";
import type { OptionValue } from "../options/read_value.ts";
import { isTerminalMode } from "../options/terminal_options.ts";
import { RelayError } from "../relay_endpoint.ts";

/** The modes that the options of an address ask for, in the order given. */
export function modeChanges(options: Options): readonly (readonly [name: string, value: OptionValue])[] {
  const changes = options.all.filter(([name]) => isTerminalMode(findOption(name)!));
  for (const [name] of changes) options.has(name);
  return changes;
}

/**
 * Makes one change.
 *
 * @throws {RelayError} for a value that it cannot have
 */
export function changeMode(modes: TerminalModes, name: string, value: OptionValue): void {
  const together = TOGETHER[name];
  const speed = /^b(\d+)$/.exec(name)?.[1];
  if (together !== undefined) together(modes);
  else if (speed !== undefined) modes.setSpeed(Number(speed));
  else if (name === "ispeed") modes.setSpeed(Number(value), "input");
  else if (name === "ospeed") modes.setSpeed(Number(value), "output");
  else if (FIELDS[name] !== undefined) setField(modes, name, Number(value));
  else if (!modes.setCharacter(name.slice(1), Number(value))) modes.set(name, value !== false);
}

const FIELDS: Readonly<Record<string, readonly string[]>> = {
  csize: ["cs5", "cs6", "cs7", "cs8"],
  crdly: ["cr0", "cr1", "cr2", "cr3"],
  tabdly: ["tab0", "tab1", "tab2", "tab3"],
};

function setField(modes: TerminalModes, name: string, value: number): void {
  const field = FIELDS[name]![value];
  if (field === undefined) throw new RelayError(`option ${name}: invalid value ${value}`);
  modes.set(field);
}

/** Options that set many modes at once, each in its own way. */
const TOGETHER: Readonly<Record<string, (modes: TerminalModes) => void>> = {
  /** Signals and line editing go, echo stays. */
  raw(modes) {
    modes.setAll(
      words("ignbrk brkint ignpar parmrk inpck istrip inlcr igncr icrnl ixon ixoff iuclc ixany imaxbel"),
      false,
    );
    modes.setAll(words("opost isig icanon xcase"), false);
    readEachByte(modes);
  },
  /** Nothing is left; the speed stays what it was, for a line with none hangs up. */
  "termios-rawer"(modes) {
    for (const word of ["input", "output", "control", "local"] as const) modes.clear(word);
    modes.setAll(["cread", "cs8"], true);
    readEachByte(modes);
  },
  /** As cfmakeraw(3). */
  "termios-cfmakeraw"(modes) {
    modes.setAll(words("ignbrk brkint parmrk istrip inlcr igncr icrnl ixon opost"), false);
    modes.setAll(words("echo echonl icanon isig iexten parenb"), false);
    modes.set("cs8");
    readEachByte(modes);
  },
  /** As `stty sane`, but for the special characters. */
  sane(modes) {
    modes.setAll(words("ignbrk inlcr igncr ixoff iuclc ixany"), false);
    modes.setAll(words("olcuc ocrnl onocr onlret ofill ofdel"), false);
    modes.setAll(words("echonl noflsh xcase tostop echoprt"), false);
    modes.setAll(words("nl0 cr0 tab0 bs0 vt0 ff0"), true);
    modes.setAll(words("brkint icrnl imaxbel opost onlcr cread"), true);
    modes.setAll(words("isig icanon iexten echo echoe echok echoctl echoke"), true);
  },
};

function readEachByte(modes: TerminalModes): void {
  modes.setCharacter("min", 1);
  modes.setCharacter("time", 0);
}

function words(text: string): string[] {
  return text.split(" ");
}
