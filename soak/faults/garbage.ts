import { hasStreams, sayNonsense } from "../_kit/bad_client.ts";
import type { Fault } from "../_kit/fault.ts";

export default {
  name: "garbage",
  about: "random bytes, line ends among them, from five clients who read what comes back",
  suits: hasStreams,
  inject: (subject, scene) => sayNonsense(subject, scene, () => scene.random.bytes(20_000)),
} satisfies Fault;
