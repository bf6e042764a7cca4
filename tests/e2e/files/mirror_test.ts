import { assertEquals } from "@std/assert";
import { join, relative } from "@std/path";
import { peerTest } from "../../_kit/peers/peer.ts";
import { serveFolder } from "../../_kit/program/folder_server.ts";
import { runCommand } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { webAddress } from "../../_kit/web/web_address.ts";

const FILES = [
  "a.txt",
  "sub/b.html",
  "sub/deep/c d.txt",
  "sub/deep/é.bin",
  "odd/e'f&g;h.txt",
  "odd/100%.txt",
];

/** Each program copies the whole folder into the one where it is started. */
const PROGRAMS: Readonly<Record<string, (url: string) => string[]>> = {
  wget: (url) => ["-q", "-m", "-nH", "--restrict-file-names=nocontrol", url],
  rclone: (url) => ["--config", "/dev/null", "copy", "--http-url", url, ":http:", "."],
  lftp: (url) => ["-c", `set net:max-retries 1; mirror ${url} .`],
};

function filesBelow(folder: string): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) => {
    const path = join(folder, name);
    return isDirectory ? filesBelow(path) : [path];
  });
}

for (const [program, args] of Object.entries(PROGRAMS)) {
  peerTest(`${program} copies a served folder: each file once, no archive, no page in another order`, [
    program,
  ], async () => {
    using temp = new TempFolder();
    using copy = new TempFolder();
    for (const name of FILES) temp.write(name, `in ${name}`);
    await using server = await serveFolder(temp.path, "--upload");
    const url = `${await webAddress(server)}/`;
    const { code, stderr } = await runCommand(program, args(url), { cwd: copy.path });
    assertEquals(code, 0, stderr);
    const copied = filesBelow(copy.path).map((path) => relative(copy.path, path));
    // wget keeps the pages, too.
    const pages = program === "wget" ? ["index.html", "odd/", "sub/", "sub/deep/"] : [];
    const wanted = [...FILES, ...pages.map((page) => page.replace(/\/$/, "/index.html"))];
    assertEquals(copied.sort(), wanted.sort());
    for (const name of FILES) assertEquals(Deno.readTextFileSync(join(copy.path, name)), `in ${name}`);
  });
}
