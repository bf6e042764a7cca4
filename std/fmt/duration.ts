/** `@std/fmt/duration`, from the official sources as published in `npm:deno-std`. */
// @ts-types="./duration.d.ts"
export { format } from "deno-std/fmt/duration.js";
