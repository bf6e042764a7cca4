import { summarise } from "../statistics.ts";
import { align, ratioText, short, titleOf } from "../table.ts";
import type { FigureChange } from "./changes.ts";
import { CONFIDENCE, FEWEST_ROUNDS, SMALLEST_DIFFERENCE } from "./ratio_interval.ts";

/** The words for what a reader may conclude; of memory, less is smaller and not faster. */
export function conclusion({ figure, difference, ratios }: FigureChange): string {
  const size = /[KM]i?B(?!\/s)/.test(figure);
  switch (difference) {
    case "better":
      return size ? "SMALLER" : "FASTER";
    case "worse":
      return size ? "LARGER" : "SLOWER";
    case "none seen":
      return "no difference that can be seen";
    case "too few rounds":
      return ratios.length < FEWEST_ROUNDS
        ? `too few rounds to tell (${FEWEST_ROUNDS} at least)`
        : "cannot be told";
  }
}

/**
 * Changes as text: both medians, how many times as good this version is, and between which bounds.
 *
 * @param changes of one comparison
 * @returns lines without a final line end
 */
export function changeTable(changes: readonly FigureChange[]): string {
  const lines = changes.map((change, index) => {
    const { candidate, figure, now, then, ratios, interval } = change;
    const first = changes.findIndex((other) => other.candidate === candidate) === index;
    const [low, high] = interval ? [interval.low, interval.high] : [Math.min(...ratios), Math.max(...ratios)];
    const { median: middle } = summarise(ratios);
    return [
      first ? candidate : "",
      figure,
      short(now),
      short(then),
      ratioText(middle),
      `${ratioText(low)} - ${ratioText(high)}`,
      conclusion(change),
    ];
  });
  const against = changes[0]?.against.replace(`${changes[0].candidate}, `, "") ?? "";
  const head = ["", "", "now", against, "times as good", "between", ""];
  const [first] = changes;
  const title = first ? titleOf({ name: first.comparison, at: first.at }) : "";
  const rounds = first ? ` (${first.ratios.length} rounds)` : "";
  return [`${title}${rounds}`, ...align([head, ...lines])].join("\n");
}

/** What was found in all comparisons together, and how much of it may be chance. */
export function changeSummary(changes: readonly FigureChange[]): string {
  const seen = changes.filter(({ difference }) => difference === "better" || difference === "worse");
  const lines = seen.map((change) => [
    titleOf({ name: change.comparison, at: change.at }),
    change.candidate,
    change.figure,
    `x ${ratioText(change.interval?.median)}`,
    `(${ratioText(change.interval?.low)} - ${ratioText(change.interval?.high)})`,
    conclusion(change),
  ]);
  const told = changes.filter(({ interval }) => interval !== undefined);
  const chance = told.reduce((sum, { interval }) => sum + 1 - interval!.confidence, 0);
  return [
    `${changes.length} figure${changes.length === 1 ? "" : "s"} compared, ${seen.length} of them different${
      seen.length > 0 ? ":" : "."
    }`,
    ...(seen.length > 0 ? align(lines) : []),
    `A figure counts as different when the whole interval, which holds the true median of the rounds' ratios with ` +
    `${CONFIDENCE * 100} % or more,`,
    `lies on one side of 1 and its middle is ${
      SMALLEST_DIFFERENCE * 100
    } % or more away. Were both versions the ` +
    `same, ${chance.toFixed(1)} of ${told.length} would still be called so at most.`,
  ].join("\n");
}
