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

Deno.test("files get --newer is for URLs", async () => {
  const { code, stderr } = await run(["files", "get", "-N", "localhost", "1", "a.txt"]);
  assertEquals(code, 2);
  assertStringIncludes(stderr, "--newer and --recursive need a URL");
});
