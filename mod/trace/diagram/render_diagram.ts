import { ENGLISH, type Translate } from "../../i18n/locale.ts";
import { hexControls } from "../../io/visible_text.ts";
import { ladder } from "./ladder.ts";
import { renderMermaid } from "./render_mermaid.ts";
import { renderSvg } from "./render_svg.ts";
import { renderTextDiagram } from "./render_text.ts";
import type { TraceRecord } from "./trace_record.ts";

/** The formats in which a diagram can be written. */
export type DiagramFormat = "svg" | "mmd" | "txt";

/** The words on a diagram. */
export interface DiagramWords {
  /** Its heading. */
  readonly title: string;
  /** Translates its few other words into the reader's language. @default English */
  readonly translate?: Translate | undefined;
}

/** The diagram of a trace as a file's content. */
export function renderDiagram(
  records: readonly TraceRecord[],
  format: DiagramFormat,
  { title, translate = ENGLISH.translate }: DiagramWords,
): string {
  const render = { svg: renderSvg, mmd: renderMermaid, txt: renderTextDiagram }[format];
  return render({ ...ladder(records.map(safe)), translate }, hexControls(title));
}

/** A saved trace is a file from anywhere. What travelled is escaped where it is shown, in quotes. */
function safe(record: TraceRecord): TraceRecord {
  const texts = Object.entries(record).map((
    [name, value],
  ) => [name, typeof value === "string" && name !== "data" ? hexControls(value) : value]);
  return Object.fromEntries(texts);
}

/** The format that a file's name asks for; `undefined` when it is none of ours. */
export function diagramFormat(file: string): DiagramFormat | undefined {
  const ending = /\.(svg|mmd|mermaid|txt)$/i.exec(file)?.[1]?.toLowerCase();
  return ending === "mermaid" ? "mmd" : ending as DiagramFormat | undefined;
}
