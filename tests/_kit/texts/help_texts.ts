import { registry } from "../../../commands/registry.ts";
import type { AnyCommand, RawCommand } from "../../../mod/cli/command.ts";
import { commandHelp, groupHelp, programHelp } from "../../../mod/cli/help.ts";
import { completables } from "../../../mod/cli/completion/completable.ts";
import { manuals } from "../../../mod/cli/manual/manuals.ts";
import { allTypes } from "../../../mod/relay/addresses/registry.ts";
import { addressHelpText } from "../../../mod/relay/help/address_help.ts";
import { relayHelpText } from "../../../mod/relay/help/help.ts";
import { Message } from "../../../mod/i18n/message.ts";
import type { Translate } from "../../../mod/i18n/locale.ts";

/**
 * Every text for which any help, manual page or completion asks a translator: this one, or one that
 * knows none.
 *
 * @param ids takes the ids of the messages that are asked for.
 */
export async function helpTexts(
  translate: Translate = String,
  ids: Set<string> = new Set(),
): Promise<string[]> {
  const asked = new Set<string>();
  const listen: Translate = (text) => {
    if (typeof text === "string") asked.add(text);
    else for (const id of idsIn(text)) ids.add(id);
    return translate(text);
  };
  const text = { name: "", summary: "", text: () => Promise.resolve("") };
  programHelp(registry, [text, { ...text, html: text.text }], listen);
  for (const each of registry) if ("commands" in each) groupHelp(each, listen);
  for (const command of await allCommands()) commandHelp(command, listen);
  await manuals(registry, [], listen);
  await completables(registry, [], { language: "en", translate: listen });
  relayHelpText(0, listen);
  relayHelpText(2, listen);
  for (const { keyword } of allTypes()) addressHelpText(keyword, 2, listen);
  addressHelpText("PIPE", 0, listen);
  return [...asked];
}

/** The ids of a message and of those in it. */
function idsIn({ id, values }: Message): string[] {
  return [id, ...values.flatMap((value) => value instanceof Message ? idsIn(value) : [])];
}

/** The commands that have tables of options. */
export async function allCommands(): Promise<AnyCommand[]> {
  return (await loadedCommands()).filter((each): each is AnyCommand => "args" in each);
}

/** Every command, those too that parse their own arguments. */
export async function loadedCommands(): Promise<(AnyCommand | RawCommand)[]> {
  const entries = registry.flatMap((each) => "commands" in each ? each.commands : [each]);
  return await Promise.all(entries.map(async (each) => (await each.load()).default));
}
