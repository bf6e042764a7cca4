import { assert, assertEquals } from "@std/assert";
import { foldedName } from "../../../mod/fs/file_name.ts";
import {
  assertAllTold,
  assertPortable,
  filesIn,
  FOREIGN_NAMES,
  foreignFolder,
} from "../../_kit/foreign_names.ts";
import { diskTest, MountedDisk } from "../../_kit/mounted_disk.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { run, runCommand } from "../../_kit/program/run.ts";
import { serveFolder } from "../../_kit/program/folder_server.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { curl } from "../../_kit/web/curl.ts";
import { webAddress } from "../../_kit/web/web_address.ts";
import { testOn } from "../../_kit/test_on.ts";

/*
What is shared from one system must arrive on the others: every name that Linux can have is fetched, unpacked and
uploaded with programs that are not ours, also onto an exFAT disk, which forbids what Windows forbids and takes `A` and
`a` for one file. Each file has its own name inside; so nothing can be lost or overwritten unseen.
*/

const sorted = (texts: Iterable<string>) => [...texts].sort();
const encoded = (name: string) => name.split("/").map(encodeURIComponent).join("/");

/** Fetches all of the folder into another one. */
async function getAll(sources: string[], into: string, ...more: string[]): Promise<void> {
  const { stderr } = await run(["files", "get", "-o", into, ...more, "--", ...sources], { timeout: 120_000 });
  assertAllTold(into, stderr);
}

Deno.test({
  name: "what other systems have no name for is fetched and saved, by both protocols",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    using temp = foreignFolder();
    await using server = await serveFolder(`${temp.path}/served`);
    const url = await webAddress(server);
    await getAll(["127.0.0.1", `${server.port}`, ...FOREIGN_NAMES], `${temp.path}/got`);
    Deno.mkdirSync(`${temp.path}/web`);
    await getAll(FOREIGN_NAMES.map((name) => `${url}/${encoded(name)}`), `${temp.path}/web`);
    assertEquals(sorted(filesIn(`${temp.path}/web`).keys()), sorted(filesIn(`${temp.path}/got`).keys()));
    // --force replaces what was there before, and not what the same command has just saved.
    await getAll(["127.0.0.1", `${server.port}`, ...FOREIGN_NAMES], `${temp.path}/got`, "--force");
  },
});

diskTest(
  "a disk with the rules of Windows takes what is fetched and what is uploaded, and loses nothing",
  "exfat",
  async () => {
    using temp = foreignFolder();
    await using server = await serveFolder(`${temp.path}/served`);
    await using disk = await MountedDisk.mount("exfat", temp);
    for (const folder of ["get", "force", "sent"]) Deno.mkdirSync(`${disk.path}/${folder}`);
    await getAll(["127.0.0.1", `${server.port}`, ...FOREIGN_NAMES], `${disk.path}/get`);
    await getAll(["127.0.0.1", `${server.port}`, ...FOREIGN_NAMES], `${disk.path}/force`, "--force");
    await using taking = await serveFolder(`${disk.path}/sent`, "--upload", "--existing", "rename");
    await uploadAll(temp, await webAddress(taking), ["-T"]);
    const sent = filesIn(`${disk.path}/sent`);
    assertEquals(sorted(sent.values()), sorted(FOREIGN_NAMES));
    assertPortable(sent.keys());
  },
);

/** Programs that unpack, each into the folder in which it is started. */
const UNPACKERS: readonly (readonly [kind: string, ...command: string[]])[] = [
  ["zip", "unzip", "-qq"],
  ["zip", "bsdtar", "-xf"],
  ["zip", "busybox", "unzip", "-q"],
  ["zip", "python3", "-m", "zipfile", "-e"],
  ["tar", "tar", "-xf"],
  ["tar", "busybox", "tar", "-xf"],
  ["tar", "bsdtar", "-xf"],
  ["tar.gz", "tar", "-xzf"],
];

for (const [kind, ...command] of UNPACKERS) {
  linuxTest(`every file comes out of the ${kind} with ${command.join(" ")}`, [command[0]!], async () => {
    using temp = foreignFolder();
    await using server = await serveFolder(`${temp.path}/served`);
    const archive = `${temp.path}/archive`;
    await curl(["-o", archive, `${await webAddress(server)}/?${kind}`]);
    const last = command.includes("python3") ? ["."] : [];
    const { code, stderr } = await runCommand(command[0]!, [...command.slice(1), archive, ...last], {
      cwd: `${temp.path}/got`,
    });
    assertEquals(code, 0, stderr);
    const got = filesIn(`${temp.path}/got`);
    assertEquals(sorted(got.values()), sorted(FOREIGN_NAMES));
    assertPortable(got.keys());
    // Nowhere do two of them fall together.
    assertEquals(new Set([...got.keys()].map(foldedName)).size, FOREIGN_NAMES.length);
  });
}

/** Sends each of the files with curl. */
async function uploadAll(temp: TempFolder, url: string, [how]: string[]): Promise<void> {
  for (const name of FOREIGN_NAMES) {
    const file = `${temp.path}/served/${name}`;
    const last = name.split("/").at(-1)!;
    const args = how === "-T"
      ? ["-T", "-", `${url}/${encodeURIComponent(last)}`]
      : ["-F", `file=@-;filename="${last.replace(/["\\]/g, "\\$&")}"`, `${url}/`];
    const answer = await curl(args, { stdin: Deno.readFileSync(file) });
    assert(answer.startsWith("Received "), `${name}: ${answer}`);
  }
}

for (const how of ["-T", "-F"]) {
  linuxTest(`curl ${how} uploads every name, and none overwrites another`, ["curl"], async () => {
    using temp = foreignFolder();
    await using server = await serveFolder(`${temp.path}/got`, "--upload", "--existing", "rename");
    await uploadAll(temp, await webAddress(server), [how]);
    const got = filesIn(`${temp.path}/got`);
    assertEquals(sorted(got.values()), sorted(FOREIGN_NAMES));
    assertPortable(got.keys());
  });
}

Deno.test({
  name: "files put sends every name by the resumable protocol, and none overwrites another",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    using temp = foreignFolder();
    await using server = await serveFolder(`${temp.path}/got`, "--upload", "--existing", "rename");
    const paths = FOREIGN_NAMES.map((name) => `${temp.path}/served/${name}`);
    const { code, stderr } = await run(["files", "put", ...paths, await webAddress(server)]);
    assertEquals(code, 0, stderr);
    const got = filesIn(`${temp.path}/got`);
    assertEquals(sorted(got.values()), sorted(FOREIGN_NAMES));
    assertPortable(got.keys());
  },
});

linuxTest("an upload in the other Unicode form is the file that is there", ["curl"], async () => {
  using temp = new TempFolder();
  temp.write("é.txt", "first");
  const nfd = encodeURIComponent("e\u0301.txt");
  const policies = [["error", "409", "first"], ["overwrite", "204", "second"]] as const;
  for (const [policy, status, content] of policies) {
    await using server = await serveFolder(temp.path, "--upload", "--existing", policy);
    const url = await webAddress(server);
    const tus = ["-H", "Upload-Length: 6", "-H", `Upload-Metadata: filename ${btoa("e\xcc\x81.txt")}`];
    if (policy === "error") {
      assertEquals(
        await curl(["-o", "/dev/null", "-w", "%{http_code}", "-X", "POST", ...tus, `${url}/`]),
        status,
      );
    }
    const put = ["-o", "/dev/null", "-w", "%{http_code}", "-T", "-", `${url}/${nfd}`];
    assertEquals(await curl(put, { stdin: "second" }), status);
    assertEquals([temp.names(), await curl([`${url}/${nfd}`])], [["é.txt"], content]);
  }
  await using server = await serveFolder(temp.path, "--upload", "--existing", "rename");
  await curl(["-T", "-", `${await webAddress(server)}/${nfd}`], { stdin: "third" });
  assertEquals(temp.names(), ["e\u0301 (1).txt", "é.txt"]);
});

/** The names are made on a disk of Linux, which takes them all. */
function linuxTest(name: string, peers: string[], fn: () => Promise<void>): void {
  if (Deno.build.os === "linux") peerTest(name, peers, fn);
  else testOn(["linux"], "its disks do not take all the names", name, fn);
}
