/** The text in blue, unless colour is off. */
export function blue(text: string): string;
/** The text in bold, unless colour is off. */
export function bold(text: string): string;
/** The text in cyan, unless colour is off. */
export function cyan(text: string): string;
/** The text in dim, unless colour is off. */
export function dim(text: string): string;
/** The text in gray, unless colour is off. */
export function gray(text: string): string;
/** The text in green, unless colour is off. */
export function green(text: string): string;
/** The text in inverse, unless colour is off. */
export function inverse(text: string): string;
/** The text in italic, unless colour is off. */
export function italic(text: string): string;
/** The text in magenta, unless colour is off. */
export function magenta(text: string): string;
/** The text in red, unless colour is off. */
export function red(text: string): string;
/** The text in underline, unless colour is off. */
export function underline(text: string): string;
/** The text in yellow, unless colour is off. */
export function yellow(text: string): string;
/** The text in one of the 256 terminal colours, unless colour is off. */
export function rgb8(text: string, color: number): string;
/** The text without its ANSI escape sequences. */
export function stripAnsiCode(text: string): string;
/** Switches colour on or off. */
export function setColorEnabled(value: boolean): void;
/** Whether colour is on. */
export function getColorEnabled(): boolean;
