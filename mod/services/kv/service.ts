import { onAbort } from "../../net/connection/on_abort.ts";
import type { ConnectionHandler, Service } from "../../server/service.ts";
import { KV_DEFAULTS, type KvOptions } from "./kv_options.ts";
import { KvServer } from "./kv_server.ts";
import { kvSession } from "./kv_session.ts";

/**
 * The key/value server of the book that sheet 003 begins with (exercise E26), and of everybody who speaks RESP, the
 * protocol of Redis.
 *
 * Its clients share the keys, so one isolate serves them all, and that isolate needs no lock: a command runs from its
 * first to its last line without an `await`.
 */
const kv: Service<Partial<KvOptions>> = {
  name: "kv",
  state: "shared",
  module: import.meta.url,
  create: (options, lifetime) => handlerFor(new KvServer({ ...KV_DEFAULTS, ...options }), lifetime),
};

export default kv;

/** The same service over keys that are there already. */
export function kvIn(server: KvServer): Service<KvOptions> {
  return { ...kv, create: (_options, lifetime) => handlerFor(server, lifetime) };
}

function handlerFor(server: KvServer, lifetime: AbortSignal): ConnectionHandler {
  onAbort(lifetime, () => server.close());
  return (connection, { signal }) => kvSession(connection, server, signal);
}
