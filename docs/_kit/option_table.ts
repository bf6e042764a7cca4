/** What a table shows of an option. */
export interface ShownOption {
  readonly takes: "nothing" | "value" | "optional";
  readonly value?: string | undefined;
  readonly help: string | { toString(): string };
  readonly shown?: string | undefined;
  readonly short?: string;
  readonly aliases?: readonly string[];
  readonly letters?: Readonly<Record<string, string>>;
  readonly hidden?: boolean;
}

/**
 * Options as a Markdown table: read off the table that parses them, so that a page cannot promise an option
 * that is not there.
 */
export function optionTable(options: Readonly<Record<string, ShownOption>>): string {
  const rows = Object.entries(options)
    .filter(([, option]) => !option.hidden)
    .map(([name, option]) => [spelling(name, option), cell(String(option.help)), shown(option)]);
  return [["option", "what it does", "default"], ["---", "---", "---"], ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** A page in a form in which two can be compared, however the formatter has aligned their tables. */
export function withoutAlignment(markdown: string): string {
  return markdown.replaceAll(/ +\|/g, " |").replaceAll(/-{3,}/g, "---");
}

function spelling(name: string, option: ShownOption): string {
  const { value = "" } = option;
  const long = option.takes === "optional" && value !== ""
    ? `--${name}[=${value}]`
    : option.takes === "value"
    ? `--${name} ${value}`
    : `--${name}`;
  const letters = [
    ...(option.short === undefined ? [] : [option.short]),
    ...Object.keys(option.letters ?? {}),
  ];
  const others = (option.aliases ?? []).map((alias) => `--${alias}`);
  return [...letters.map((letter) => `-${letter}`), ...others, long].map((each) => `\`${cell(each)}\``).join(
    ", ",
  );
}

function shown(option: ShownOption): string {
  return option.shown === undefined || option.shown === "" ? "" : `\`${cell(option.shown)}\``;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
