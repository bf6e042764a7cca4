/**
 * Where a child process begins when the program runs from source: a composition root that no module
 * imports.
 */
import { runAsChild } from "./run_as_child.ts";

await runAsChild();
