import { sayNonsense, takesStreams } from "../../_kit/clients/bad_client.ts";
import type { Fault } from "../../_kit/fault.ts";

export default {
  name: "garbage",
  about: "random bytes, line ends among them, from five clients who read what comes back",
  appliesTo: takesStreams,
  inject: (server, context) => sayNonsense(server, context, () => context.random.bytes(20_000)),
} satisfies Fault;
