/**
 * A program whose handler fails with an error of its own, with one in which a client has a word, and with a line
 * that is too long.
 */
import { withLines } from "../../mod/io/line_connection.ts";
import { dial } from "../../mod/net/tcp/dial.ts";
import { serve } from "../../mod/server/serve.ts";

await using server = await serve({ port: 0, hostname: "127.0.0.1" }, async (conn) => {
  for await (const line of conn.lines({ limit: 5 })) {
    if (line === "throw") throw new Error("thrown on purpose");
    if (line.startsWith("\x1b")) throw new Error(`no such command: ${line}\nlistening on`);
  }
});
for (const line of ["throw", "\x1b[2J", "too long"]) {
  using client = withLines(await dial({ hostname: "127.0.0.1", port: server.port }));
  await client.writeLine(line);
  await Array.fromAsync(client.lines()).catch(() => {/* it may have been reset */});
}
