/** `@std/async`, from the official sources as published in `npm:deno-std`; module by module, so that little is loaded. */
// @ts-types="./async/abortable.d.ts"
export { abortable } from "deno-std/async/abortable.js";
// @ts-types="./async/deadline.d.ts"
export { deadline } from "deno-std/async/deadline.js";
// @ts-types="./async/delay.d.ts"
export { delay } from "deno-std/async/delay.js";
// @ts-types="./async/mux_async_iterator.d.ts"
export { MuxAsyncIterator } from "deno-std/async/mux_async_iterator.js";
// @ts-types="./async/retry.d.ts"
export { retry } from "deno-std/async/retry.js";
