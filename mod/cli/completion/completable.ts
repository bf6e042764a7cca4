import type { Message } from "../../i18n/message.ts";
import { inLanguage } from "../../i18n/in_language.ts";
import type { Locale } from "../../i18n/locale.ts";
import type { Text } from "../../i18n/text.ts";
import type { AnyCommand, CommandEntry, CommandGroup, Registry } from "../command.ts";
import { languageOption } from "../language_option.ts";
import type { Option } from "../option.ts";
import type { Topic } from "../topic.ts";

/** A word that a shell can offer, and what it means. */
export interface Offer {
  readonly word: string;
  readonly help: string | Message;
  /** Its name, if that says more. */
  readonly title?: Text | undefined;
  /**
   * The continuation of the word, without a blank: `OPEN:` awaits the name of a file, `TCP:`
   * something else.
   */
  readonly open?: "files" | "words";
}

/**
 * The words allowed where a value or an argument is expected; shells complete names of files by
 * themselves.
 */
export interface Expected {
  readonly offers: readonly Offer[];
  readonly paths: "none" | "files" | "folders";
}

/** An option as a shell needs to know it. */
export interface CompletableOption {
  /** With their dashes: `--dir`, `-d`. */
  readonly spellings: readonly string[];
  readonly help: string | Message;
  /** The value after it; nothing for a switch. */
  readonly value?: Expected | undefined;
  /** The value stands behind an equals sign or not at all. */
  readonly optional: boolean;
  readonly many: boolean;
}

/**
 * The words that can be typed after some others: after `files`, its verbs; after `files serve`,
 * options and arguments.
 */
export interface Completable {
  /** The words before, without `netlab`; empty for the program itself. */
  readonly after: string;
  readonly options: readonly CompletableOption[];
  readonly expected: Expected;
  /** The next word is a command: the entry for `after` and that word tells what follows it. */
  readonly commands: boolean;
}

/**
 * Everything that can be completed, read off the tables that parse; the meaning of words is told in
 * the reader's language.
 */
export async function completables(
  registry: Registry,
  topics: readonly Topic[],
  locale: Locale,
): Promise<Completable[]> {
  return translated(await everything(registry, topics), locale);
}

async function everything(registry: Registry, topics: readonly Topic[]): Promise<Completable[]> {
  const names = registry.map((each) => offer("commands" in each ? each.name : each.verb, each.summary));
  const groups = registry.filter((each) => "commands" in each);
  const leaves = registry.flatMap((each) =>
    "commands" in each
      ? each.commands.map((entry) => leaf(`${each.name} ${entry.verb}`, entry))
      : [leaf(each.verb, each)]
  );
  const explained = topics.map(({ name, summary }) => offer(name, summary));
  return [
    branch("", [...names, offer("help", "explain a command or an idea")], [HELP, VERSION, LANGUAGE]),
    branch("help", [...names, ...explained], [MANUAL, LANGUAGE]),
    ...groups.map((each) => ({ ...branch(`help ${each.name}`, verbs(each), []), commands: false })),
    ...groups.map((each) => branch(each.name, verbs(each), [HELP, LANGUAGE])),
    ...await Promise.all(leaves),
  ];
}

function verbs({ commands }: CommandGroup): Offer[] {
  return commands.map(({ verb, summary }) => offer(verb, summary));
}

function translated(table: readonly Completable[], { language, translate }: Locale): Completable[] {
  const offers = (all: readonly Offer[]) =>
    all.map(({ title, ...each }) => ({
      ...each,
      help: title === undefined ? translate(each.help) : inLanguage(title, language),
    }));
  return table.map(({ options, expected, ...rest }) => ({
    ...rest,
    options: options.map((each) => ({ ...each, help: translate(each.help) })),
    expected: { ...expected, offers: offers(expected.offers) },
  }));
}

function branch(
  after: string,
  offers: readonly Offer[],
  options: readonly CompletableOption[],
): Completable {
  return { after, options, expected: { offers, paths: "none" }, commands: true };
}

async function leaf(after: string, entry: CommandEntry): Promise<Completable> {
  const loaded = (await entry.load()).default;
  if ("runRaw" in loaded) return { after, commands: false, ...await loaded.completable?.() ?? NOTHING };
  return { after, options: optionsOf(loaded), expected: await argumentsOf(loaded), commands: false };
}

function optionsOf({ options }: AnyCommand): CompletableOption[] {
  const shown = Object.entries(options).filter(([, option]) => !option.hidden);
  return [...shown.map(([name, option]) => optionOf(name, option)), HELP];
}

function optionOf(name: string, option: Option<unknown>): CompletableOption {
  const letters = [option.short, ...Object.keys(option.letters ?? {})].filter((each) => each !== undefined);
  const others = (option.aliases ?? []).map((each) => `--${each}`);
  return {
    // A letter that stands for the option with a value takes none itself; the long name is enough then.
    spellings: [
      `--${name}`,
      ...others,
      ...(option.letters === undefined ? letters.map((each) => `-${each}`) : []),
    ],
    help: option.help,
    value: option.takes === "nothing" ? undefined : valueOf(option),
    optional: option.takes === "optional",
    many: option.many ?? false,
  };
}

function valueOf({ value = "", choices = [] }: Option<unknown>): Expected {
  const paths = value === "DIR" ? "folders" : /FILE|MODULE|COMMAND/.test(value) ? "files" : "none";
  return { offers: choices.map((each) => offer(each, "")), paths };
}

async function argumentsOf({ args }: AnyCommand): Promise<Expected> {
  const all = Object.values(args);
  const files = all.some(({ usage, help }) => /FILE|DIR/.test(usage) || /, or a file\b/.test(String(help)));
  const offers = await Promise.all(all.map(async ({ choices = [], help, titles }) => {
    const titled = await titles?.() ?? {};
    return choices.map((each) => ({ ...offer(each, help), title: titled[each] }));
  }));
  return { offers: offers.flat(), paths: files ? "files" : "none" };
}

function offer(word: string, help: string | Message): Offer {
  return { word, help };
}

function flagOf(spellings: readonly string[], help: string | Message): CompletableOption {
  return { spellings, help, optional: false, many: false };
}

const HELP = flagOf(["--help", "-h"], "show this help");
const VERSION = flagOf(["--version", "-V"], "tell the version");
const MANUAL = flagOf(["--man"], "write the manual page");
const LANGUAGE = optionOf("lang", languageOption);
const NOTHING: Omit<Completable, "after" | "commands"> = {
  options: [],
  expected: { offers: [], paths: "files" },
};
