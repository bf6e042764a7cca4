import { characterPlace, type FlagWord, terminalFlag } from "./terminal_flags.ts";

/**
 * # The modes of a terminal
 *
 * What termios(3) keeps: four words of switches, the special characters and the two speeds, read from the
 * system's record and written back into it. Linux has numbers for the usual speeds (15 is 38400 baud) and a way to
 * say any other; its programs expect the numbers where there are any. macOS keeps baud.
 */
export class TerminalModes {
  readonly #record: DataView<ArrayBuffer>;
  readonly #place: Places;
  readonly #os: string;

  /** @param record as the system gave it; it is not changed. */
  constructor(record: Uint8Array<ArrayBuffer>, os: string = Deno.build.os) {
    this.#record = new DataView(record.slice().buffer);
    this.#place = os === "darwin" ? DARWIN : LINUX;
    this.#os = os;
  }

  /** The record, with all changes. */
  get record(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#record.buffer.slice(0));
  }

  /**
   * Turns a switch on or off, or gives a field one of its values.
   *
   * @returns false for one that this system does not have
   */
  set(name: string, on = true): boolean {
    const flag = terminalFlag(name, this.#os);
    if (flag === undefined) return false;
    this.#change(flag.word, flag.mask, on ? flag.value : 0);
    return true;
  }

  /** Turns several on or off; those that this system does not have are off anyway. */
  setAll(names: readonly string[], on: boolean): void {
    for (const name of names) this.set(name, on);
  }

  /** Whether a switch is on, or a field has this value. */
  has(name: string): boolean {
    const flag = terminalFlag(name, this.#os);
    return flag !== undefined && (this.#word(flag.word) & flag.mask) >>> 0 === flag.value;
  }

  /** Turns off everything in a word, but the speeds. */
  clear(word: FlagWord): void {
    this.#change(word, word === "control" && this.#place === LINUX ? ~(CBAUD | CIBAUD) >>> 0 : ~0 >>> 0, 0);
  }

  /**
   * Sets a special character, or `min` and `time` of raw reading (bytes, tenths of a second).
   *
   * @returns false for one that this system does not have
   */
  setCharacter(name: string, code: number): boolean {
    const place = characterPlace(name, this.#os);
    if (place === undefined) return false;
    this.#record.setUint8(this.#place.characters + place, code);
    return true;
  }

  /** A special character, or `min`, or `time`. */
  character(name: string): number | undefined {
    const place = characterPlace(name, this.#os);
    return place === undefined ? undefined : this.#record.getUint8(this.#place.characters + place);
  }

  /** The speed of one direction, baud. */
  speed(way: "input" | "output"): number {
    return this.#number(way === "input" ? this.#place.inputSpeed : this.#place.outputSpeed);
  }

  /** Sets the speed of one direction or of both, baud; 0 hangs up. */
  setSpeed(baud: number, way: "input" | "output" | "both" = "both"): void {
    if (way !== "output") this.#setNumber(this.#place.inputSpeed, baud);
    if (way !== "input") this.#setNumber(this.#place.outputSpeed, baud);
    if (this.#place !== LINUX) return;
    const [input, output] = [this.speed("input"), this.speed("output")];
    const differs = input === output ? 0 : speedCode(input) << INPUT_SHIFT;
    this.#change("control", (CBAUD | CIBAUD) >>> 0, (speedCode(output) | differs) >>> 0);
  }

  #change(word: FlagWord, mask: number, value: number): void {
    this.#setNumber(this.#place[word], (this.#word(word) & ~mask | value) >>> 0);
  }

  #word(word: FlagWord): number {
    return this.#number(this.#place[word]);
  }

  // A long of macOS has another half, which is always 0.

  #number(at: number): number {
    return this.#record.getUint32(at, true);
  }

  #setNumber(at: number, value: number): void {
    this.#record.setUint32(at, value, true);
  }
}

/** Where things are in the system's record, bytes. */
interface Places extends Readonly<Record<FlagWord, number>> {
  readonly characters: number;
  readonly inputSpeed: number;
  readonly outputSpeed: number;
}

/** `struct termios2` */
const LINUX: Places = {
  input: 0,
  output: 4,
  control: 8,
  local: 12,
  characters: 17,
  inputSpeed: 36,
  outputSpeed: 40,
};

/** `struct termios` of 64-bit macOS */
const DARWIN: Places = {
  input: 0,
  output: 8,
  control: 16,
  local: 24,
  characters: 32,
  inputSpeed: 56,
  outputSpeed: 64,
};

/** The bits of Linux's control word that hold the speed, and those for input where it has another one. */
const [CBAUD, CIBAUD, INPUT_SHIFT] = [0x100f, 0x100f0000, 16];
/** The speed that has no number: it stands in the record. */
const BOTHER = 0x1000;

/** The usual speeds, in the order of their numbers, baud; beyond the sixteenth, the numbers begin at 0x1001. */
export const USUAL_SPEEDS: readonly number[] = [
  ...[0, 50, 75, 110, 134, 150, 200, 300, 600, 1200, 1800, 2400, 4800, 9600, 19200, 38400],
  ...[57600, 115200, 230400, 460800, 500000, 576000, 921600, 1000000, 1152000, 1500000],
  ...[2000000, 2500000, 3000000, 3500000, 4000000],
];

function speedCode(baud: number): number {
  const index = USUAL_SPEEDS.indexOf(baud);
  if (index < 0) return BOTHER;
  return index < 16 ? index : 0x1001 + index - 16;
}
