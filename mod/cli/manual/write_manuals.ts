import { join } from "@std/path";
import { writeText } from "../../fs/write_text.ts";
import type { Locale } from "../../i18n/locale.ts";
import type { Registry } from "../command.ts";
import type { Topic } from "../topic.ts";
import { PAGE_WORDS } from "./headings.ts";
import { type Manual, pageName } from "./manual.ts";
import { manuals } from "./manuals.ts";
import { type Edition, renderManual } from "./render_manual.ts";

/** The contents of the pages. */
export interface ManualSource {
  readonly registry: Registry;
  readonly topics: readonly Topic[];
  /** `netlab 0.1.0`. */
  readonly version: string;
  /** The day of this edition. */
  readonly date: string;
}

/** One page, or `undefined` when there is no such command. */
export async function manualPage(
  words: readonly string[],
  source: ManualSource,
  locale: Locale,
): Promise<string | undefined> {
  const name = ["netlab", ...words].join(" ");
  const page = (await manuals(source.registry, source.topics, locale.translate)).find((each) =>
    each.name === name
  );
  return page && renderManual(page, edition(source, locale));
}

/**
 * Writes every page into a folder of manuals: `man1` for English, `fr/man1` for French, as `man` looks for
 * them.
 *
 * @returns the files, as paths.
 */
export async function writeManuals(
  folder: string,
  source: ManualSource,
  locale: Locale,
): Promise<string[]> {
  const directory = locale.language === "en" ? join(folder, "man1") : join(folder, locale.language, "man1");
  await Deno.mkdir(directory, { recursive: true });
  const pages = await manuals(source.registry, source.topics, locale.translate);
  return await Promise.all(pages.map((page) => writePage(directory, page, edition(source, locale))));
}

async function writePage(directory: string, page: Manual, edition: Edition): Promise<string> {
  const file = join(directory, `${pageName(page.name)}.1`);
  await writeText(file, renderManual(page, edition));
  return file;
}

function edition({ version, date }: ManualSource, { language }: Locale): Edition {
  return { version, date, words: PAGE_WORDS[language] };
}
