/** `@std/fmt/colors`, from the official sources as published in `npm:deno-std`. */
// @ts-types="./colors.d.ts"
export {
  blue,
  bold,
  cyan,
  dim,
  getColorEnabled,
  gray,
  green,
  inverse,
  italic,
  magenta,
  red,
  rgb8,
  setColorEnabled,
  stripAnsiCode,
  underline,
  yellow,
} from "deno-std/fmt/colors.js";
