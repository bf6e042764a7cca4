import { assertEquals } from "@std/assert";
import type { CheckOptions } from "../../../mod/check/rule_context.ts";
import { runCheck } from "../../../mod/check/run_check.ts";
import type { Script, ScriptStep } from "../../../mod/check/script/script.ts";
import { readScript } from "../../../mod/check/script/read_script.ts";
import { scriptRules } from "../../../mod/check/script/script_rules.ts";
import { received } from "../../../mod/check/reports/explain_result.ts";
import { remoteTarget } from "../../../mod/check/targets/remote_target.ts";

const OPTIONS: CheckOptions = {
  seed: 1,
  timeout: 300,
  framing: "line",
  language: "en",
  signal: new AbortController().signal,
};

const CONNECT = { connect: "a" } as const;
const say = (line: string) => ({ do: [CONNECT, { send: "a", line }] });
const seen = (observation: object): ScriptStep => ({ see: [{ role: "a", ...observation }] });

/** Steps, and what is said when they break; none where they hold. The server sends back what it gets, and ends at BYE. */
const RULES: readonly (readonly [steps: readonly ScriptStep[], expected?: string, received?: string])[] = [
  [[say("bonjour"), seen({ line: "bonjour" })]],
  [[say("bonjour"), seen({ line: "salut" })], '"salut\\n" (step 2)', '"bonjour\\n"'],
  [[say("bonjour"), seen({ text: "bon" }), seen({ text: "jour\n" }), seen({ never: 30 })]],
  [[say("bonjour"), seen({ text: "bonsoir" })], '"bonsoir" (step 2)', '"bonjour"'],
  [[say("AB"), seen({ hex: "41 42" }), seen({ hex: "0a" })]],
  [[say("AB"), seen({ hex: "42" })], '"B" (step 2)', '"A"'],
  [[
    say("12 sur 20"),
    seen({ matches: "(?<n>\\d+) sur \\d+" }),
    { do: [{ send: "a", line: "{n}+" }] },
    seen({
      matches: "{n}\\+",
    }),
  ]],
  [[say("12 sur"), seen({ matches: "\\d+" })], "a line that fits \\d+ (step 2)", '"12 sur\\n"'],
  [[
    say("abc"),
    seen({ length: 2, as: "half" }),
    seen({ length: 2 }),
    { do: [{ send: "a", line: "{half}" }] },
    seen({
      line: "ab",
    }),
  ]],
  [[say("abc"), seen({ length: 9 })], "9 bytes (step 2)", '"abc\\n"; nothing more in time'],
  [[say("BYE"), seen({ ends: true })]],
  [
    [say("bonjour"), seen({ ends: true, within: 100 })],
    "the end of the connection (step 2)",
    '"bonjour\\n"; the connection stayed open',
  ],
  [
    [say("bonjour"), seen({ never: 100 })],
    "nothing for 100 ms (step 2)",
    '"bonjour\\n"; it should not have come',
  ],
  [[
    { do: [CONNECT, { send: "a", text: "é\n", pieces: "split" }, { end: "a" }] },
    seen({ line: "é" }),
    seen({ ends: true }),
  ]],
  [[{
    do: [CONNECT, { connect: "b" }, { send: "b", line: "{{x}}" }],
    see: [{ role: "b", line: "{{x}}" }, {
      role: "a",
      never: 20,
    }],
  }]],
  [
    [{
      say: "two at once",
      do: [CONNECT, { connect: "b" }, { send: "b", line: "x" }],
      see: [{ role: "a", line: "x" }],
    }],
    '"x\\n" for a (step 1: two at once)',
    "nothing; nothing more in time",
  ],
  [[
    say("x"),
    { do: [{ reset: "a" }, { pause: 5 }, CONNECT, { send: "a", line: "y" }] },
    seen({ line: "y" }),
  ]],
];

Deno.test("a script sees what there is to see, and says what is missing", async () => {
  using server = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const serving = serveEcho(server);
  const script = readScript(
    JSON.stringify(
      {
        id: "echo",
        title: "echo",
        rules: RULES.map(([steps], index) => ({ id: `r${index}`, title: `rule ${index}`, steps })),
      } satisfies Script,
    ),
    "echo.json",
  );
  await using target = remoteTarget(server.addr as Deno.NetAddr, OPTIONS.signal);
  const told: unknown[] = [];
  for await (const { failure, rule } of runCheck(scriptRules(script), target, OPTIONS)) {
    told.push([rule.title, failure?.expected, failure && received(failure, "en")]);
  }
  server.close();
  await serving;
  assertEquals(told, RULES.map(([, expected, received], index) => [`rule ${index}`, expected, received]));
});

for (const hostname of ["127.0.0.1", "::1"]) {
  Deno.test(`a script over UDP to ${hostname} sees datagrams`, async () => {
    const server = Deno.listenDatagram({ transport: "udp", hostname, port: 0 });
    const serving = (async () => {
      for await (const [bytes, from] of server) await server.send(bytes, from);
    })();
    const rules: [steps: readonly ScriptStep[], expected?: string][] = [
      [[say("17"), seen({ line: "17" }), seen({ never: 20 })]],
      [[{ do: [CONNECT, { send: "a", hex: "00 ff" }] }, seen({ hex: "00 ff" })]],
      [[say("17"), seen({ length: 3 })], "3 bytes (step 2)"],
      [[{ do: [CONNECT] }, seen({ text: "x" })], '"x" (step 2)'],
    ];
    const script: Script = {
      id: "udp",
      title: "udp",
      transport: "udp",
      rules: rules.map(([steps], index) => ({ id: `r${index}`, title: `${index}`, steps })),
    };
    await using target = remoteTarget(server.addr as Deno.NetAddr, OPTIONS.signal);
    const results = await Array.fromAsync(
      runCheck(scriptRules(readScript(JSON.stringify(script), "udp.json")), target, OPTIONS),
    );
    server.close();
    await serving.catch(() => {/* it was waiting */});
    assertEquals(results.map(({ failure }) => failure?.expected), rules.map(([, expected]) => expected));
  });
}

async function serveEcho(server: Deno.Listener): Promise<void> {
  const clients: Promise<void>[] = [];
  try {
    for await (const client of server) clients.push(echo(client as Deno.TcpConn));
  } catch {
    // Closed while it waited
  }
  await Promise.all(clients);
}

async function echo(client: Deno.TcpConn): Promise<void> {
  const buffer = new Uint8Array(1000);
  try {
    for (let length; (length = await client.read(buffer)) !== null;) {
      const text = new TextDecoder().decode(buffer.subarray(0, length));
      if (text === "BYE\n") break;
      await client.write(buffer.slice(0, length));
    }
  } catch {
    // It has broken off
  }
  client.close();
}
