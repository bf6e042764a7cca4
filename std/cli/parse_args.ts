/** `@std/cli/parse-args`, from the official sources as published in `npm:deno-std`, with the types it needs here. */
// @ts-types="./parse_args.d.ts"
export { parseArgs } from "deno-std/cli/parse_args.js";
