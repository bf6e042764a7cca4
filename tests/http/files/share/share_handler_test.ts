import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { openContent } from "../../../../mod/http/files/content.ts";
import { REPEAT_WITHIN, systemOf } from "../../../../mod/http/files/share/repeated_downloads.ts";
import { type ShareDownload, shareHandler } from "../../../../mod/http/files/share/share_handler.ts";
import type { ReplyOutcome } from "../../../../mod/http/wire/message.ts";
import { HttpTestServer } from "../../../_kit/web/http_test_server.ts";
import { TempFolder } from "../../../_kit/temp_folder.ts";
import { until } from "../../../_kit/until.ts";

const SAFARI =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) " +
  "Version/17.5 Mobile/15E148 Safari/604.1";
const INSTAGRAM =
  "Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/AP1A; wv) AppleWebKit/537.36 (KHTML, like Gecko) " +
  "Version/4.0 Chrome/125.0 Mobile Safari/537.36 Instagram 330.0";

/** A share of four bytes on a clock of its own; `fetched` sends requests. */
async function sharing(
  count: number,
  use: (share: { downloads: ShareDownload[]; pass(ms: number): void } & Fetching) => Promise<void>,
): Promise<void> {
  using temp = new TempFolder();
  const path = temp.write("a.bin", "four");
  let now = 0;
  const downloads: ShareDownload[] = [];
  const handler = shareHandler({
    secret: "secret",
    name: "a.bin",
    count,
    open: () => openContent({ path }, "a.bin"),
    onDownload: (download) => downloads.push(download),
    now: () => now,
  });
  let underWay = 0;
  await using server = await HttpTestServer.start(async (request) => {
    const reply = await handler(request);
    underWay++;
    const onEnd = (outcome: ReplyOutcome) => {
      reply.onEnd?.(outcome);
      underWay--;
    };
    return { ...reply, onEnd };
  });
  const fetched = async (agent: string, more = "", method = "GET", query = "") => {
    const head = `${method} /secret/a.bin${query} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n`;
    const reply = await server.exchange(`${head}User-Agent: ${agent}\r\n${more}\r\n`);
    // Its end is known when the client has closed.
    await until(() => underWay === 0);
    return `${reply.split(" ")[1]} ${
      reply.endsWith("\r\n\r\nfour") ? "FILE" : /<h1>a.bin/.test(reply) ? "PAGE" : ""
    }`
      .trim();
  };
  await use({ downloads, pass: (ms) => now += ms, fetched });
}

interface Fetching {
  fetched(agent: string, more?: string, method?: string, query?: string): Promise<string>;
}

/** What opens an address, and whether it is for a preview. */
const AGENTS: readonly (readonly [agent: string, preview: boolean])[] = [
  ["WhatsApp/2.23.20.0 A", true],
  ["WhatsApp/2", true], // Signal, too
  ["TelegramBot (like TwitterBot)", true],
  ["Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", true],
  ["Slack-ImgProxy (+https://api.slack.com/robots)", true],
  ["facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", true],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 " +
    "Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0", // iMessage
    true,
  ],
  ["Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)", true],
  ["Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5", true],
  ["LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)", true],
  ["facebookexternalhit/1.1;line-poker/1.0", true],
  ["Synapse (bot; +https://github.com/matrix-org/synapse)", true],
  ["http.rb/5.1.1 (Mastodon/4.2.1; +https://social.example/) Bot", true],
  ["Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", true],
  [SAFARI, false],
  [INSTAGRAM, false],
  [SAFARI.replace(" Safari", " [FBAN/FBIOS;FBAV/460.0]"), false],
  ["Mozilla/5.0 (Linux; Android 14; K) Chrome/125.0 Mobile Safari/537.36 Telegram-Android/10.13", false],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0", false],
  ["Mozilla/5.0 (Linux; Android 9; CUBOT P20) Chrome/125.0 Mobile Safari/537.36", false],
  ["AndroidDownloadManager/14 (Linux; U; Android 14; Pixel 8 Build/AP1A)", false],
  ["curl/8.14.1", false],
  ["Wget/1.25.0", false],
  ["aria2/1.37.0", false],
  ["netlab", false],
];

Deno.test("a share shows previews a page, and everybody else the file", async () => {
  for (const [agent, preview] of AGENTS) {
    await sharing(1, async ({ fetched, downloads }) => {
      assertEquals([agent, await fetched(agent)], [agent, preview ? "200 PAGE" : "200 FILE"]);
      if (!preview) return;
      assertEquals(await fetched(agent, "Range: bytes=0-524288\r\n"), "200 PAGE");
      assertEquals(await fetched(agent, "", "HEAD"), "200");
      assertEquals(downloads, []);
      // A person who was taken for one comes to the file all the same.
      assertEquals(await fetched(agent, "", "GET", "?download"), "200 FILE");
      assertEquals(downloads.length, 1);
    });
  }
});

Deno.test("the page for previews tells name and size, in the reader's language, and what is in a name is text", async () => {
  using temp = new TempFolder();
  const path = temp.write("x", "1234");
  const name = '"><b>.txt';
  const open = () => openContent({ path }, name);
  const handler = shareHandler({ secret: "s", name, count: 1, open, onDownload: () => {} });
  await using server = await HttpTestServer.start(handler);
  const page = await server.exchange(
    "GET /s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nUser-Agent: WhatsApp/2\r\nAccept-Language: fr\r\n\r\n",
  );
  assertStringIncludes(page, '<meta property="og:title" content="&quot;&gt;&lt;b&gt;.txt">');
  assertMatch(page, /<meta property="og:description" content="Un fichier .*, 4\W+o">/);
  assert(!page.includes("<b>"));
});

Deno.test("a browser that fetches in advance uses up nothing", async () => {
  for (
    const field of ["Sec-Purpose: prefetch", "Purpose: prefetch", "X-Purpose: preview", "X-moz: prefetch"]
  ) {
    await sharing(1, async ({ fetched }) => {
      assertEquals([field, await fetched(SAFARI, `${field}\r\n`)], [field, "503"]);
      assertEquals(await fetched(SAFARI), "200 FILE");
    });
  }
});

Deno.test("what a phone fetches twice within seconds is one download, and another phone's is another", async () => {
  await sharing(2, async ({ fetched, downloads, pass }) => {
    const counted = async (agent: string, more = "") => [await fetched(agent, more), downloads.length];
    assertEquals(await counted(INSTAGRAM), ["200 FILE", 1]);
    assertEquals([downloads[0]!.left, downloads[0]!.repeat], [1, REPEAT_WITHIN]);
    // The same phone's own program for downloads; parts of it are parts of the same.
    assertEquals(await counted("Dalvik/2.1.0", "Range: bytes=0-1\r\n"), ["206", 1]);
    assertEquals(await counted("AndroidDownloadManager/14 (Linux; U; Android 14)"), ["200 FILE", 1]);
    // A third time is on purpose; and the last download, too, may be repeated, by this phone alone.
    assertEquals(await counted(INSTAGRAM), ["200 FILE", 2]);
    assertEquals(await fetched(SAFARI), "410");
    assertEquals(await fetched("curl/8"), "410");
    pass(REPEAT_WITHIN - 1);
    assertEquals(await counted(INSTAGRAM), ["200 FILE", 2]);
    assertEquals(await fetched(INSTAGRAM), "410");
  });
  await sharing(2, async ({ fetched, downloads, pass }) => {
    assertEquals(await fetched(SAFARI), "200 FILE");
    pass(REPEAT_WITHIN);
    assertEquals(await fetched(SAFARI), "200 FILE");
    assertEquals(downloads.length, 2);
  });
});

Deno.test("each download of a program that is typed counts, and the last one ends the share at once", async () => {
  await sharing(2, async ({ fetched, downloads }) => {
    for (const count of [1, 2]) {
      assertEquals([await fetched("curl/8.14.1"), downloads.length], ["200 FILE", count]);
    }
    assertEquals(downloads.map(({ left, repeat }) => [left, repeat]), [[1, 0], [0, 0]]);
    assertEquals(await fetched("curl/8.14.1"), "410");
  });
});

Deno.test("systemOf() knows a phone by whatever program it asks with", () => {
  const rows: [agent: string, system: string | undefined][] = [
    [SAFARI, "apple"],
    ["MobileSafari/8617 CFNetwork/1494 Darwin/23.4.0", "apple"],
    [INSTAGRAM, "android"],
    ["AndroidDownloadManager/14 (Linux; U; Android 14; Pixel 8)", "android"],
    ["Dalvik/2.1.0 (Linux; U; Android 14)", "android"],
    ["Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/125.0", "windows"],
    ["Mozilla/5.0 (X11; Linux x86_64) Chrome/125.0", "other"],
    ["curl/8.14.1", undefined],
    ["", undefined],
  ];
  for (const [agent, system] of rows) assertEquals([agent, systemOf(agent)], [agent, system]);
});
