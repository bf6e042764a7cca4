/** A handler for tests: it shouts, and a few words make it do something else. */
import type { LineConnection } from "../../mod/io/line_connection.ts";
import type { LineHandlerContext } from "../../mod/server/line_handler.ts";

export default async function shouting(
  conn: LineConnection,
  { log }: LineHandlerContext,
  options?: { greeting: string },
): Promise<void> {
  for await (const line of conn.lines()) {
    if (line === "throw") throw new Error("thrown on purpose");
    if (line === "throw something without a text") throw Object.create(null);
    if (line === "log") log("said by the handler");
    if (line === "greeting") await conn.writeLine(options?.greeting ?? "none");
    else if (line === "options") await conn.writeLine(JSON.stringify(options));
    else if (line === "write") await conn.writeLine(attempt(() => Deno.makeTempDirSync()));
    else await conn.writeLine(line.toUpperCase());
  }
}

function attempt(deed: () => unknown): string {
  try {
    deed();
    return "done";
  } catch (error) {
    return (error as Error).name;
  }
}
