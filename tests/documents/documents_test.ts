import { assert, assertEquals } from "@std/assert";
import { peerTest } from "../_kit/peers/peer.ts";
import { run } from "../_kit/program/run.ts";
import { everyPage, type Page } from "./pages.ts";
import { runDocument } from "./run_document.ts";

/** What the pages type that is not ours, and what gives each a network of its own. */
const NEEDED = ["unshare", "nsenter", "ip", "socat", "nc", "ncat", "curl"];

/** Pages whose commands need more than this machine, and why. Everything else is typed as it is written. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  "CONTRIBUTING.md": "tells of the tasks that CI runs",
  "docs/install.md": "fetches from the network, and the tests of the installers try it",
  "docs/performance.md": "tells of measurements that take minutes",
};

for (const page of everyPage()) {
  const { name } = page;
  if (name in ELSEWHERE) {
    Deno.test({ name: `${name} (not typed: it ${ELSEWHERE[name]})`, ignore: true, fn: () => {} });
  } else peerTest(`${name} shows what happens`, NEEDED, () => follow(page));
}

async function follow({ name, text }: Page): Promise<void> {
  await run(["--version"]); // whatever has to be downloaded is, while there is a network
  const outcome = await runDocument(text, name.endsWith(".fr.md") ? { language: "fr_FR.UTF-8" } : {});
  if (outcome === undefined) {
    return console.log("not tried: the system does not let us have a network of our own");
  }
  assertEquals(outcome.failures.map((each) => `${name}, ${each}`).join("\n"), "");
  assert(outcome.notRun.every((why) => /: \S+ \S+/.test(why)), `a reason is missing: ${outcome.notRun}`);
}
