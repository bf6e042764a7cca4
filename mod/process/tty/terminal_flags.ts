/**
 * The switches of terminals (termios(3)) by their names, with the bits that they have on Linux and on macOS. A
 * switch that macOS lacks has no numbers there.
 */

/** The four words of switches: input, output, control, local. */
export type FlagWord = "input" | "output" | "control" | "local";

/** Where a switch is, and which bits it sets. */
export interface TerminalFlag {
  readonly word: FlagWord;
  /** All bits of the field that it belongs to; for a switch of one bit, that bit. */
  readonly mask: number;
  readonly value: number;
}

type Systems = readonly [word: FlagWord, linux: Bits, darwin?: Bits];
type Bits = number | readonly [value: number, mask: number];

const TABLE: Readonly<Record<string, Systems>> = {
  ignbrk: ["input", 0x1, 0x1],
  brkint: ["input", 0x2, 0x2],
  ignpar: ["input", 0x4, 0x4],
  parmrk: ["input", 0x8, 0x8],
  inpck: ["input", 0x10, 0x10],
  istrip: ["input", 0x20, 0x20],
  inlcr: ["input", 0x40, 0x40],
  igncr: ["input", 0x80, 0x80],
  icrnl: ["input", 0x100, 0x100],
  iuclc: ["input", 0x200],
  ixon: ["input", 0x400, 0x200],
  ixany: ["input", 0x800, 0x800],
  ixoff: ["input", 0x1000, 0x400],
  imaxbel: ["input", 0x2000, 0x2000],

  opost: ["output", 0x1, 0x1],
  olcuc: ["output", 0x2],
  onlcr: ["output", 0x4, 0x2],
  ocrnl: ["output", 0x8, 0x10],
  onocr: ["output", 0x10, 0x20],
  onlret: ["output", 0x20, 0x40],
  ofill: ["output", 0x40, 0x80],
  ofdel: ["output", 0x80, 0x20000],
  nldly: ["output", 0x100, [0x100, 0x300]],
  nl0: ["output", [0, 0x100], [0, 0x300]],
  nl1: ["output", [0x100, 0x100], [0x100, 0x300]],
  cr0: ["output", [0, 0x600], [0, 0x3000]],
  cr1: ["output", [0x200, 0x600], [0x1000, 0x3000]],
  cr2: ["output", [0x400, 0x600], [0x2000, 0x3000]],
  cr3: ["output", [0x600, 0x600], [0x3000, 0x3000]],
  tab0: ["output", [0, 0x1800], [0, 0xc04]],
  tab1: ["output", [0x800, 0x1800], [0x400, 0xc04]],
  tab2: ["output", [0x1000, 0x1800], [0x800, 0xc04]],
  tab3: ["output", [0x1800, 0x1800], [0x4, 0xc04]],
  bsdly: ["output", 0x2000, 0x8000],
  bs0: ["output", [0, 0x2000], [0, 0x8000]],
  bs1: ["output", 0x2000, 0x8000],
  vtdly: ["output", 0x4000, 0x10000],
  vt0: ["output", [0, 0x4000], [0, 0x10000]],
  vt1: ["output", 0x4000, 0x10000],
  ffdly: ["output", 0x8000, 0x4000],
  ff0: ["output", [0, 0x8000], [0, 0x4000]],
  ff1: ["output", 0x8000, 0x4000],

  cs5: ["control", [0, 0x30], [0, 0x300]],
  cs6: ["control", [0x10, 0x30], [0x100, 0x300]],
  cs7: ["control", [0x20, 0x30], [0x200, 0x300]],
  cs8: ["control", [0x30, 0x30], [0x300, 0x300]],
  cstopb: ["control", 0x40, 0x400],
  cread: ["control", 0x80, 0x800],
  parenb: ["control", 0x100, 0x1000],
  parodd: ["control", 0x200, 0x2000],
  hupcl: ["control", 0x400, 0x4000],
  clocal: ["control", 0x800, 0x8000],
  crtscts: ["control", 0x80000000, 0x30000],

  isig: ["local", 0x1, 0x80],
  icanon: ["local", 0x2, 0x100],
  xcase: ["local", 0x4],
  echo: ["local", 0x8, 0x8],
  echoe: ["local", 0x10, 0x2],
  echok: ["local", 0x20, 0x4],
  echonl: ["local", 0x40, 0x10],
  noflsh: ["local", 0x80, 0x80000000],
  tostop: ["local", 0x100, 0x400000],
  echoctl: ["local", 0x200, 0x40],
  echoprt: ["local", 0x400, 0x20],
  echoke: ["local", 0x800, 0x1],
  flusho: ["local", 0x1000, 0x800000],
  pendin: ["local", 0x4000, 0x20000000],
  iexten: ["local", 0x8000, 0x400],
};

/** Where special characters and the two numbers of raw reading are in their row, on Linux and on macOS. */
const CHARACTERS: Readonly<Record<string, readonly [linux: number, darwin?: number]>> = {
  intr: [0, 8],
  quit: [1, 9],
  erase: [2, 3],
  kill: [3, 5],
  eof: [4, 0],
  time: [5, 17],
  min: [6, 16],
  swtc: [7],
  start: [8, 12],
  stop: [9, 13],
  susp: [10, 10],
  eol: [11, 1],
  reprint: [12, 6],
  discard: [13, 15],
  werase: [14, 4],
  lnext: [15, 14],
  eol2: [16, 2],
};

/** A switch of this system's terminals; undefined for a name that it does not have. */
export function terminalFlag(name: string, os: string = Deno.build.os): TerminalFlag | undefined {
  const row = TABLE[name];
  const bits = os === "darwin" ? row?.[2] : row?.[1];
  if (bits === undefined) return undefined;
  const [value, mask] = typeof bits === "number" ? [bits, bits] : bits;
  return { word: row![0], value, mask };
}

/** The place of a special character, on this system; undefined for one that it does not have. */
export function characterPlace(name: string, os: string = Deno.build.os): number | undefined {
  return CHARACTERS[name]?.[os === "darwin" ? 1 : 0];
}

/** The names of all switches. */
export const FLAG_NAMES: readonly string[] = Object.keys(TABLE);

/** The names of all special characters. */
export const CHARACTER_NAMES: readonly string[] = Object.keys(CHARACTERS);
