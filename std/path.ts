/** `@std/path`, from the official sources as published in `npm:deno-std`; module by module, so that little is loaded. */
// @ts-types="./path/basename.d.ts"
export { basename } from "deno-std/path/basename.js";
// @ts-types="./path/dirname.d.ts"
export { dirname } from "deno-std/path/dirname.js";
// @ts-types="./path/extname.d.ts"
export { extname } from "deno-std/path/extname.js";
// @ts-types="./path/from_file_url.d.ts"
export { fromFileUrl } from "deno-std/path/from_file_url.js";
// @ts-types="./path/to_file_url.d.ts"
export { toFileUrl } from "deno-std/path/to_file_url.js";
// @ts-types="./path/is_absolute.d.ts"
export { isAbsolute } from "deno-std/path/is_absolute.js";
// @ts-types="./path/join.d.ts"
export { join } from "deno-std/path/join.js";
// @ts-types="./path/normalize.d.ts"
export { normalize } from "deno-std/path/normalize.js";
// @ts-types="./path/relative.d.ts"
export { relative } from "deno-std/path/relative.js";
// @ts-types="./path/resolve.d.ts"
export { resolve } from "deno-std/path/resolve.js";
// @ts-types="./path/constants.d.ts"
export { DELIMITER, SEPARATOR } from "deno-std/path/constants.js";
