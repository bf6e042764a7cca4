/** `@std/cli/prompt-secret`, from the official sources as published in `npm:deno-std`. */
// @ts-types="./prompt_secret.d.ts"
export { promptSecret } from "deno-std/cli/prompt_secret.js";
