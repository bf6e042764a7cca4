import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { peerTest } from "../../_kit/peers/peer.ts";
import { netlab } from "../../_kit/program/netlab.ts";
import { Server } from "../../_kit/program/server.ts";
import { run, runCommand } from "../../_kit/program/run.ts";
import { Terminal } from "../../_kit/program/terminal.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

const FRENCH = { env: { LC_ALL: "fr_FR.UTF-8" } };

/** Runs netlab in French; what it said, with plain spaces. */
async function french(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const { code, stdout, stderr } = await run(args, FRENCH);
  return { code, stdout: stdout.replaceAll("\u00a0", " "), stderr: stderr.replaceAll("\u00a0", " ") };
}

Deno.test("netlab says in French why a connection or a port was refused, with the same codes", async () => {
  assertEquals(await french("files", "get", "127.0.0.1", "1", "x", "-o", "-"), {
    code: 1,
    stdout: "",
    stderr: "netlab files get: x: Connexion à 127.0.0.1:1 impossible : connexion refusée " +
      "(le serveur est-il lancé ?)\n",
  });
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const taken = await french("echo", "serve", String(listener.addr.port), "--host", "127.0.0.1");
  assertEquals(taken.code, 1);
  assertMatch(
    taken.stderr,
    /^netlab: Impossible d'écouter sur le port \d+ : il est pris par .* ; choisissez/,
  );
});

Deno.test("netlab leaves a peer's words as they are, between its own in French", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const answers = ["KO\nconnection refused (is the server running?)\n", "OK\n10\nabc"];
  const serving = (async () => {
    for (const answer of answers) {
      using client = await listener.accept();
      await client.read(new Uint8Array(100));
      await client.write(new TextEncoder().encode(answer));
    }
  })();
  const at = ["files", "get", "127.0.0.1", String(listener.addr.port)];
  const refused = await french(...at, "x", "-o", "-");
  assertEquals(
    refused.stderr,
    "netlab files get: x: le serveur a refusé : connection refused (is the server running?)\n",
  );
  const short = await french(...at, "x", "-o", "/dev/null");
  assertEquals(short.code, 1);
  assertStringIncludes(short.stderr, "la connexion s'est terminée trop tôt, après 3 octets sur 10");
  await serving;
});

peerTest(
  "the wire, traces, access lines and the line of a ready server have one language",
  ["nc"],
  async () => {
    using temp = new TempFolder();
    temp.write("there is no such file", "Bonjour");
    await using server = await Server.start([
      "files",
      "serve",
      "0",
      "--no-http",
      "--dir",
      temp.path,
      "--trace",
    ], FRENCH);
    assertMatch(server.lines[0]!, / listen /);
    assert(server.lines.some((line) => /^netlab files: listening on \S+:\d+ \(events\)$/.test(line)));
    const ask = (name: string) =>
      runCommand("nc", ["-N", "127.0.0.1", String(server.port)], { stdin: `${name}\n` });
    assertEquals((await ask("no/such")).stdout, "KO\nno such file\n");
    assertEquals((await ask("there is no such file")).stdout, "OK\n7\nBonjour");
    await server.line((line) => /"no\/such" 0 bytes .* refused: no such file$/.test(line));
    await server.line((line) => / read .*"there is no such file\\n"/.test(line));
  },
);

Deno.test("calc serve --lang is the language of the wire and of the messages; the locale is of messages only", async () => {
  await using english = await Server.start(["calc", "serve", "0", "--lang", "en"], FRENCH);
  await using local = await Server.start(["calc", "serve", "0"], { env: { LC_ALL: "C.UTF-8" } });
  const ask = async (server: Server) =>
    (await run(["calc", "ask", "127.0.0.1", String(server.port), "1/0"], FRENCH)).stdout;
  assertStringIncludes(await ask(english), "Error: division by zero");
  assertStringIncludes(await ask(local), "Erreur: division par zéro");
});

Deno.test("prime ask tells the meaning of an answer in French, behind the answer as it came", async () => {
  await using server = await Server.start(["prime", "serve", "0"]);
  const { stdout } = await french("prime", "ask", "127.0.0.1", String(server.port), "17", "4");
  assertMatch(stdout, /^17: T \(premier\), .* ms\n4: F \(non premier\), .* ms\n$/);
});

peerTest(
  "chat join asks for the name in French at a terminal, and shows the room as it speaks",
  ["tmux"],
  async () => {
    await using server = await Server.start(["chat", "serve", "0", "--host", "127.0.0.1"]);
    const words = ["chat", "join", "127.0.0.1", String(server.port), "--lang", "fr"];
    await using terminal = await Terminal.start(netlab(...words));
    const plain = (rows: string[]) => rows.map((row) => row.replaceAll("\u00a0", " "));
    const asked = await terminal.until((rows) => rows.some((row) => row.startsWith("nom>")));
    assertStringIncludes(
      plain(asked)[0]!,
      "Quel est votre pseudonyme ? (1 à 20 caractères visibles, sans espaces)",
    );
    await terminal.type("Ginette");
    await terminal.press("Enter");
    await terminal.until((rows) => rows.includes("* Nobody else is here yet"));
  },
);

Deno.test("lab run observes the same in French: what a role says does not follow the locale", async () => {
  const { code, stdout } = await run(["lab", "run", "E24"], { ...FRENCH, timeout: 60_000 });
  assertEquals(code, 0, stdout);
  assertStringIncludes(stdout, "Tout ce que dit la feuille a été observé.");
  assertStringIncludes(stdout, "stopping: 1 open connection may finish");
});
