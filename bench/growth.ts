/**
 * `deno task bench:growth`: how cost grows, with connections, with the size of a message, and with the files of a
 * folder; where each line bends; and a model that says what a bigger machine would do, checked on one core and two.
 * Ends by itself: nothing new is begun after the time that it has.
 *
 * @module
 */
import type { Comparison } from "./_kit/bench.ts";
import { bendTables } from "./_kit/growth/bends.ts";
import { connections, folders, messages, restingConnections } from "./_kit/growth/curves.ts";
import { growthPlot } from "./_kit/growth/growth_plot.ts";
import { predictions } from "./_kit/growth/predictions.ts";
import { suite } from "./_kit/suite.ts";

await suite("growth", Deno.args, async (run) => {
  const end = performance.now() + (run.quick ? 3 : 20) * 60_000;
  const parts = [predictions, connections, restingConnections, messages, folders];
  const measured: Comparison[] = [];
  for (const part of parts) {
    await part({
      ...run,
      bench: async (options) => {
        const late = performance.now() > end && "not measured: the run's time was over";
        const candidates = options.candidates.map((candidate) =>
          late ? { ...candidate, missing: late } : candidate
        );
        const comparison = await run.bench({ ...options, candidates });
        if (comparison !== undefined) measured.push(comparison);
        return comparison;
      },
    });
  }
  bendTables(measured).forEach(run.keep);
}, { draw: growthPlot });
