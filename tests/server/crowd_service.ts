import type { Service } from "../../mod/server/service.ts";
import talking from "./talking_service.ts";

/** The same service for workers that serve many clients at once. */
const crowd: typeof talking = { ...talking, module: import.meta.url, manyAtOnce: true };

export default crowd satisfies Service<{ greeting?: string; limit?: number }>;
