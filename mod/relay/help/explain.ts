/** `--explain`: what a command line would do, in sentences, without doing it. */
import { explainMessage } from "./describe_address.ts";
import { type Message, msg } from "../../i18n/message.ts";
import { resolveAddress } from "../addresses/registry.ts";
import { type OptionWord, parseAddress, type RelayAddress, type SingleAddress } from "../grammar/address.ts";
import type { CommandLine } from "../grammar/command_line.ts";
import { shownValue } from "../grammar/hide_passwords.ts";
import { ENGLISH, type Translate } from "../../i18n/locale.ts";
import { Options } from "../options/options.ts";

/**
 * The sentences for a command line.
 *
 * @throws {import("../grammar/grammar_error.ts").GrammarError} for the mistakes that running it would find
 */
export function explain(line: CommandLine, translate: Translate = ENGLISH.translate): string {
  const [left, right] = line.addresses.map((each) => parseAddress(each)) as [RelayAddress, RelayAddress];
  const sentences = [
    `${translate(msg`Left:  `)}${describe(left, translate)}`,
    `${translate(msg`Right: `)}${describe(right, translate)}`,
    ...[order(left), direction(line)].map(translate),
    ending(line).map(translate).join(" "),
    ...extras(line).map(translate),
  ];
  return `${sentences.join("\n")}\n`;
}

function describe(address: RelayAddress, translate: Translate): string {
  if (address.kind === "single") return describeSingle(address, translate);
  const [from, to] = [address.read, address.write].map((each) => describeSingle(each, translate));
  return translate(msg`reading from ${from!}; writing to ${to!}`);
}

function describeSingle(address: SingleAddress, translate: Translate): string {
  const known = resolveAddress(address);
  const options = Options.read(address, known.type);
  const what = translate(explainMessage(known.type.explain, known.parameters.map(quoted)));
  const details = options.all.map(([name, value], index) => {
    const sentence = value === false ? undefined : OPTION_SENTENCES[name];
    return sentence === undefined ? asTyped(address.options[index]!) : translate(sentence);
  });
  return details.length === 0 ? what : `${what} (${details.join(translate(msg`; `))})`;
}

function asTyped({ name, value }: OptionWord): string {
  return value === undefined ? name : `${name}=${shownValue(name, value)}`;
}

function quoted(text: string): string {
  return /\s/.test(text) ? `"${text}"` : text;
}

const OPTION_SENTENCES: Readonly<Record<string, Message>> = {
  fork: msg`every connection is served, side by side`,
  "so-reuseaddr": msg`the port is free again at once after the end`,
  "ignoreeof": msg`the end of the stream is taken for a pause`,
  crnl: msg`lines end with CR LF there`,
  "o-create": msg`made when it is missing`,
  "o-trunc": msg`emptied first`,
  append: msg`written at its end`,
  "unlink-early": msg`a left-over name is removed first`,
  lines: msg`each line is a message`,
  text: msg`messages are text`,
  binary: msg`messages are binary`,
  pty: msg`a terminal instead of pipes`,
};

function order(left: RelayAddress): Message {
  const single = left.kind === "single" ? left : left.read;
  return resolveAddress(single).type.waits
    ? msg`The right side is opened when somebody has come to the left side.`
    : msg`The left side is opened first, then the right side.`;
}

function direction(line: CommandLine): Message {
  if (line.direction === "left-to-right") return msg`Data goes from left to right only.`;
  if (line.direction === "right-to-left") return msg`Data goes from right to left only.`;
  return msg`Data goes both ways.`;
}

function ending({ idleMs, lingerMs, direction }: CommandLine): Message[] {
  const idle = idleMs > 0 ? [msg`It also ends after ${idleMs / 1000} s without any data (-T).`] : [];
  if (direction !== "both") return [msg`It is over when the source ends.`, ...idle];
  const lingering =
    msg`When one side ends, the other is told so and may still answer; it is over as soon as nothing has come for ${
      lingerMs / 1000
    } s (-t).`;
  return [lingering, ...idle];
}

function extras(line: CommandLine): Message[] {
  const { extensions } = line;
  return [
    line.text || line.hex ? msg`Everything that passes is shown on stderr.` : undefined,
    extensions.rewrite.length > 0 || extensions.rewriteWith !== undefined
      ? msg`Lines are rewritten on their way.`
      : undefined,
    extensions.record === undefined ? undefined : msg`Everything is recorded in ${extensions.record}.`,
    extensions.pcap === undefined ? undefined : msg`A capture is written to ${extensions.pcap}.`,
    extensions.delayMs === undefined
      ? undefined
      : msg`Every block is held back for ${extensions.delayMs} ms.`,
    extensions.rate === undefined ? undefined : msg`At most ${extensions.rate} bytes a second pass each way.`,
    extensions.chop === undefined
      ? undefined
      : msg`Data is written in pieces of at most ${extensions.chop} bytes.`,
    extensions.reconnect ? msg`When the right side is lost, it is opened again.` : undefined,
  ].filter((sentence) => sentence !== undefined);
}
