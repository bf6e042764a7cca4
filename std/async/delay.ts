/** `@std/async/delay`, from the official sources as published in `npm:deno-std`, with the types it needs here. */
// @ts-types="./delay.d.ts"
export { delay } from "deno-std/async/delay.js";
