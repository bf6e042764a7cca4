/** `@std/fmt/bytes`, from the official sources as published in `npm:deno-std`. */
// @ts-types="./bytes.d.ts"
export { format } from "deno-std/fmt/bytes.js";
