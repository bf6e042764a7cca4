import { assertEquals } from "@std/assert";
import { peerTest } from "../../_kit/peers/peer.ts";
import { run } from "../../_kit/program/run.ts";
import { Server } from "../../_kit/program/server.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { latin1Bytes } from "../../_kit/latin1.ts";
import { readAll } from "../../_kit/net/read_all.ts";
import { readZip } from "../../_kit/web/read_zip.ts";
import { webAddress } from "../../_kit/web/web_address.ts";

/*
The raw protocol and HTTP are two doors of one folder, with one guard: whatever is fetched by one can be fetched by the other,
is in the listing, in an archive and in what is shared; whatever is refused by one is nowhere.
*/

const encoder = new TextEncoder();
const NFD = "e\u0301te\u0301";
/**
 * A path of 2600 bytes, of which an address makes 7800: HTTP takes 8 KiB, which is no affair of the guard.
 */
const DEEP = [...Array.from({ length: 13 }, () => "é".repeat(100)), "deep.txt"].join("/");

/**
 * The files of the folder, each with its own name inside; and who gets them: anybody, whoever sees dot files,
 * nobody.
 */
const FILES: Readonly<Record<string, "all" | "hidden" | "nobody">> = {
  "plain.txt": "all",
  "sub/below.txt": "all",
  "été.txt": "all",
  [`${NFD}.txt`]: "all",
  [DEEP]: "all",
  [`${"x".repeat(251)}.txt`]: "all",
  " blanks ": "all",
  "ends with dots...": "all",
  "...": "hidden",
  "con": "all",
  "NUL.txt": "all",
  "COM1": "all",
  "12:30": "all",
  "C:x": "all",
  "sub/d:y": "all",
  "back\\slash": "all",
  "GIT~1.TXT": "all",
  "a.txt::$DATA": "all",
  "CONIN$": "all",
  "é and é": "all",
  "percent%2e%2e%2f": "all",
  "question?hash#": "all",
  'quote"<b>': "all",
  "\x1b[2J\x07": "all",
  "tab\tand\u202ebidi\u2028": "all",
  "🦆": "all",
  "~": "all",
  "-rf": "all",
  ".env": "hidden",
  "..\\outside": "hidden",
  ".git/config": "hidden",
  "desktop.ini": "hidden",
  "sub/Thumbs.db": "hidden",
  "\ufe00.invisible": "hidden",
  "sub/.secret/x": "hidden",
  ".netlab-0f0f.part": "nobody",
  ".NETLAB-0f0f.part": "nobody",
  "sub/.netlab-0f0f.json": "nobody",
  "line\nfeed": "nobody",
  "carriage\rreturn": "nobody",
  "replacement\ufffd": "nobody",
};

/** What else is there: links, by where they lead, and who gets what is behind them. */
const LINKS: Readonly<Record<string, readonly [to: string, "all" | "hidden" | "nobody"]>> = {
  "link-inside": ["sub/below.txt", "all"],
  "link-folder": ["sub", "nobody"],
  "link-out": ["../outside.txt", "nobody"],
  "link-up": ["..", "nobody"],
  "link-here": [".", "nobody"],
  "link-hidden": [".env", "hidden"],
  "link-unfinished": [".netlab-0f0f.part", "nobody"],
  "link-drive": ["C:x", "all"],
  "link-dangling": ["nowhere", "nobody"],
  "link-loop": ["link-loop", "nobody"],
};

/** Other ways to ask, and the file that comes of it. */
const SPELLINGS: Readonly<Record<string, string | undefined>> = {
  "./plain.txt": "plain.txt",
  "e\u0301 and e\u0301": "é and é",
  "e\u0301 and é": "é and é",
  "e\u0301t\u00e9.txt": undefined, // there are two of them
  "sub//below.txt": "sub/below.txt",
  "sub/./below.txt": "sub/below.txt",
  "link-folder/below.txt": "sub/below.txt",
  "plain.txt/": undefined,
  "plain.txt/.": undefined,
  "plain.txt/x": undefined,
  "PLAIN.TXT": undefined,
  "sub": undefined,
  "sub/": undefined,
  ".": undefined,
  "..": undefined,
  "../outside.txt": undefined,
  "link-up/outside.txt": undefined,
  "nothing": undefined,
  "fifo": undefined,
  "plain.txt\0": undefined,
  ["y".repeat(300)]: undefined,
  "\\plain.txt": undefined,
};

/** An address has dots that lead up (RFC 3986, section 5.2.4); a name of the raw protocol has none. */
const UP = ["sub/../plain.txt", "plain.txt"] as const;

/** Asked for in bytes that are no UTF-8. */
const BYTES: readonly number[][] = [
  [0x62, 0x61, 0x64, 0xff], // `bad\xff`, which is there
  [0xc0, 0xae, 0xc0, 0xae, 0x2f], // `../`, overlong
  [0xed, 0xa0, 0x80], // half a surrogate pair
  [0xc3], // half a character
];

async function house(): Promise<TempFolder> {
  const temp = new TempFolder();
  temp.write("outside.txt", "outside");
  for (const name of Object.keys(FILES)) temp.write(`served/${name}`, name);
  for (const [name, [to]] of Object.entries(LINKS)) Deno.symlinkSync(to, `${temp.path}/served/${name}`);
  const script = `cd "$0" && mkfifo fifo && echo bad > "$(printf 'bad\\377')"`;
  await new Deno.Command("sh", { args: ["-c", script, `${temp.path}/served`] }).output();
  return temp;
}

/** What the raw protocol answers: the file, or nothing. */
async function byRaw(port: number, name: Uint8Array): Promise<string | undefined> {
  using conn = await Deno.connect({ hostname: "127.0.0.1", port });
  await conn.write(new Uint8Array([...name, 10]));
  const answer = new TextDecoder().decode(latin1Bytes(await readAll(conn)));
  return /^OK\n\d+\n(.*)$/s.exec(answer)?.[1];
}

/** What HTTP answers: the file, or nothing. A folder is no file. */
async function byHttp(port: number, name: Uint8Array): Promise<string | undefined> {
  const coded = [...name].map((byte) => byte === 0x2f ? "/" : `%${byte.toString(16).padStart(2, "0")}`).join(
    "",
  );
  using conn = await Deno.connect({ hostname: "127.0.0.1", port });
  await conn.write(encoder.encode(`GET /${coded} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`));
  const answer = new TextDecoder().decode(latin1Bytes(await readAll(conn)));
  const [head, body] = [
    answer.slice(0, answer.indexOf("\r\n\r\n")),
    answer.slice(answer.indexOf("\r\n\r\n") + 4),
  ];
  return head.startsWith("HTTP/1.1 200 ") && !head.includes("text/html") ? body : undefined;
}

for (const hidden of [false, true]) {
  const seen = (whom: "all" | "hidden" | "nobody") => whom === "all" || hidden && whom === "hidden";
  const flags = hidden ? ["--hidden"] : [];

  peerTest(
    `the raw protocol and HTTP serve the same names, and refuse the same${hidden ? ", --hidden" : ""}`,
    ["mkfifo"],
    async () => {
      using temp = await house();
      await using server = await Server.start(
        [
          "files",
          "serve",
          "0",
          "--http-port",
          "0",
          "--host",
          "127.0.0.1",
          "--dir",
          `${temp.path}/served`,
          ...flags,
        ],
      );
      const http = Number(new URL(await webAddress(server)).port);
      const wanted = new Map<string, string | undefined>();
      for (const [name, whom] of Object.entries(FILES)) wanted.set(name, seen(whom) ? name : undefined);
      for (const [name, [to, whom]] of Object.entries(LINKS)) wanted.set(name, seen(whom) ? to : undefined);
      for (const [spelling, name] of Object.entries(SPELLINGS)) wanted.set(spelling, name);
      for (const [name, content] of wanted) {
        const bytes = encoder.encode(name);
        // A line ends the name of the raw protocol: with one in it, another name is asked for.
        const raw = /[\n\r]/.test(name) ? undefined : await byRaw(server.port, bytes);
        assertEquals([raw, await byHttp(http, bytes)], [content, content], JSON.stringify(name));
      }
      const up = encoder.encode(UP[0]);
      assertEquals([await byRaw(server.port, up), await byHttp(http, up)], [undefined, UP[1]]);
      for (const bytes of BYTES) {
        const name = new Uint8Array(bytes);
        assertEquals([await byRaw(server.port, name), await byHttp(http, name)], [undefined, undefined]);
      }
    },
  );

  peerTest(
    `listings, archives and shares hold what is served and nothing else${hidden ? ", --hidden" : ""}`,
    ["mkfifo"],
    async () => {
      using temp = await house();
      const dir = `${temp.path}/served`;
      await using server = await Server.start(
        ["files", "serve", "0", "--http-port", "0", "--host", "127.0.0.1", "--dir", dir, ...flags],
      );
      const url = await webAddress(server);
      const files = Object.entries(FILES).filter(([, whom]) => seen(whom)).map(([name]) => name);
      const links = Object.entries(LINKS).filter(([, [, whom]]) => seen(whom)).map(([name]) => name);
      const top = [
        ...new Set(files.map((name) => name.split("/")[0]!)),
        ...links,
        "link-folder",
        "link-here",
      ];
      const { entries } = await (await fetch(`${url}/?json`)).json();
      assertEquals(entries.map(({ name }: { name: string }) => name.replace(/\/$/, "")).sort(), top.sort());
      const archived = async (address: string) => {
        const zip = new Uint8Array(await (await fetch(address)).arrayBuffer());
        const members = readZip(zip).filter(({ name }) => !name.endsWith("/"));
        assertEquals(new Set(members.map(({ name }) => name)).size, members.length);
        // Their names may have had to be changed; each file has its own name in it.
        return members.map(({ bytes }) => new TextDecoder().decode(bytes)).sort();
      };
      const linked = links.map((name) => LINKS[name]![0]);
      const all = [...files, ...linked].sort();
      assertEquals(await archived(`${url}/?zip`), all);
      await using sharing = await Server.start(
        ["files", "share", dir, "--port", "0", "--host", "127.0.0.1", "--no-qr", ...flags],
      );
      assertEquals(await archived(await webAddress(sharing)), all);
    },
  );
}

peerTest("files get fetches by either protocol what the other one does", ["mkfifo"], async () => {
  using temp = await house();
  await using server = await Server.start(
    ["files", "serve", "0", "--http-port", "0", "--host", "127.0.0.1", "--dir", `${temp.path}/served`],
  );
  const url = await webAddress(server);
  for (
    const [name, whom] of [["12:30", 0], ["plain.txt", 0], ["C:x", 0], [".netlab-0f0f.part", 1]] as const
  ) {
    const raw = await run(["files", "get", `127.0.0.1:${server.port}`, name, "-o", "-"]);
    const web = await run(["files", "get", `${url}/${encodeURIComponent(name)}`, "-o", "-"]);
    assertEquals([raw.code, web.code], [whom, whom], name);
  }
});
