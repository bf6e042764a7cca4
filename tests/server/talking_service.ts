import { verbatim } from "../../mod/i18n/message.ts";
import { FrameReader } from "../../mod/io/frame_reader.ts";
import { textLines } from "../../mod/io/lines.ts";
import type { Connection } from "../../mod/net/connection.ts";
import type { HandlerContext, Service } from "../../mod/server/service.ts";

/** A service for tests: it answers each line, and a few words make it do what a service may do or suffer. */
const talking: Service<{ greeting?: string; limit?: number }> = {
  name: "talking",
  state: "none",
  module: import.meta.url,
  create({ greeting, limit = 64 }) {
    return async (connection, context) => {
      if (greeting !== undefined) await say(connection, greeting);
      for await (const line of new FrameReader(connection, textLines({ limit }))) {
        const act = ACTS[line];
        if (act === undefined) await say(connection, line.toUpperCase());
        else await act(connection, context);
      }
      await say(connection, "goodbye");
    };
  },
};

export default talking;

function attempt(deed: () => unknown): string {
  try {
    deed();
    return "done";
  } catch (error) {
    return (error as Error).name;
  }
}

type Act = (connection: Connection, context: HandlerContext) => Promise<void> | void;

const ACTS: Record<string, Act> = {
  throw: () => Promise.reject(new Error("thrown on purpose")),
  crash: () => {
    Promise.reject(new Error("rejected on purpose"));
    return new Promise(() => {});
  },
  read: (connection) => say(connection, attempt(() => Deno.readTextFileSync(new URL(import.meta.url)))),
  write: (connection) => say(connection, attempt(() => Deno.makeTempDirSync())),
  run: (connection) => say(connection, attempt(() => new Deno.Command(Deno.execPath()).outputSync())),
  variable: (connection) => say(connection, attempt(() => Deno.env.get("HOME"))),
  reset: (connection) => connection.reset(),
  log: (_connection, { log }) => log(verbatim("said by the handler")),
  trace: (_connection, { trace }) => trace.emit({ event: "request", detail: "told by the handler" }),
  "half-close": (connection) => connection.closeWrite(),
  stubborn: () => new Promise(() => {}),
  flood: async (connection) => {
    while (true) await connection.write(new Uint8Array(65_536));
  },
  stop: async (connection, { signal }) => {
    const stopped = new Promise((resolve) => signal.addEventListener("abort", resolve));
    if (!signal.aborted) await stopped;
    await say(connection, "stopping");
  },
  pid: (connection) => say(connection, String(Deno.pid)),
};

function say(connection: Connection, line: string): Promise<void> {
  return connection.write(new TextEncoder().encode(`${line}\n`));
}
