import { msg } from "../../i18n/message.ts";
import type { Arrow, Ladder, WordedLadder } from "./ladder.ts";
import { arrowText, count, markText } from "./words.ts";

/**
 * The ladder in Mermaid's language, as GitHub draws it in a fenced block of the kind `mermaid`.
 *
 * Mermaid has one line for an arrow, not one for each of its ends: an arrow stands where its bytes
 * were read, and a write that was read in one piece has no separate line.
 */
export function renderMermaid(ladder: WordedLadder, title: string): string {
  const who = (lane: number) => `p${lane}`;
  return [
    "---",
    `title: ${JSON.stringify(title)}`,
    "---",
    "sequenceDiagram",
    ...ladder.lanes.map(({ name }, index) => `    participant ${who(index)} as ${escape(name)}`),
    ...ladder.marks.flatMap((mark, index) => {
      const arrows = ladder.arrows.filter((each) => (each.to ?? each.from) === index);
      const lines = arrows.map((each) =>
        `    ${who(each.fromLane)}${HEAD[each.kind]}${who(each.toLane)}: ${label(each, ladder)}`
      );
      return isPlain(index, ladder)
        ? lines
        : [`    Note over ${who(mark.lane)}: ${escape(markText(mark, ladder.translate))}`, ...lines];
    }),
    "",
  ].join("\n");
}

const HEAD: Readonly<Record<Arrow["kind"], string>> = {
  connect: "->>",
  data: "->>",
  end: "--)",
  reset: "-x",
};

/** Whether the arrow says all there is to say about the mark. */
export function isPlain(index: number, { marks, arrows }: Ladder): boolean {
  const { event, detail } = marks[index]!.record;
  const own = arrows.filter(({ from, to }) => from === index || to === index);
  if (event === "write" || event === "read") {
    return own.length === 1 && own[0]!.bytes === marks[index]!.record.bytes;
  }
  if (event === "accept") return own.length === 1 && detail === undefined;
  return own.length === 1 && (event === "connect" || event === "end");
}

function label(arrow: Arrow, ladder: WordedLadder): string {
  if (arrow.kind === "data") {
    const size = arrow.data === undefined ? "" : ` (${count(arrow.bytes ?? 0, ladder.translate)})`;
    return escape(`${arrowText(arrow, ladder.translate)}${size}`);
  }
  const at = arrow.from === undefined ? undefined : ladder.marks[arrow.from]?.record;
  return arrow.kind === "connect" && at?.local
    ? escape(ladder.translate(msg`SYN (${at.local} to ${at.remote ?? ""})`))
    : arrowText(arrow, ladder.translate);
}

/** Mermaid gives a meaning to these, and reads `#35;` as the character itself. */
function escape(text: string): string {
  return text.replace(/[#;<>&"{}%\\]/g, (character) => `#${character.codePointAt(0)};`);
}
