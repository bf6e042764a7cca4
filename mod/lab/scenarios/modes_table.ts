import { ENGLISH, type Translate } from "../../i18n/locale.ts";
import { msg } from "../../i18n/message.ts";
import type { ModeResult } from "./measure_mode.ts";
import type { Scenario } from "./scenarios.ts";

/** The results of one scenario, wide enough to read and narrow enough for a projector (80 columns). */
export function modesTable(
  scenario: Scenario,
  results: readonly ModeResult[],
  translate: Translate = ENGLISH.translate,
): string {
  const rows = [HEAD.map((each) => translate(each)), ...results.map((result) => row(result, translate))];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((cells) => cells[column]!.length)));
  const lines = rows.map((cells) =>
    cells.map((cell, column) => column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)).join(
      "  ",
    )
  );
  return [`${scenario.name}: ${translate(scenario.title)}`, ...lines, `  ${translate(scenario.lesson)}`]
    .join("\n");
}

const HEAD = ["mode", "answers/s", "p50 ms", "p99 ms", "max ms", "served", "CPU", "MiB", "procs", "threads"];

function row(result: ModeResult, translate: Translate): string[] {
  const { mode, answers, seconds, clients, served, died, cpu, memory, processes, threads } = result;
  return [
    mode,
    String(Math.round(answers / seconds)),
    milliseconds(result.p50),
    milliseconds(result.p99),
    milliseconds(result.max),
    died ? translate(msg`died`) : `${served}/${clients}`,
    cpu === null ? "-" : `${Math.round(cpu * 100)}%`,
    memory === null ? "-" : String(Math.round(memory / 2 ** 20)),
    String(processes ?? "-"),
    String(threads ?? "-"),
  ];
}

function milliseconds(time: number | null): string {
  if (time === null) return "-";
  return time < 10 ? time.toFixed(2) : time < 100 ? time.toFixed(1) : time.toFixed(0);
}
