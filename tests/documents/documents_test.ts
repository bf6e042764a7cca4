import { assert, assertEquals } from "@std/assert";
import { peerTest } from "../_kit/peers/peer.ts";
import { run } from "../_kit/program/run.ts";
import { everyPage, type Page } from "./pages.ts";
import { runDocument } from "./run_document.ts";

/** Pages whose commands need more than this machine, and why. Everything else is typed as it is written. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  "CONTRIBUTING.md": "tells of the tasks that CI runs",
  "docs/install.md": "fetches from the network, and the tests of the installers try it",
  "docs/performance.md": "tells of measurements that take minutes",
};

/** A document that waits for a program lets another one go on. */
const AT_ONCE = 4;

peerTest(
  "the documents show what happens",
  ["unshare", "nsenter", "ip", "socat", "nc", "ncat", "curl"],
  async (t) => {
    await run(["--version"]); // whatever has to be downloaded is, while there is a network
    const left = everyPage().sort((a, b) => b.text.length - a.text.length).values(); // the longest first
    const reader = async (): Promise<void> => {
      for (const page of left) await t.step({ ...LOOSE, name: page.name, fn: () => follow(page) });
    };
    await Promise.all(Array.from({ length: AT_ONCE }, reader));
  },
);

/** Steps side by side cannot each be told to leave nothing behind; the test that has them is. */
const LOOSE = { sanitizeOps: false, sanitizeResources: false, sanitizeExit: false };

async function follow({ name, text }: Page): Promise<void> {
  if (name in ELSEWHERE) return;
  const outcome = await runDocument(text, name.endsWith(".fr.md") ? { language: "fr_FR.UTF-8" } : {});
  if (outcome === undefined) {
    return console.log("not tried: the system does not let us have a network of our own");
  }
  assertEquals(outcome.failures.map((each) => `${name}, ${each}`).join("\n"), "");
  assert(outcome.notRun.every((why) => /: \S+ \S+/.test(why)), `a reason is missing: ${outcome.notRun}`);
}
