import { type RelayEndpoint, RelayError } from "../relay_endpoint.ts";
import { layer } from "./with_options.ts";

/** An endpoint whose messages come in parts, read as datagrams: one read is one message. */
export function wholeMessages(endpoint: RelayEndpoint): RelayEndpoint {
  return layer(endpoint, {
    datagram: true,
    read: async (buffer) => {
      let length = 0;
      while (true) {
        const count = await endpoint.read(buffer.subarray(length));
        if (count === null) return null;
        length += count;
        if (endpoint.part?.()?.ended) return length;
        if (length === buffer.length) {
          throw new RelayError(`a message has more than the ${length} bytes of a datagram`);
        }
      }
    },
    part: () => undefined,
  });
}
