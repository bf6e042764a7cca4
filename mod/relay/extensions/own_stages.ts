import type { Addition } from "./addition.ts";
import type { RelayContext } from "../context.ts";
import type { CommandLine } from "../grammar/command_line_options.ts";

/**
 * What netlab's own options add to every session, in the order data passes it: first the changes (rewriting), then the
 * witnesses (recording, capture, statistics see what really goes on), then what makes the way slower or bumpier.
 */
export async function ownStages(line: CommandLine, context: RelayContext): Promise<Addition[]> {
  const { stats, record, pcap, rewrite, rewriteWith, delayMs, rate, chop } = line.own;
  const additions: Addition[] = [];
  if (rewrite.length > 0 || rewriteWith !== undefined) {
    additions.push(await (await import("./rewrite.ts")).rewriting(rewrite, rewriteWith));
  }
  if (record !== undefined) additions.push((await import("./record.ts")).recording(record, context));
  if (pcap !== undefined) additions.push((await import("./pcap.ts")).capturing(pcap, context));
  if (stats) additions.push((await import("./stats.ts")).counting(context));
  if (delayMs !== undefined) additions.push({ stage: (await import("./shape.ts")).delayed(delayMs) });
  if (rate !== undefined) additions.push({ stage: (await import("./shape.ts")).limited(rate) });
  if (chop !== undefined) additions.push({ stage: (await import("./shape.ts")).chopped(chop) });
  return additions;
}
