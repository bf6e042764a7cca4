import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { inPool } from "../../_kit/in_pool.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { Server } from "../../_kit/program/server.ts";
import { run } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

const HERE = fromFileUrl(new URL("../../check/", import.meta.url));

/** `python3 …/NAME.py {port}`, as a user would type it. */
const python = (name: string) => `python3 ${join(HERE, `${name}.py`)} {port}`;

peerTest("check passes a right server and a right client", ["python3"], async () => {
  const checks = [["servers/echo_good"], ["clients/echo_good", "--listen", "0"]];
  await inPool(2, checks, async ([name, ...args]) => {
    const { code, stdout } = await run(["check", "echo", ...args, "--run", python(name!)], {
      timeout: 90_000,
    });
    assertEquals(code, 0, stdout);
    assertMatch(stdout, /\n\d+ passed, 0 failed/);
  });
});

Deno.test("check --connect checks a server that runs already", async () => {
  await using server = await Server.start(["echo", "serve", "0", "--host", "127.0.0.1"]);
  const where = ["--connect", `127.0.0.1:${server.port}`];
  const { code, stdout } = await run(["check", "echo", ...where, "--only", "upper", "--only", "echo.split"]);
  assertEquals(code, 0, stdout);
  assertStringIncludes(stdout, "2 passed, 0 failed");
});

Deno.test("check files --connect --dir leaves nothing behind in the folder", async () => {
  using folder = new TempFolder();
  folder.write("mine.txt", "mine");
  await using server = await Server.start([
    "files",
    "serve",
    "0",
    "--host",
    "127.0.0.1",
    "--dir",
    folder.path,
  ]);
  const where = ["--connect", `127.0.0.1:${server.port}`, "--dir", folder.path];
  const { code, stdout } = await run(["check", "files", ...where], { timeout: 60_000 });
  assertEquals([code, folder.names()], [0, ["mine.txt"]], stdout);
});

peerTest(
  "check says rule, expected, received, cause and how to repeat it, and exits with 1",
  ["python3"],
  async () => {
    const broken = python("servers/broken/echo/framing/one_recv");
    const args = ["check", "echo", "--run", broken, "--only", "bytewise", "--seed", "7"];
    const { code, stdout } = await run(args);
    assertEquals(code, 1);
    for (
      const word of [
        "FAIL  echo.bytewise",
        "Rule (sheet 000",
        'Expected "',
        'Received "',
        "one recv for one line",
        "--seed 7",
      ]
    ) {
      assertStringIncludes(stdout, word);
    }
  },
);

peerTest("check with the same seed sends the same bytes", ["python3"], async () => {
  const args = [
    "check",
    "echo",
    "--run",
    python("servers/echo_good"),
    "--only",
    "random",
    "--seed",
    "42",
    "-v",
  ];
  const sent = async () => (await run(args)).stdout.match(/sent .*/g)!.join("\n");
  assertEquals(await sent(), await sent());
});

Deno.test("check of nobody fails the first rule and skips the others", async () => {
  const { code, stdout } = await run(["check", "echo", "--connect", "127.0.0.1:1"]);
  assertEquals(code, 1);
  assertStringIncludes(stdout, "connection refused");
  assertMatch(stdout, /0 passed, 1 failed, \d+ skipped/);
});

Deno.test("check of a proxy needs to know where the proxy goes on to", async () => {
  const { code, stderr } = await run(["check", "chat", "--protocol", "mob", "--run", "true {port}"]);
  assertEquals(code, 2);
  assertStringIncludes(stderr, "--protocol mob needs {upstream-port} in --run, or --upstream PORT");
});

Deno.test("check kv names the protocols that there are", async () => {
  const { code, stderr } = await run(["check", "kv", "--run", "true {port}"]);
  assertEquals(code, 2);
  assertMatch(stderr, /--protocol is needed: resp, book, means, unusual, speed/);
});

Deno.test("check without a server to check is a usage error", async () => {
  const { code, stderr } = await run(["check", "calc"]);
  assertEquals(code, 2);
  assertStringIncludes(stderr, "--connect HOST:PORT, --run COMMAND or --listen PORT is needed");
});

Deno.test("check --run of a program that does not exist says so", async () => {
  const { code, stderr } = await run(["check", "echo", "--run", "/nowhere/server {port}"]);
  assertEquals(code, 1);
  assertStringIncludes(stderr, "there is no such program");
});

peerTest("check writes TAP, JUnit and JSON", ["python3"], async () => {
  const args = [
    "check",
    "echo",
    "--run",
    python("servers/broken/echo/framing/no_line_end"),
    ...["--only", "upper", "--timeout", "0.3"],
  ];
  const report = async (format: string) => (await run([...args, "--format", format])).stdout;
  const [tap, junit, json] = await Promise.all(["tap", "junit", "json"].map(report));
  assertMatch(tap!, /^TAP version 14\n1\.\.1\n# seed \d+\nnot ok 1 - echo\.upper .*\n {2}---\n/);
  assertMatch(junit!, /^<\?xml .*\n<testsuites><testsuite [^>]*tests="1" failures="1"/);
  const { netlab, failed, results } = JSON.parse(json!);
  assertEquals([netlab, failed, results[0].id], ["check/1", 1, "echo.upper"]);
});

peerTest("check summary puts the reports of a class together", ["python3"], async () => {
  using folder = new TempFolder();
  for (
    const [student, server] of [["Ginette", "echo_good"], ["Roger", "broken/echo/text/unchanged"]] as const
  ) {
    const out = ["--only", "upper", "--student", student, "--out", join(folder.path, `${student}.json`)];
    await run(["check", "echo", "--run", python(`servers/${server}`), ...out]);
  }
  const { code, stdout } = await run(["check", "summary", folder.path]);
  assertEquals(code, 0);
  assertMatch(stdout, /Ginette +echo +1\/1 +0\nRoger +echo +0\/1 +0 +echo\.upper\n/);
  const french = await run(["check", "summary", folder.path], { env: { LC_ALL: "fr_FR.UTF-8" } });
  assertMatch(french.stdout, /étudiant .*\n(.*\n)*\nrègle enfreinte +par\necho\.upper +1 sur 2\n/);
  const csv = (await run(["check", "summary", "--csv", folder.path])).stdout;
  assertMatch(csv, /Roger,echo,0,1,0,0,\d+,failed\r\n/);
});

peerTest("check speaks French where the locale does, with French spaces", ["python3"], async () => {
  const args = [
    "check",
    "echo",
    "--run",
    python("servers/broken/echo/framing/one_recv"),
    "--only",
    "bytewise",
  ];
  const { stdout } = await run(args, { env: { LANG: "fr_FR.UTF-8", LC_ALL: "", LC_MESSAGES: "" } });
  assertStringIncludes(stdout, "ÉCHEC  echo.bytewise");
  assertStringIncludes(stdout, "Cause\u00a0: votre serveur prend un recv pour une ligne (il a répondu");
  assertStringIncludes(stdout, "0 respectée, 1 enfreinte");
  const json = JSON.parse((await run([...args, "--lang", "fr", "--format", "json"])).stdout);
  assertEquals([json.failed, json.results[0].source], [1, "feuille 000 §2"]);
});
