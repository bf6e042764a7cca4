import type { SessionPlugin } from "./session_plugin.ts";
import type { RelayContext } from "../context.ts";
import type { CommandLine } from "../grammar/command_line.ts";

/**
 * The parts that netlab's own options add to every session, in the order data passes through them:
 * first the changes (rewriting), then the witnesses (recording, capture and statistics see what
 * really goes on), then the parts that make the way slower or bumpier.
 */
export async function sessionPlugins(line: CommandLine, context: RelayContext): Promise<SessionPlugin[]> {
  const { stats, record, pcap, rewrite, rewriteWith, delayMs, rate, chop } = line.extensions;
  const plugins: SessionPlugin[] = [];
  if (rewrite.length > 0 || rewriteWith !== undefined) {
    plugins.push(await (await import("./rewrite.ts")).rewriting(rewrite, rewriteWith));
  }
  if (record !== undefined) plugins.push((await import("./record.ts")).recording(record, context));
  if (pcap !== undefined) plugins.push((await import("./pcap.ts")).capturing(pcap, context));
  if (stats) plugins.push((await import("./stats.ts")).counting(context));
  if (delayMs !== undefined) plugins.push({ filter: (await import("./shape.ts")).delayed(delayMs) });
  if (rate !== undefined) plugins.push({ filter: (await import("./shape.ts")).limited(rate) });
  if (chop !== undefined) plugins.push({ filter: (await import("./shape.ts")).chopped(chop) });
  return plugins;
}
