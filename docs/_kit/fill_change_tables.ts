import { conclusion } from "../../bench/_kit/compare/change_table.ts";
import type { FigureChange } from "../../bench/_kit/compare/changes.ts";
import type { ChangeReport } from "../../bench/_kit/compare/report_changes.ts";
import { machineLine } from "../../bench/_kit/machine.ts";
import { ratioText, short, titleOf } from "../../bench/_kit/table.ts";

const MARKED = /(<!-- changes of ([a-z0-9-]+)(?: \[([^\]]+)\])? -->)[^]*?(<!-- end of changes -->)/g;

/**
 * A page with the comparisons of two versions that it names filled in: read off `bench/results/changes`.
 *
 * @param page   with marks such as `<!-- changes of upper-case --><!-- end of changes -->`, where
 *   `<!-- changes of upper-case [p99 µs] -->` shows that figure alone
 * @param report gives what was kept under a name, or `undefined` when nothing was
 */
export function fillChangeTables(page: string, report: (name: string) => ChangeReport | undefined): string {
  return page.replaceAll(
    MARKED,
    (_all, start: string, name: string, only: string | undefined, end: string) =>
      `${start}\n\n${tableOf(name, only, report(name))}\n\n${end}`,
  );
}

function tableOf(name: string, only: string | undefined, report: ChangeReport | undefined): string {
  if (report === undefined) return `Not measured yet: \`deno task bench:… --compare … --keep ${name}\`.`;
  const { changes, command, machine } = report;
  const shown = changes.filter(({ figure }) =>
    only === undefined ? !/^(p99|peak)/.test(figure) : figure === only
  );
  const rows = shown.map((change) => [
    `${titleOf({ name: change.comparison, at: change.at })}, ${change.figure}`,
    short(change.then),
    short(change.now),
    ratioText(change.interval?.median),
    between(change),
    conclusion(change).toLowerCase(),
  ]);
  const lines = [["", "before", "after", "times as good", "between", ""], Array(6).fill("---"), ...rows];
  const rounds = Math.max(...changes.map(({ ratios }) => ratios.length));
  return [
    lines.map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`).join("\n"),
    `_Medians of ${rounds} rounds of both versions in turns. \`${command}\` on ${
      machineLine(machine)
    }; all ratios: ` +
    `[${name}.json](../bench/results/changes/${name}.json)._`,
  ].join("\n\n");
}

function between({ interval }: FigureChange): string {
  return interval ? `${ratioText(interval.low)} - ${ratioText(interval.high)}` : "–";
}
