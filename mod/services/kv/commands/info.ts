import type { KvServer } from "../kv_server.ts";

/** The version of Redis whose commands and errors are spoken: clients look at it to know what they may ask. */
export const PROTOCOL_LEVEL = "7.2.0";

/** What INFO tells, section by section, in the names that clients look for. */
export function infoText(server: KvServer, wanted: readonly string[]): string {
  const sections = sectionsOf(server);
  const names = wanted.map((each) => each.toLowerCase());
  const isAll = names.length === 0 || names.some((each) => ["all", "default", "everything"].includes(each));
  return Object.entries(sections)
    .filter(([name]) => isAll || names.includes(name.toLowerCase()))
    .map(([name, facts]) =>
      `# ${name}\r\n${Object.entries(facts).map(([what, value]) => `${what}:${value}\r\n`).join("")}`
    )
    .join("\r\n");
}

function sectionsOf(server: KvServer): Record<string, Record<string, string | number>> {
  const { keyspace, options, clients } = server;
  const uptime = Math.floor((performance.now() - server.started) / 1000);
  const sections: Record<string, Record<string, string | number>> = {
    Server: {
      redis_version: PROTOCOL_LEVEL,
      server_name: "netlab",
      redis_mode: "standalone",
      uptime_in_seconds: uptime,
      uptime_in_days: Math.floor(uptime / 86_400),
    },
    Clients: {
      connected_clients: clients.size,
      pubsub_clients: [...clients.values()].filter((each) => each.subscriptions > 0).length,
    },
    Memory: {
      used_memory: keyspace.memory,
      maxmemory: options.maxMemory,
      maxmemory_policy: options.evict === "lru" ? "allkeys-lru" : "noeviction",
    },
    Persistence: { loading: 0, aof_enabled: server.journal === undefined ? 0 : 1 },
    Stats: {
      total_connections_received: server.connections,
      total_commands_processed: server.commands,
      pubsub_patterns: server.channels.patternCount,
    },
    Replication: { role: "master", connected_slaves: 0 },
    Keyspace: {},
  };
  if (server.bus !== undefined) {
    sections.Bus = { bus_state: server.bus.isFresh ? "up" : "away", bus_position: server.bus.position };
  }
  if (keyspace.size > 0) {
    sections.Keyspace = { db0: `keys=${keyspace.size},expires=${keyspace.expiring},avg_ttl=0` };
  }
  return sections;
}
