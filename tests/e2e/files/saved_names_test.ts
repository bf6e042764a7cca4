import { assertEquals } from "@std/assert";
import { peerTest } from "../../_kit/peers/peer.ts";
import { serveFolder } from "../../_kit/program/folder_server.ts";
import { runCommand } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { webAddress } from "../../_kit/web/web_address.ts";

/** Names as they are here, and as a client saves them: such as every system can have. */
const NAMES: Readonly<Record<string, string>> = {
  "plain.txt": "plain.txt",
  "a b.txt": "a b.txt",
  "semi;colon.txt": "semi;colon.txt",
  "a,b=c.txt": "a,b=c.txt",
  "it's.txt": "it's.txt",
  "100% sure.txt": "100% sure.txt",
  "été (1).txt": "été (1).txt",
  "e\u0301.txt": "e\u0301.txt",
  "日本語.txt": "日本語.txt",
  "中国語.txt": "中国語.txt",
  "😀.txt": "😀.txt",
  'q"uo;te.txt': "q_uo;te.txt",
  "back\\slash.txt": "back_slash.txt",
  "a:b?.txt": "a_b_.txt",
};

/** Large enough to be compressed, and different for each. */
const content = (name: string) => `${name}\n`.repeat(200);

const CLIENTS: readonly [command: string, args: string[]][] = [
  ["curl", ["-sS", "--remote-name-all", "-J"]],
  ["curl", ["-sS", "--remote-name-all", "-J", "--compressed"]],
  ["wget", ["-nv", "-o", "/dev/null", "--content-disposition"]],
];

for (const [command, args] of CLIENTS) {
  peerTest(`${command} ${args.join(" ")} saves files and archives under their names`, [command], async () => {
    if (Deno.build.os !== "linux") return; // only here are there such names
    using temp = new TempFolder();
    for (const name of Object.keys(NAMES)) temp.write(`served/${name}`, content(name));
    temp.write("served/d\u00e9pôt 1/a.txt", "x");
    Deno.mkdirSync(`${temp.path}/saved`);
    await using server = await serveFolder(`${temp.path}/served`);
    const url = await webAddress(server);
    const files = Object.keys(NAMES).map((name) => `${url}/${encodeURIComponent(name)}`);
    const archives = ["zip", "tar", "tar.gz"].map((kind) =>
      `${url}/${encodeURIComponent("dépôt 1")}/?${kind}`
    );
    const env = { LC_ALL: "C.UTF-8" };
    const ended = await runCommand(command, [...args, ...files, ...archives], {
      cwd: `${temp.path}/saved`,
      env,
    });
    assertEquals(ended, { code: 0, stdout: "", stderr: "" });
    const saved = [...Deno.readDirSync(`${temp.path}/saved`)].map((entry) => entry.name).sort();
    const kinds = ["dépôt 1.zip", "dépôt 1.tar", "dépôt 1.tar.gz"];
    assertEquals(saved, [...Object.values(NAMES), ...kinds].sort());
    for (const [name, as] of Object.entries(NAMES)) {
      assertEquals(Deno.readTextFileSync(`${temp.path}/saved/${as}`), content(name), name);
    }
  });
}
