import { msg, prefixed } from "../../i18n/message.ts";
import type { Registry } from "../command.ts";
import type { CommandContext } from "../command_context.ts";
import type { Topic } from "../topic.ts";
import { UsageError } from "../usage_error.ts";
import { manualPage, writeManuals } from "./write_manuals.ts";

/**
 * `netlab help --man [COMMAND]` writes a page on standard output, for `man -l -`; `netlab help --man=DIR`
 * writes all of them below a folder, for installers.
 *
 * @throws {UsageError} when there is no such command.
 */
export async function manualCommand(
  [option = "", ...words]: readonly string[],
  { registry, topics, version }: { registry: Registry; topics: readonly Topic[]; version: string },
  context: CommandContext,
): Promise<number> {
  const source = { registry, topics, version: version.split("\n")[0]!, date: editionDate(context) };
  const folder = /^--man=(.+)$/.exec(option)?.[1];
  if (folder !== undefined) {
    const files = await writeManuals(folder, source, context);
    context.stderr.tell(prefixed("netlab help", msg`${files.length} pages written below ${folder}`));
    return 0;
  }
  const page = await manualPage(words, source, context);
  if (page === undefined) throw new UsageError(msg`no manual page for "${words.join(" ")}"`);
  await context.stdout.write(page);
  return 0;
}

/** The day that the pages bear: that of the build, when it is to be repeatable. */
function editionDate(context: CommandContext): string {
  const seconds = Number(context.env("SOURCE_DATE_EPOCH"));
  return (seconds > 0 ? new Date(seconds * 1000) : new Date()).toISOString().slice(0, 10);
}
