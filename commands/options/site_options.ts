import { join, resolve } from "@std/path";
import { msg } from "../../mod/i18n/message.ts";
import { MessageError } from "../../mod/i18n/message_error.ts";
import { flag, number, type OptionValues, text } from "../../mod/cli/option.ts";
import type { Site } from "../../mod/http/files/site.ts";
import { isFile } from "../../mod/system/is_file.ts";

/** The options of a folder that is a web site. */
export const siteOptions = {
  index: flag({ help: "show a folder's index.html, where there is one, instead of what is in the folder" }),
  spa: flag({
    help: "the same, and the first index.html wherever nothing is: a script in it knows the address",
  }),
  "not-found": text({
    value: "FILE",
    aliases: ["404"],
    help: "page to show where nothing is, from here or from the folder",
  }),
  cache: number({
    value: "SECONDS",
    help: "how long browsers may use a file without asking again",
    shown: "always ask",
  }),
};

type SiteOptionValues = OptionValues<typeof siteOptions>;

/**
 * The site that the options ask for.
 *
 * @param dir the folder
 * @throws {MessageError} when a page that they name is not there
 */
export function siteOf(options: SiteOptionValues, dir: string): Site {
  const { spa, "not-found": notFound } = options;
  if (spa && !isFile(join(dir, "index.html")) && !isFile(join(dir, "index.htm"))) {
    throw new MessageError(msg`--spa needs an index.html in "${dir}"`);
  }
  return {
    index: options.index || spa,
    spa,
    notFound: notFound === undefined ? undefined : pageFile(notFound, dir),
    maxAge: options.cache,
  };
}

/** As it was typed, or else in the folder. */
function pageFile(typed: string, dir: string): string {
  const path = [resolve(typed), join(dir, typed)].find(isFile);
  if (path === undefined) throw new MessageError(msg`Cannot serve "${typed}": ${msg`there is no such file`}`);
  return path;
}
