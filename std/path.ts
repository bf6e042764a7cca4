/**
 * `@std/path`, from the official sources as published in `npm:deno-std`; module by module, so that little is loaded.
 *
 * Which system this is, is decided here: the library asks `process` first, which Node has, and for which the runtime
 * loads all that belongs to it, longer than everything else that a start needs.
 */
// @ts-types="./path/basename.d.ts"
import { basename as posixBasename } from "deno-std/path/posix/basename.js";
// @ts-types="./path/dirname.d.ts"
import { dirname as posixDirname } from "deno-std/path/posix/dirname.js";
// @ts-types="./path/extname.d.ts"
import { extname as posixExtname } from "deno-std/path/posix/extname.js";
// @ts-types="./path/from_file_url.d.ts"
import { fromFileUrl as posixFromFileUrl } from "deno-std/path/posix/from_file_url.js";
// @ts-types="./path/to_file_url.d.ts"
import { toFileUrl as posixToFileUrl } from "deno-std/path/posix/to_file_url.js";
// @ts-types="./path/is_absolute.d.ts"
import { isAbsolute as posixIsAbsolute } from "deno-std/path/posix/is_absolute.js";
// @ts-types="./path/join.d.ts"
import { join as posixJoin } from "deno-std/path/posix/join.js";
// @ts-types="./path/normalize.d.ts"
import { normalize as posixNormalize } from "deno-std/path/posix/normalize.js";
// @ts-types="./path/relative.d.ts"
import { relative as posixRelative } from "deno-std/path/posix/relative.js";
// @ts-types="./path/resolve.d.ts"
import { resolve as posixResolve } from "deno-std/path/posix/resolve.js";
// @ts-types="./path/constants.d.ts"
import { DELIMITER as posixDelimiter, SEPARATOR as posixSeparator } from "deno-std/path/posix/constants.js";
// @ts-types="./path/basename.d.ts"
import { basename as windowsBasename } from "deno-std/path/windows/basename.js";
// @ts-types="./path/dirname.d.ts"
import { dirname as windowsDirname } from "deno-std/path/windows/dirname.js";
// @ts-types="./path/extname.d.ts"
import { extname as windowsExtname } from "deno-std/path/windows/extname.js";
// @ts-types="./path/from_file_url.d.ts"
import { fromFileUrl as windowsFromFileUrl } from "deno-std/path/windows/from_file_url.js";
// @ts-types="./path/to_file_url.d.ts"
import { toFileUrl as windowsToFileUrl } from "deno-std/path/windows/to_file_url.js";
// @ts-types="./path/is_absolute.d.ts"
import { isAbsolute as windowsIsAbsolute } from "deno-std/path/windows/is_absolute.js";
// @ts-types="./path/join.d.ts"
import { join as windowsJoin } from "deno-std/path/windows/join.js";
// @ts-types="./path/normalize.d.ts"
import { normalize as windowsNormalize } from "deno-std/path/windows/normalize.js";
// @ts-types="./path/relative.d.ts"
import { relative as windowsRelative } from "deno-std/path/windows/relative.js";
// @ts-types="./path/resolve.d.ts"
import { resolve as windowsResolve } from "deno-std/path/windows/resolve.js";
// @ts-types="./path/constants.d.ts"
import {
  DELIMITER as windowsDelimiter,
  SEPARATOR as windowsSeparator,
} from "deno-std/path/windows/constants.js";

const isWindows = Deno.build.os === "windows";

export const basename: typeof posixBasename = isWindows ? windowsBasename : posixBasename;
export const dirname: typeof posixDirname = isWindows ? windowsDirname : posixDirname;
export const extname: typeof posixExtname = isWindows ? windowsExtname : posixExtname;
export const fromFileUrl: typeof posixFromFileUrl = isWindows ? windowsFromFileUrl : posixFromFileUrl;
export const toFileUrl: typeof posixToFileUrl = isWindows ? windowsToFileUrl : posixToFileUrl;
export const isAbsolute: typeof posixIsAbsolute = isWindows ? windowsIsAbsolute : posixIsAbsolute;
export const join: typeof posixJoin = isWindows ? windowsJoin : posixJoin;
export const normalize: typeof posixNormalize = isWindows ? windowsNormalize : posixNormalize;
export const relative: typeof posixRelative = isWindows ? windowsRelative : posixRelative;
export const resolve: typeof posixResolve = isWindows ? windowsResolve : posixResolve;
export const DELIMITER: string = isWindows ? windowsDelimiter : posixDelimiter;
export const SEPARATOR: string = isWindows ? windowsSeparator : posixSeparator;
