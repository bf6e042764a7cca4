import { assertEquals } from "@std/assert";
import { clientUdpRules } from "../../../mod/check/rules/client_udp_rules.ts";
import type { Rule } from "../../../mod/check/rule.ts";
import type { Result } from "../../../mod/check/reports/report.ts";
import { runCheck } from "../../../mod/check/run_check.ts";
import { inPool } from "../../_kit/in_pool.ts";
import { UDP_CLIENT_TALK } from "../broken_programs.ts";
import { BROKEN_UDP_CLIENTS, RIGHT_UDP_CLIENT } from "./broken_udp_clients.ts";
import { type UdpClient, udpClientTarget } from "./udp_client.ts";

/** They are mostly waited for. */
const AT_A_TIME = 6;
const { signal } = new AbortController();

Deno.test("check finds what is wrong with each client over UDP of this process", async () => {
  const told = await inPool(AT_A_TIME, BROKEN_UDP_CLIENTS, async ({ client, rule }) => {
    const [result] = await check(client, ({ id }) => id === `echo.client_udp_${rule}`);
    return result?.because ?? `${result?.outcome}`;
  });
  const titles = BROKEN_UDP_CLIENTS.map(({ mistake, rule }) => `${mistake} (${rule})`);
  const right = BROKEN_UDP_CLIENTS.map(({ diagnosis }) => diagnosis);
  const said = told.map((words, at) => words.includes(right[at]!) ? right[at]! : words);
  const byTitle = (all: readonly string[]) => Object.fromEntries(titles.map((title, at) => [title, all[at]]));
  assertEquals(byTitle(said), byTitle(right));
});

Deno.test("check finds nothing wrong with a right client over UDP", async () => {
  const results = await check(RIGHT_UDP_CLIENT, () => true);
  const wrong = results.filter(({ outcome }) => outcome !== "passed");
  assertEquals(wrong.map(({ rule, because }) => [rule.id, because]), []);
});

async function check(client: UdpClient, wanted: (rule: Rule) => boolean): Promise<Result[]> {
  await using target = await udpClientTarget(client);
  const rules = clientUdpRules(target, UDP_CLIENT_TALK).filter(wanted);
  const options = { seed: 1, timeout: 600, framing: "chunk", language: "en", signal } as const;
  return await Array.fromAsync(runCheck(rules, target, options));
}
