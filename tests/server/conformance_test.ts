import crowd from "./crowd_service.ts";
import { runConformance, type Skip } from "./conformance.ts";

const ONE_ISOLATE: Skip = {
  reason: "the handler shares the isolate of the server, and what crashes the isolate crashes the server",
  tests: ["survives a handler that crashes its isolate"],
};
const ONE_AT_A_TIME: Skip = {
  reason: "one client at a time is what the mode is about",
  tests: ["serves two clients at once", "does not let a client that never reads starve the others"],
};

runConformance("events", [ONE_ISOLATE]);
runConformance("iterative", [ONE_ISOLATE, ONE_AT_A_TIME]);
runConformance("process");
runConformance("thread");
runConformance("pool");
runConformance("symmetric");
runConformance("symmetric", [], { name: "symmetric with many at once", service: crowd });
