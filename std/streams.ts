/** `@std/streams`, from the official sources as published in `npm:deno-std`; module by module, so that little is loaded. */
// @ts-types="./streams/text_line_stream.d.ts"
export { TextLineStream } from "deno-std/streams/text_line_stream.js";
// @ts-types="./streams/to_text.d.ts"
export { toText } from "deno-std/streams/to_text.js";
// @ts-types="./streams/merge_readable_streams.d.ts"
export { mergeReadableStreams } from "deno-std/streams/merge_readable_streams.js";
