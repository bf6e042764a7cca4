/** Options that change how any endpoint reads, ends or is ended, as layers around it. */
import type { RelayEndpoint } from "../relay_endpoint.ts";
import type { Options } from "../options/options.ts";

/** Puts the layers that `options` ask for around an endpoint. */
export function withOptions(endpoint: RelayEndpoint, options: Options): RelayEndpoint {
  let side = endpoint;
  if (endpoint.datagram && options.has("null-eof")) side = nullEof(side);
  const bytes = options.number("readbytes");
  if (bytes !== undefined && bytes > 0) side = limitBytes(side, bytes);
  const escape = options.number("escape");
  if (escape !== undefined) side = stopAt(side, escape & 255);
  return withEnding(side, options);
}

function withEnding(endpoint: RelayEndpoint, options: Options): RelayEndpoint {
  const how = options.all.findLast(([name]) => name.startsWith("shut-"))?.[0];
  if (how === "shut-none") return layer(endpoint, { shutdown: () => Promise.resolve() });
  if (how === "shut-close") return layer(endpoint, { shutdown: () => endpoint.close() });
  if (how === "shut-null") {
    return layer(endpoint, { shutdown: async () => void await endpoint.write(NOTHING) });
  }
  // "shut-down" is the default of every address that can do it.
  return endpoint;
}

const NOTHING = new Uint8Array(0);

/** An endpoint that differs in some calls. */
export function layer(endpoint: RelayEndpoint, changes: Partial<RelayEndpoint>): RelayEndpoint {
  return {
    fds: endpoint.fds,
    readable: endpoint.readable,
    writable: endpoint.writable,
    datagram: endpoint.datagram,
    ...(endpoint.messages === undefined ? {} : { messages: endpoint.messages }),
    environment: endpoint.environment,
    ...(endpoint.endIsTold === undefined ? {} : { endIsTold: endpoint.endIsTold }),
    abortive: endpoint.abortive,
    ...(endpoint.names === undefined ? {} : { names: endpoint.names }),
    ...(endpoint.asked === undefined ? {} : { asked: endpoint.asked }),
    read: (buffer) => endpoint.read(buffer),
    write: (bytes, part) => endpoint.write(bytes, part),
    shutdown: (ending) => endpoint.shutdown(ending),
    close: () => endpoint.close(),
    ready: () => endpoint.ready?.() ?? Promise.resolve(),
    part: () => endpoint.part?.(),
    ending: () => endpoint.ending?.(),
    failing: () => endpoint.failing?.(),
    ...changes,
  };
}

/** An empty datagram is the end of the stream. */
function nullEof(endpoint: RelayEndpoint): RelayEndpoint {
  return layer(endpoint, { read: async (buffer) => (await endpoint.read(buffer)) || null });
}

/** The stream ends after `bytes`, even when the peer says nothing more. */
function limitBytes(endpoint: RelayEndpoint, bytes: number): RelayEndpoint {
  let left = bytes;
  return layer(endpoint, {
    read: async (buffer) => {
      if (left === 0) return null;
      const count = await endpoint.read(buffer.subarray(0, Math.min(left, buffer.length)));
      left -= count ?? 0;
      return count;
    },
  });
}

/** The stream ends before the first occurrence of a byte. */
function stopAt(endpoint: RelayEndpoint, byte: number): RelayEndpoint {
  let stopped = false;
  return layer(endpoint, {
    read: async (buffer) => {
      const count = stopped ? null : await endpoint.read(buffer);
      if (count === null) return null;
      const at = buffer.subarray(0, count).indexOf(byte);
      if (at < 0) return count;
      stopped = true;
      return at === 0 ? null : at;
    },
  });
}
