import { msg } from "../../i18n/message.ts";
import { type Arrow, type ArrowKind, isTakenAtOnce, type WordedLadder } from "./ladder.ts";
import { arrowText, count, HANDSHAKE, isHandshake, markText, pauseText, waitText } from "./words.ts";

/**
 * The ladder in Mermaid's language, as GitHub draws it in a fenced block of the kind `mermaid`.
 *
 * Mermaid has one line for an arrow, not one for each of its ends: an arrow stands where it was sent, and a
 * call that took its bytes at once has no separate line.
 */
export function renderMermaid(ladder: WordedLadder, title: string): string {
  const { lanes, marks, translate } = ladder;
  const names = lanes.map(({ name, note }) => note === "UDP" ? `${name} (UDP)` : name);
  const all = lanes.length === 1 ? "p0" : `p0,p${lanes.length - 1}`;
  return [
    "---",
    `title: ${JSON.stringify(title)}`,
    "---",
    "sequenceDiagram",
    ...names.map((name, index) => `    participant p${index} as ${escape(name)}`),
    ...marks.flatMap((mark, index) => {
      const pause = pauseText(index, ladder);
      const sent = arrowsAt(index, ladder).flatMap((each) => arrowLines(each, ladder));
      const note = isPlain(index, ladder)
        ? []
        : [`    Note over p${mark.lane}: ${escape(markText(mark, translate))}`];
      const before = ladder.arriving[index]!.some(({ from }) => from === undefined);
      return [
        ...(pause === undefined ? [] : [`    Note over ${all}: ${escape(pause)}`]),
        ...(before ? [...sent, ...note] : [...note, ...sent]),
      ];
    }),
    "",
  ].join("\n");
}

/** The arrows that are drawn at a mark: those that left there, or came from a peer without a trace. */
export function arrowsAt(index: number, { leaving, arriving }: WordedLadder): Arrow[] {
  return [...leaving[index]!, ...arriving[index]!.filter(({ from }) => from === undefined)];
}

/** Whether the arrow says all there is to say about the mark. */
export function isPlain(index: number, ladder: WordedLadder): boolean {
  const { event, detail, bytes } = ladder.marks[index]!.record;
  const own = [...ladder.leaving[index]!, ...ladder.arriving[index]!];
  const [arrow] = own;
  if (own.length !== 1 || arrow === undefined) return false;
  if (arrow.to === index && arrow.from !== undefined && !isTakenAtOnce(arrow, ladder)) return false;
  if (event === "write" || event === "read") return arrow.bytes === bytes;
  return event === "connect" ? detail === undefined : event === "end";
}

const HEAD: Readonly<Record<ArrowKind, string>> = {
  connect: "->>",
  data: "->>",
  end: "--)",
  reset: "-x",
};

function arrowLines(arrow: Arrow, ladder: WordedLadder): string[] {
  const { kind, fromLane, toLane } = arrow;
  const line = (from: number, to: number, words: string) => `    p${from}${HEAD[kind]}p${to}: ${words}`;
  const wait = waitText(arrow, ladder);
  return [
    ...isHandshake(arrow)
      ? HANDSHAKE.map((words, turn) =>
        turn === 1
          ? line(toLane, fromLane, words)
          : line(fromLane, toLane, turn === 0 ? label(arrow, ladder) : words)
      )
      : [line(fromLane, toLane, label(arrow, ladder))],
    ...(wait === undefined ? [] : [`    Note over p${toLane}: ${escape(wait)}`]),
  ];
}

function label(arrow: Arrow, ladder: WordedLadder): string {
  if (arrow.kind === "data") {
    const size = arrow.data === undefined ? "" : ` (${count(arrow.bytes ?? 0, ladder.translate)})`;
    return escape(`${arrowText(arrow, ladder.translate)}${size}`);
  }
  const at = arrow.from === undefined ? undefined : ladder.marks[arrow.from]?.record;
  return isHandshake(arrow) && at?.local
    ? escape(ladder.translate(msg`SYN (${at.local} to ${at.remote ?? ""})`))
    : arrowText(arrow, ladder.translate);
}

/** Mermaid gives a meaning to these, and reads `#35;` as the character itself. */
function escape(text: string): string {
  return text.replace(/[#;<>&"{}%\\]/g, (character) => `#${character.codePointAt(0)};`);
}
