/** How {@linkcode format} writes a duration. */
export interface FormatOptions {
  style?: "narrow" | "digital" | "full";
  ignoreZero?: boolean;
}
/** A duration in milliseconds for people. */
export function format(milliseconds: number, options?: FormatOptions): string;
