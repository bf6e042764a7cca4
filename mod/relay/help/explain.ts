/** `--explain`: what a command line would do, in sentences, without doing it. */
import { type KnownAddress, resolveAddress } from "../addresses/registry.ts";
import { parseAddress, type RelayAddress, type SingleAddress } from "../grammar/address.ts";
import type { CommandLine } from "../grammar/command_line.ts";
import { ENGLISH, type Translate } from "../../i18n/locale.ts";
import { Options } from "../options/options.ts";

/**
 * The sentences for a command line.
 *
 * @throws {import("../grammar/grammar_error.ts").GrammarError} for the mistakes that running it would find
 */
export function explain(line: CommandLine, translate: Translate = ENGLISH.translate): string {
  const [left, right] = line.addresses.map(parseAddress) as [RelayAddress, RelayAddress];
  const sentences = [
    `${translate("Left:  ")}${describe(left, translate)}`,
    `${translate("Right: ")}${describe(right, translate)}`,
    ...[order(left), direction(line)].map(translate),
    ending(line).map(translate).join(" "),
    ...extras(line).map(translate),
  ];
  return `${sentences.join("\n")}\n`;
}

function describe(address: RelayAddress, translate: Translate): string {
  if (address.kind === "single") return describeSingle(address, translate);
  const [from, to] = [address.read, address.write].map((each) => describeSingle(each, translate));
  return translate(`reading from ${from}; writing to ${to}`);
}

function describeSingle(address: SingleAddress, translate: Translate): string {
  const known = resolveAddress(address);
  const options = Options.read(address, known.type.groups);
  const what = translate(known.type.explain).replace(
    /\$(\d)/g,
    (_, number: string) => quoted(known, Number(number)),
  );
  const details = options.all.map(([name, value]) =>
    translate(OPTION_SENTENCES[name] ?? "") || `${name}${value === true ? "" : `=${value}`}`
  );
  return details.length === 0 ? what : `${what} (${details.join("; ")})`;
}

function quoted(known: KnownAddress, number: number): string {
  const text = known.parameters[number - 1] ?? "";
  return /\s/.test(text) ? `"${text}"` : text;
}

const OPTION_SENTENCES: Readonly<Record<string, string>> = {
  fork: "every connection is served, side by side",
  "so-reuseaddr": "the port is free again at once after the end",
  "ignoreeof": "the end of the stream is taken for a pause",
  crnl: "lines end with CR LF there",
  "o-create": "made when it is missing",
  "o-trunc": "emptied first",
  append: "written at its end",
  "unlink-early": "a left-over name is removed first",
};

function order(left: RelayAddress): string {
  const single = left.kind === "single" ? left : left.read;
  return resolveAddress(single).type.waits
    ? "The right side is opened when somebody has come to the left side."
    : "The left side is opened first, then the right side.";
}

function direction(line: CommandLine): string {
  if (line.direction === "left-to-right") return "Data goes from left to right only.";
  if (line.direction === "right-to-left") return "Data goes from right to left only.";
  return "Data goes both ways.";
}

function ending({ idleMs, lingerMs, direction }: CommandLine): string[] {
  const idle = idleMs > 0 ? [`It also ends after ${idleMs / 1000} s without any data (-T).`] : [];
  if (direction !== "both") return ["It is over when the source ends.", ...idle];
  const lingering = "When one side ends, the other is told so and may still answer; " +
    `it is over as soon as nothing has come for ${lingerMs / 1000} s (-t).`;
  return [lingering, ...idle];
}

function extras(line: CommandLine): string[] {
  const { extensions } = line;
  return [
    line.text || line.hex ? "Everything that passes is shown on stderr." : "",
    extensions.rewrite.length > 0 || extensions.rewriteWith !== undefined
      ? "Lines are rewritten on their way."
      : "",
    extensions.record === undefined ? "" : `Everything is recorded in ${extensions.record}.`,
    extensions.pcap === undefined ? "" : `A capture is written to ${extensions.pcap}.`,
    extensions.delayMs === undefined ? "" : `Every block is held back for ${extensions.delayMs} ms.`,
    extensions.rate === undefined ? "" : `At most ${extensions.rate} bytes a second pass each way.`,
    extensions.chop === undefined ? "" : `Data is written in pieces of at most ${extensions.chop} bytes.`,
    extensions.reconnect ? "When the right side is lost, it is opened again." : "",
  ].filter((sentence) => sentence !== "");
}
