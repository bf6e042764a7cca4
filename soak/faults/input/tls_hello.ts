import { sayNonsense, takesStreams } from "../../_kit/clients/bad_client.ts";
import type { Fault } from "../../_kit/fault.ts";

/** A handshake record with a ClientHello of TLS 1.2, cut after its random bytes: enough to be recognised. */
const HELLO = [
  0x16,
  3,
  1,
  0,
  0x2d,
  1,
  0,
  0,
  0x29,
  3,
  3,
  ...Array.from({ length: 32 }, (_, at) => at),
  0,
  0,
  2,
  0,
  0x2f,
  1,
];

export default {
  name: "TLS hello",
  about: "clients that expect TLS send a ClientHello to a plain socket, and wait",
  appliesTo: takesStreams,
  inject: (server, context) => sayNonsense(server, context, () => Uint8Array.from(HELLO)),
} satisfies Fault;
