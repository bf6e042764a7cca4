/** A mistake in the way in which right bytes are sent, with every service: it is told once, and no rule is kept by accident. */
import { assertEquals } from "@std/assert";
import { runCheck } from "../../../mod/check/run_check.ts";
import { FixtureFolder } from "../../../mod/check/targets/fixture_folder.ts";
import { testOn } from "../../_kit/test_on.ts";
import { inPool } from "../../_kit/in_pool.ts";
import { SERVER_CHECKS } from "../broken_programs.ts";
import { targetOf } from "./broken_servers.ts";
import { inManner, type Manner, RIGHT_SERVERS } from "./sending_manners.ts";

/** They are mostly waited for. */
const AT_A_TIME = 6;
/** How long anything is waited for, milliseconds; longer where a busy machine has made a difference. */
const TIMEOUTS = [500, 2500];
const { signal } = new AbortController();

/** The rule at which the mistake is told, and how many rules are kept in spite of it. */
type Verdict = readonly [told: string, kept: number];

/** Where the rules leave open how the answer ends (RFC 867), nothing is told. An answer of two bytes drips fast enough. */
const TOLD: readonly (readonly [kind: string, manner: Manner, ...Verdict])[] = [
  ["echo", "sends nothing", "echo.upper", 0],
  ["echo", "ends in the middle", "echo.upper", 0],
  ["echo", "breaks off in the middle", "echo.upper", 0],
  ["echo", "half-closes after its first answer", "echo.several", 11],
  ["echo", "drips", "echo.upper", 0],
  ["files", "sends nothing", "files.text", 0],
  ["files", "ends in the middle", "files.text", 0],
  ["files", "breaks off in the middle", "files.text", 0],
  ["files", "half-closes after its first answer", "files.large", 21],
  ["files", "drips", "files.text", 0],
  ["http", "sends nothing", "http.status_line", 0],
  ["http", "ends in the middle", "http.header_lines", 1],
  ["http", "breaks off in the middle", "http.header_lines", 1],
  ["http", "half-closes after its first answer", "http.large", 25],
  ["http", "drips", "http.status_line", 0],
  ["chat", "sends nothing", "chat.all", 0],
  ["chat", "ends in the middle", "chat.all", 0],
  ["chat", "breaks off in the middle", "chat.all", 0],
  ["chat", "half-closes after its first answer", "chat.all", 0],
  ["chat", "drips", "chat.all", 0],
  ["prime", "sends nothing", "prime.simple", 0],
  ["prime", "ends in the middle", "prime.simple", 0],
  ["prime", "breaks off in the middle", "prime.simple", 0],
  ["prime", "half-closes after its first answer", "prime.several", 16],
  ["calc", "sends nothing", "calc.sheet", 0],
  ["calc", "ends in the middle", "calc.sheet", 0],
  ["calc", "breaks off in the middle", "calc.sheet", 0],
  ["calc", "half-closes after its first answer", "calc.arithmetic", 12],
  ["resp", "sends nothing", "resp.ping", 0],
  ["resp", "ends in the middle", "resp.ping", 0],
  ["resp", "breaks off in the middle", "resp.ping", 0],
  ["resp", "half-closes after its first answer", "resp.several", 1],
  ["resp", "drips", "resp.ping", 0],
  ["time", "sends nothing", "time.unasked", 0],
  ["time", "ends in the middle", "", 6],
  ["time", "breaks off in the middle", "time.end", 5],
  ["time", "half-closes after its first answer", "", 7],
  ["time", "drips", "time.end", 3],
];

async function verdict(kind: string, manner: Manner, timeout: number): Promise<Verdict> {
  const { framing, rules, folder } = SERVER_CHECKS[kind]!;
  using fixtures = FixtureFolder.create(folder);
  await using right = await RIGHT_SERVERS[kind]!(fixtures.dir);
  const server = await inManner(right.port, manner, timeout);
  await using target = targetOf({ kind, mistake: manner, rule: "", diagnosis: "", start: () => server });
  const options = { seed: 1, timeout, framing, language: "en", signal } as const;
  const results = await Array.fromAsync(runCheck(rules(fixtures), target, options));
  const told = results.filter(({ outcome }) => outcome === "failed").map(({ rule }) => rule.id);
  return [told.join(" "), results.filter(({ outcome }) => outcome === "passed").length];
}

const RESETS = "a reset is not told apart from an end on every system";

testOn(
  ["linux"],
  RESETS,
  "a mistake in the way in which bytes are sent is told once, whatever the service",
  async () => {
    const found = await inPool(AT_A_TIME, TOLD, async ([kind, manner, ...expected]) => {
      let told: Verdict = ["", 0];
      for (const timeout of TIMEOUTS) {
        told = await verdict(kind, manner, timeout);
        if (String(told) === String(expected)) break;
      }
      return [kind, manner, ...told];
    });
    assertEquals(found, TOLD.map((row) => [...row]));
  },
);
