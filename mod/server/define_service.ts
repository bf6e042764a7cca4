import type { Connection } from "../net/connection.ts";
import type { HandlerContext, Service } from "./service.ts";

/** What makes a service: all that is needed to serve it in any mode. */
export interface ServiceDefinition<Options> {
  /** What it is called in messages. */
  readonly name: string;
  /**
   * `import.meta.url` of the module whose default export the service is. In the modes that serve in other threads or
   * processes, they load the service from there.
   */
  readonly module: string;
  /**
   * `"shared"` when clients share something in memory: then only the modes `events` and `iterative` can serve it.
   * @default {"none"}
   */
  readonly state?: "none" | "shared";
  /** Serves one client; the connection is closed afterwards. What it throws ends this one session. */
  handle(connection: Connection, context: HandlerContext, options: Options): Promise<void>;
}

/**
 * Makes a service out of a function that serves one client.
 *
 * @typeParam Options what `serve` is given for the service: plain data, because it may have to cross to another isolate.
 * @example A service that counts the bytes it gets
 * ```ts
 * import { defineService } from "@netlab/netlab";
 *
 * export default defineService({
 *   name: "count",
 *   module: import.meta.url,
 *   async handle(connection) {
 *     const buffer = new Uint8Array(4096);
 *     let total = 0;
 *     for (let n = await connection.read(buffer); n !== null; n = await connection.read(buffer)) total += n;
 *     await connection.write(new TextEncoder().encode(`${total} bytes\n`));
 *   },
 * });
 * ```
 */
export function defineService<Options = unknown>(definition: ServiceDefinition<Options>): Service<Options> {
  const { name, module, state = "none", handle } = definition;
  return {
    name,
    module,
    state,
    create: (options) => (connection, context) => handle(connection, context, options),
  };
}
