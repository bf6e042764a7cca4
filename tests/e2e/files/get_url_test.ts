import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { ServedFolder } from "../../../mod/fs/served_folder.ts";
import { filesHandler } from "../../../mod/http/files/files_handler.ts";
import { run } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { HttpTestServer } from "../../_kit/web/http_test_server.ts";

const LONG_AGO = new Date("2020-02-29T12:00:00Z");

/** A folder on the web, and another to save into. */
async function serving(temp: TempFolder): Promise<HttpTestServer> {
  Deno.mkdirSync(`${temp.path}/here`);
  Deno.mkdirSync(`${temp.path}/tmp`);
  return await HttpTestServer.start(
    filesHandler({ tree: ServedFolder.at(`${temp.path}/www`), title: "www" }),
  );
}

Deno.test("files get URL saves in the folder where it is typed, with the server's date, and says where", async () => {
  using temp = new TempFolder();
  Deno.utimeSync(temp.write("www/a.txt", "one"), LONG_AGO, LONG_AGO);
  await using server = await serving(temp);
  const where = { cwd: `${temp.path}/here`, env: { TMPDIR: `${temp.path}/tmp` } };
  const done = await run(["files", "get", `${server.url}/a.txt`], where);
  assertEquals([done.code, done.stdout], [0, ""], done.stderr);
  assertMatch(done.stderr, /^a\.txt: saved as \S*[/\\]here[/\\]a\.txt \(/);
  assertEquals(Deno.statSync(`${temp.path}/here/a.txt`).mtime, LONG_AGO);
  assertEquals([...Deno.readDirSync(`${temp.path}/tmp`)], []);
  const again = await run(["files", "get", `${server.url}/a.txt`], where);
  assertEquals(again.code, 1);
  assertStringIncludes(again.stderr, "is there already (--force replaces it)");
});

Deno.test("files get -N fetches what is newer or of another size, and nothing else", async () => {
  using temp = new TempFolder();
  const remote = temp.write("www/a.txt", "one");
  Deno.utimeSync(remote, LONG_AGO, LONG_AGO);
  await using server = await serving(temp);
  const newer = async (): Promise<string> => {
    const { code, stderr } = await run(["files", "get", "-N", `${server.url}/a.txt`], {
      cwd: `${temp.path}/here`,
    });
    assertEquals(code, 0, stderr);
    return `${/up to date|saved/.exec(stderr)} ${Deno.readTextFileSync(`${temp.path}/here/a.txt`)}`;
  };
  assertEquals(await newer(), "saved one");
  assertEquals(await newer(), "up to date one");
  Deno.writeTextFileSync(remote, "two");
  assertEquals(await newer(), "saved two");
  Deno.writeTextFileSync(`${temp.path}/here/a.txt`, "own");
  assertEquals(await newer(), "up to date own");
  Deno.writeTextFileSync(`${temp.path}/here/a.txt`, "other");
  assertEquals(await newer(), "saved two");
});

Deno.test("files get and put say of an address what it is, and how it can be fetched or sent", async () => {
  using temp = new TempFolder();
  temp.write("www/a.txt", "one");
  await using server = await serving(temp);
  const fr = ["--lang", "fr"];
  const rows: [args: string[], code: number, said: string][] = [
    [["get", `${server.url}/`], 1, `${server.url}/: it has no file name; if it is a folder, -r fetches`],
    [
      ["get", "htp://127.0.0.1/x"],
      2,
      '"htp://127.0.0.1/x" begins with htp://; only http:// and https:// are',
    ],
    [["get", "http://[::1/x"], 2, '"http://[::1/x" cannot be read as a URL'],
    [["put", "a", "ftp://127.0.0.1/"], 2, '"ftp://127.0.0.1/" begins with ftp://'],
    [["get"], 2, "a server with the name of a file (HOST PORT NAME), or a URL, is missing"],
    [["get", "-r", `${server.url}/`, "-o", "tree", ...fr], 0, "1 fichier enregistré dans tree ("],
    [["get", "-r", `${server.url}/`, "-o", "tree", ...fr], 0, "0 fichier enregistré dans tree (0"],
    [["get", `${server.url}/none`, ...fr], 1, "Le serveur répond 404 : Il n'y a rien ici"],
  ];
  for (const [args, code, said] of rows) {
    const ended = await run(["files", ...args], { cwd: `${temp.path}/here` });
    assertStringIncludes(ended.stderr.replaceAll(/[\u00a0\u202f]/g, " ").replaceAll("\u2019", "'"), said);
    assertEquals(ended.code, code);
    assertEquals(ended.stderr.includes("--help"), code === 2, ended.stderr);
  }
});

Deno.test("files get refuses of the raw protocol what only the web has", async () => {
  const options = [["--newer"], ["-r"], ["--level", "2"], ["-j", "2"], ["--sha256", "0".repeat(64)], [
    "--cacert",
    "x",
  ]];
  await Promise.all(options.map(async (option) => {
    const { code, stderr } = await run(["files", "get", ...option, "localhost", "1", "a.txt"]);
    assertEquals(code, 2, stderr);
    assertStringIncludes(stderr, " needs a URL: ");
  }));
});
