import { unicodeWidth } from "@std/cli/unicode-width";
import { type Block, readBlocks, type Table } from "./read_blocks.ts";
import { naturalWidth, styledLines, widestWord } from "./styled_lines.ts";

/** What a page is shown on. */
export interface PageView {
  readonly columns: number;
  /** Whether it obeys escape sequences and colours are wanted. */
  readonly styled: boolean;
}

/** A page of Markdown as lines for a terminal, or for a pipe. */
export function markdownToTerminal(text: string, { columns, styled }: PageView): string {
  return blocksToLines(readBlocks(text), { columns: Math.min(columns, WIDEST), styled }).join("\n").trimEnd();
}

/** Longer lines are hard to read. */
const WIDEST = 100;

function blocksToLines(blocks: readonly Block[], view: PageView): string[] {
  return blocks.flatMap((block, index) => [...(index > 0 ? [""] : []), ...blockToLines(block, view)]);
}

function blockToLines(block: Block, view: PageView): string[] {
  const { columns, styled } = view;
  switch (block.kind) {
    case "heading": {
      const lines = styledLines(block.text, columns, styled, block.level < 3 ? "1;4" : "1");
      if (styled || block.level > 2) return lines;
      return [
        ...lines,
        (block.level === 1 ? "=" : "-").repeat(Math.max(...lines.map((line) => unicodeWidth(line)))),
      ];
    }
    case "paragraph":
      return styledLines(block.text, columns, styled);
    case "code":
      return block.lines.map((line) => `    ${line}`.trimEnd());
    case "list":
      return block.items.flatMap((item, index) => {
        const mark = block.ordered ? `${index + 1}. ` : "- ";
        const lines = blocksToLines(item, { columns: columns - mark.length, styled });
        return lines.map((line, row) =>
          (row === 0 ? mark : line === "" ? "" : " ".repeat(mark.length)) + line
        );
      });
    case "quote":
      return blocksToLines(block.blocks, { columns: columns - 2, styled }).map((line) => `│ ${line}`);
    case "details":
      return [...styledLines(block.summary, columns, styled, "1"), "", ...blocksToLines(block.blocks, view)];
    case "rule":
      return ["─".repeat(Math.min(columns, 40))];
    case "table":
      return tableToLines(block, view);
  }
}

/** Between two columns of a table. */
const GAP = 2;

function tableToLines({ rows }: Table, { columns, styled }: PageView): string[] {
  const count = Math.max(...rows.map((row) => row.length));
  const natural = Array.from(
    { length: count },
    (_, column) => Math.max(1, ...rows.map((row) => naturalWidth(row[column] ?? [], styled))),
  );
  const least = natural.map((_, column) =>
    Math.max(1, ...rows.map((row) => widestWord(row[column] ?? [], styled)))
  );
  const widths = shares(natural, least, columns - GAP * (count - 1));
  // an empty head is no head
  const shown = rows[0]!.every((cell) => cell.length === 0) ? rows.slice(1) : rows;
  const broken = shown.filter((row) =>
    row.some((cell, column) => naturalWidth(cell, styled) > widths[column]!)
  );
  const tall = broken.length > shown.length / 3;
  return shown.flatMap((row, index) => {
    const head = index === 0 && shown === rows;
    const cells = widths.map((width, column) =>
      styledLines(row[column] ?? [], width, styled, head ? "1" : "")
    );
    const lines = Array.from(
      { length: Math.max(...cells.map((cell) => cell.length)) },
      (_, line) =>
        cells.map((cell, column) => padded(cell[line] ?? "", widths[column]!)).join(" ".repeat(GAP))
          .trimEnd(),
    );
    const rule = head ? [widths.map((width) => "─".repeat(width)).join(" ".repeat(GAP))] : [];
    return [...(tall && index > 1 ? [""] : []), ...lines, ...rule];
  });
}

/** Escape sequences take no room. */
function padded(text: string, width: number): string {
  // deno-lint-ignore no-control-regex
  const seen = unicodeWidth(text.replace(/\x1b\[[\d;]*m/g, ""));
  return text + " ".repeat(Math.max(0, width - seen));
}

/**
 * The widths of columns that have to share a line: each as wide as it likes to be, or else the widest give
 * up what they have more than the others; none becomes narrower than its widest word while another can.
 */
function shares(natural: readonly number[], least: readonly number[], room: number): number[] {
  const widths = [...natural];
  let over = widths.reduce((sum, width) => sum + width, 0) - room;
  for (const floor of [least, natural.map(() => 8)]) {
    while (over > 0) {
      const shrinkable = widths.map((width, column) => width > floor[column]! ? width : 0);
      const widest = Math.max(...shrinkable);
      if (widest === 0) break;
      widths[shrinkable.indexOf(widest)]!--;
      over--;
    }
  }
  return widths;
}
