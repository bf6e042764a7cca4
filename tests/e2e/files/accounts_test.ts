import { Buffer } from "node:buffer";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { isPassword, parsePasswordHash } from "../../../mod/http/files/accounts/password_hash.ts";
import { netlab } from "../../_kit/program/netlab.ts";
import { Terminal } from "../../_kit/program/terminal.ts";
import { TestBrowser } from "../../_kit/peers/playwright.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { Server } from "../../_kit/program/server.ts";
import { run, runCommand } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { until } from "../../_kit/until.ts";
import { curl, curlStatus } from "../../_kit/web/curl.ts";
import { webAddress } from "../../_kit/web/web_address.ts";
import { users } from "../../http/files/accounts/accounts.ts";

const TEXT = users("teacher", "anna", "ben") + `[groups]
class = anna, ben
[/]
teacher = manage
class = read
[/exam]
teacher = manage
[/hand-in]
teacher = manage
class = upload
[/pupils]
teacher = manage
[/pupils/{user}]
teacher = manage
{user} = manage
`;

/** A class room, and a server for it. */
async function classRoom(
  ...more: string[]
): Promise<{ temp: TempFolder; server: Server; url: string; file: string }> {
  const temp = new TempFolder();
  temp.write("room/notes.txt", "for all");
  temp.write("room/exam/q.txt", "secret questions");
  temp.write("room/hand-in/x", "");
  temp.write("room/pupils/x", "");
  const file = temp.write("class.accounts", TEXT);
  const how = ["--host", "127.0.0.1", "--http-port", "0", "--accounts", file];
  const server = await Server.start(["files", "serve", "0", "--dir", `${temp.path}/room`, ...how, ...more]);
  return { temp, server, url: await webAddress(server), file };
}

Deno.test("files passwd makes accounts, changes their passwords and removes them, and shows who may do what", async () => {
  using temp = new TempFolder();
  const file = `${temp.path}/a.accounts`;
  const passwd = (args: string[], stdin = "", env: Record<string, string> = {}) =>
    run(["files", "passwd", file, ...args], { stdin, env });
  assertEquals(
    (await passwd(["teacher"], "", { NETLAB_PASSWORD: "chalk" })).stderr,
    "netlab files passwd: added teacher\n",
  );
  if (Deno.build.os !== "windows") assertEquals(Deno.statSync(file).mode! & 0o777, 0o600);
  const made = await passwd(["--generate", "--group", "class", "anna", "ben"]);
  assertMatch(made.stdout, /^anna\t[a-z2-9]{4}(-[a-z2-9]{4}){2}\nben\t[a-z2-9-]{14}\n$/);
  assertStringIncludes(made.stderr, "no section names anna, ben yet: write into ");
  const before = Deno.readTextFileSync(file);
  assertEquals(
    (await passwd(["--password-stdin", "anna"], "new one\n")).stderr,
    "netlab files passwd: changed the password of anna\n",
  );
  assert(Deno.readTextFileSync(file) !== before);
  Deno.writeTextFileSync(file, "class = read\n", { append: true });
  assertEquals((await passwd(["--list"])).stdout, "teacher  /  manage\nanna     /  read\nben      /  read\n");
  assertEquals((await passwd(["--remove", "ben"])).stderr, "netlab files passwd: removed ben\n");
  assertEquals((await passwd(["--list"])).stdout, "teacher  /  manage\nanna     /  read\n");
  const rows: [args: string[], code: number, says: string][] = [
    [[], 2, "NAME is missing"],
    [["--list", "anna"], 2, "--list takes no name"],
    [["--list", "--remove"], 2, "do not go together"],
    [["--generate", "anna", "ben", "Anna"], 2, '"Anna" is there twice'],
    [["an/na"], 2, '"an/na" can be no name of an account'],
    [["anna"], 2, "the password comes from a terminal, from NETLAB_PASSWORD"],
    [["--password-stdin", "anna"], 2, "an empty password is none"],
    [["--password-stdin", "anna", "ben"], 2, "--password-stdin is for one name"],
    [["--remove", "clara"], 1, "there is no clara in"],
  ];
  for (const [args, code, says] of rows) {
    const ended = await passwd(args);
    assertEquals([args, ended.code], [args, code]);
    assertStringIncludes(ended.stderr, says);
  }
  Deno.writeTextFileSync(file, "broken\n", { append: true });
  const broken = await passwd(["--generate", "clara"]);
  assertEquals([broken.code, broken.stdout], [1, ""]);
  assertMatch(broken.stderr, /a\.accounts, line \d+: "broken" is neither/);
});

peerTest("files passwd asks for a password twice, and shows it to nobody", ["tmux"], async () => {
  using temp = new TempFolder();
  const file = `${temp.path}/a.accounts`;
  const start = netlab("files", "passwd", file, "anna");
  await using terminal = await Terminal.start(start, 200);
  const shows = async (text: string) => {
    await until(async () => (await terminal.screen()).join("\n").includes(text));
  };
  await shows("password for anna:");
  await terminal.type("sesame");
  await terminal.press("Enter");
  await shows("once more:");
  await terminal.type("sesame");
  await terminal.press("Enter");
  await shows("added anna");
  assert(!(await terminal.screen()).join("").includes("sesame"));
  const [, kept] = /^anna = (.*)$/m.exec(Deno.readTextFileSync(file))!;
  assertEquals(await isPassword("sesame", parsePasswordHash(kept!)!), true);
});

Deno.test("files serve --accounts refuses what is wrong before it listens", async () => {
  using temp = new TempFolder();
  const right = temp.write("right", TEXT);
  const wrong = temp.write("wrong", "[/]\nanna = read\nben = all\n");
  temp.write("room/inside", TEXT);
  const serve = (file: string, ...more: string[]) =>
    run([
      "files",
      "serve",
      "0",
      "--dir",
      `${temp.path}/room`,
      "--http-port",
      "0",
      "--accounts",
      file,
      ...more,
    ]);
  const rows: [file: string, more: string[], code: number, says: string][] = [
    [right, ["--upload"], 2, "--upload and --accounts do not go together"],
    [right, ["--manage"], 2, "--manage and --accounts do not go together"],
    [right, ["--auth"], 2, "--auth and --accounts do not go together"],
    [
      right,
      ["--header", "Cache-Control: public"],
      2,
      "--accounts and --header cache-control do not go together",
    ],
    [right, ["--no-http"], 2, "needs HTTP: leave out --no-http"],
    [`${temp.path}/none`, [], 1, "make them with netlab files passwd"],
    [`${temp.path}/room/inside`, [], 1, "is in the folder that is served: keep the accounts elsewhere"],
    [wrong, [], 1, "wrong, line 2: anna is neither in [users] nor in [groups]"],
    [wrong, [], 1, "wrong, line 3: "],
  ];
  for (const [file, more, code, says] of rows) {
    const ended = await serve(file, ...more);
    assertEquals([file, more, ended.code, ended.stderr.includes("listening")], [file, more, code, false]);
    assertStringIncludes(ended.stderr, says);
  }
});

peerTest(
  "a changed accounts file holds within a second, and a wrong one changes nothing",
  ["curl"],
  async () => {
    const { temp, server, url, file } = await classRoom();
    using _temp = temp;
    await using _server = server;
    assertEquals(server.lines.some((line) => line.includes("only HTTP is served")), true);
    const status = (user: string) => curlStatus("-u", `${user}:secret`, `${url}/notes.txt`);
    assertEquals([await status("anna"), await status("ben")], [200, 200]);
    Deno.writeTextFileSync(file, TEXT.replace(/ben = .*\n/, "").replace("anna, ben", "anna"));
    await server.line((line) => line.includes("has changed and was read again"));
    assertEquals([await status("anna"), await status("ben")], [200, 401]);
    Deno.writeTextFileSync(file, "[users]\nanna = plain\n");
    await server.line((line) => line.includes("The accounts stay as they were before"));
    assertEquals(await status("anna"), 200);
  },
);

peerTest("curl, wget, rclone and netlab come in with a name and a password, and see what is theirs", [
  "curl",
  "wget",
  "rclone",
], async () => {
  const { temp, server, url } = await classRoom("--webdav");
  using _temp = temp;
  await using _server = server;
  assertEquals(await curl(["-u", "anna:secret", `${url}/notes.txt`]), "for all");
  assertEquals(await curlStatus("-u", "anna:secret", `${url}/exam/q.txt`), 404);
  await until(() =>
    server.lines.some((line) => /127\.0\.0\.1 anna "GET \/exam\/q\.txt" 0 bytes .* 404$/.test(line))
  );
  const wget = await runCommand("wget", ["-qO-", "--user=anna", "--password=secret", `${url}/notes.txt`]);
  assertEquals(wget.stdout, "for all");
  const obscured = (await runCommand("rclone", ["obscure", "secret"])).stdout.trim();
  const remote = `:webdav,url='${url}/',user=anna,pass='${obscured}',vendor=other:`;
  const rclone = (...args: string[]) => runCommand("rclone", ["--config", "/dev/null", ...args]);
  const listed = await rclone("lsf", "-R", remote);
  assertEquals(listed.stdout.split("\n").filter((line) => line !== "").sort(), [
    "hand-in/",
    "notes.txt",
    "pupils/",
    "pupils/anna/",
  ]);
  const own = temp.write("own.txt", "mine");
  assertEquals((await rclone("copyto", own, `${remote}pupils/anna/own.txt`)).code, 0);
  assertEquals((await rclone("--retries", "1", "copyto", own, `${remote}exam/own.txt`)).code === 0, false);
  assertEquals(
    (await rclone("moveto", `${remote}pupils/anna/own.txt`, `${remote}pupils/anna/moved.txt`)).code,
    0,
  );
  const env = { NETLAB_AUTH: "anna:secret" };
  const put = await run(["files", "put", "--auth", own, `${url}/hand-in/`], { env });
  assertEquals(put.code, 0, put.stderr);
  const got = await run(["files", "get", "--auth", `${url}/pupils/anna/moved.txt`, "-o", "-"], { env });
  assertEquals(got.stdout, "mine");
  assertEquals(Deno.readTextFileSync(`${temp.path}/room/hand-in/own.txt`), "mine");
});

peerTest("a pupil signs in on a phone, hands in, has a folder, and signs out", ["chromium"], async () => {
  const { temp, server, url } = await classRoom();
  using _temp = temp;
  await using _server = server;
  await using chromium = await TestBrowser.start();
  const context = await chromium.browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: "fr-FR",
  });
  const page = await context.newPage();
  const answer = await page.goto(`${url}/hand-in/`);
  assertEquals(answer?.status(), 401);
  await page.getByLabel("Nom").fill("Anna");
  await page.getByLabel("Mot de passe").fill("faux");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").waitFor();
  assertStringIncludes(
    await page.getByRole("alert").textContent() ?? "",
    "Le nom ou le mot de passe est faux",
  );
  assertEquals(await page.getByLabel("Nom").inputValue(), "Anna");
  assertEquals(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), true);
  await page.getByLabel("Mot de passe").fill("secret");
  await page.getByRole("button", { name: "Se connecter" }).click();
  await page.locator("h1 [aria-current]", { hasText: "hand-in" }).waitFor();
  assertEquals(await page.title(), "hand-in – Boîte de dépôt");
  const buffer = Buffer.from("fini");
  await page.setInputFiles("input[type=file]", { name: "devoir.txt", mimeType: "text/plain", buffer });
  await until(() =>
    temp.names().length > 0 && Array.from(Deno.readDirSync(`${temp.path}/room/hand-in`)).length === 2
  );
  await page.getByText("devoir.txt\u00a0: reçu", { exact: true }).waitFor();
  await page.getByRole("navigation").getByRole("link").click();
  await page.waitForURL(`${url}/`);
  assertEquals(await page.locator("#files tbody tr bdi").allTextContents(), [
    "hand-in",
    "pupils",
    "notes.txt",
  ]);
  assertEquals((await page.goto(`${url}/exam/`))?.status(), 404);
  await page.getByRole("button", { name: "Se déconnecter" }).click();
  await page.getByLabel("Mot de passe").waitFor();
  assertEquals((await page.goto(`${url}/notes.txt`))?.status(), 401);
});
