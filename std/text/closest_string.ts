/** `@std/text/closest-string`, from the official sources as published in `npm:deno-std`. */
// @ts-types="./closest_string.d.ts"
export { closestString } from "deno-std/text/closest_string.js";
