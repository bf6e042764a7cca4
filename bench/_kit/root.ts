import { dirname, fromFileUrl } from "@std/path";

/** The repository's root folder, where every measured command is started. */
export const root: string = dirname(dirname(dirname(fromFileUrl(import.meta.url))));
