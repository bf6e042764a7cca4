import { assertEquals } from "@std/assert";
import { Browser, type Page } from "../../_kit/peers/browser.ts";
import { ChatPeer } from "../../_kit/peers/chat_peer.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { Server } from "../../_kit/program/server.ts";

/** What the page's log shows, line by line. */
function talk(page: Page): Promise<string[]> {
  return page.value("[...document.querySelectorAll('#talk li')].map((item) => item.textContent)");
}

/** That a line is the last of the talk. */
function last(line: string): string {
  return `[...document.querySelectorAll('#talk li')].at(-1).textContent === ${JSON.stringify(line)}`;
}

async function join(page: Page, name: string): Promise<void> {
  await page.type(name);
  await page.enter();
  await page.until("document.querySelector('#state').dataset.state === 'online'");
}

async function say(page: Page, line: string): Promise<void> {
  await page.type(line);
  await page.enter();
}

peerTest("chat serve --web puts two pages and one nc client in one room", ["chromium", "nc"], async () => {
  await using server = await Server.start(["chat", "serve", "0", "--host", "127.0.0.1", "--web=0"]);
  const door = await server.line((line) => line.includes("in a browser"));
  const url = /http:\S+/.exec(door)![0];
  await using browser = await Browser.start();
  await using roger = await ChatPeer.nc(server.port, "Roger");
  const ginette = await browser.open(url);
  await join(ginette, "Ginette");
  const marcel = await browser.open(url);
  await join(marcel, "Marcel");
  await roger.until("* Marcel joined");
  await say(ginette, "Salut <b>tout</b> le monde !");
  await roger.until("[Ginette] Salut <b>tout</b> le monde !");
  roger.say("bonjour Ginette \x1b[2J");
  for (const page of [ginette, marcel]) await page.until(last("[Roger] bonjour Ginette ␛[2J"));
  await say(marcel, "/me applaudit");
  for (const page of [ginette, marcel]) await page.until(last("* Marcel applaudit"));
  const said = (lines: string[]) => lines.filter((line) => /^\[|^\* /.test(line));
  assertEquals(said(await talk(ginette)), said(await talk(marcel)));
  assertEquals(said(await talk(marcel)), [
    "[Ginette] Salut <b>tout</b> le monde !",
    "[Roger] bonjour Ginette ␛[2J",
    "* Marcel applaudit",
  ]);
  assertEquals(await ginette.value("document.querySelectorAll('#talk .mention').length"), 1);
  assertEquals(
    await marcel.value("document.querySelector('#people').innerText"),
    "Roger\nGinette\nMarcel (you)",
  );
});

peerTest("chat serve --web's page asks again for a name that is taken, and comes back by itself", [
  "chromium",
  "nc",
], async () => {
  const serve = (web: number) => Server.start(["chat", "serve", "0", "--host", "127.0.0.1", `--web=${web}`]);
  const doorOf = (server: Server) => server.line((line) => line.includes("in a browser"));
  const first = await serve(0);
  const url = /http:\S+/.exec(await doorOf(first))![0];
  await using browser = await Browser.start();
  await using _roger = await ChatPeer.nc(first.port, "Roger");
  const page = await browser.open(url);
  await page.type("roger");
  await page.enter();
  await page.until("document.querySelector('#trouble').textContent === 'The name roger is taken'");
  await page.value("document.querySelector('#name').select()");
  await join(page, "Ginette");
  await page.type("kept");
  await first.stop("SIGKILL");
  await page.until("document.querySelector('#state').dataset.state === 'offline'");
  await using second = await serve(Number(new URL(url).port));
  await using marcel = await ChatPeer.nc(second.port, "Marcel");
  await page.until("document.querySelector('#state').dataset.state === 'online'");
  await page.enter();
  await marcel.until("[Ginette] kept");
});
