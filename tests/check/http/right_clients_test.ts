/* Clients of web servers that we did not write: none of them may be accused. */

import { assertEquals } from "@std/assert";
import { httpClientRules } from "../../../mod/check/rules/http/http_client_rules.ts";
import { runCheck } from "../../../mod/check/run_check.ts";
import { ClientTarget } from "../../../mod/check/targets/client_target.ts";
import { listen } from "../../../mod/net/tcp/listen.ts";
import { inPool } from "../../_kit/in_pool.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

const URL = "http://localhost:{port}/{name}";
const CLIENTS: readonly (readonly string[])[] = [
  ["curl", "-s", URL],
  ["wget", "-q", URL],
  ["python3", "-c", "import sys, urllib.request as u; print(u.urlopen(sys.argv[1]).read().decode())", URL],
];

peerTest("check http --listen accuses no right client", ["curl", "wget", "python3"], async () => {
  const verdicts = await inPool(3, CLIENTS, async (words) => {
    const { signal } = new AbortController();
    using folder = new TempFolder();
    await using target = new ClientTarget({
      listeners: await listen(0, { hostname: "127.0.0.1" }),
      words,
      dir: folder.path,
      say: () => {},
      language: "en",
      signal,
    });
    const options = { seed: 1, timeout: 2500, framing: "line", language: "en", signal } as const;
    const results = await Array.fromAsync(runCheck(httpClientRules(target, folder.path), target, options));
    return results.map(({ outcome }) => outcome);
  });
  assertEquals(verdicts, CLIENTS.map(() => Array(7).fill("passed")));
});
