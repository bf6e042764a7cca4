/** The page of a room that has a password and a topic, in a real browser, directly and below a path of a proxy. */
import { assert, assertEquals } from "@std/assert";
import type { Page } from "npm:playwright-core@1.65.1";
import { ChatPeer } from "../../_kit/peers/chat_peer.ts";
import { Nginx } from "../../_kit/peers/nginx.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { TestBrowser } from "../../_kit/peers/playwright.ts";
import { Server } from "../../_kit/program/server.ts";
import { axeFindings, newPage, WINDOWS } from "../../_kit/web/browser_page.ts";

const SECRET = "sésame-4711";

/** A room with a page, on ports that are free or known. */
async function openRoom(password: string, ports: [lines: number, web: number] = [0, 0]) {
  const [lines, web] = ports;
  const server = await Server.start(
    ["chat", "serve", `${lines}`, "--host", "127.0.0.1", `--web=${web}`, "--password", "--topic", "le TP 3"]
      .concat("--trust-proxy", "loopback", "--trace"),
    { env: { NETLAB_CHAT_PASSWORD: password } },
  );
  await server.line((line) => line.endsWith(" (web)"));
  return server;
}

async function enter(page: Page, name: string, password: string): Promise<void> {
  await page.locator("#name").fill(name);
  await page.locator("#password").fill(password);
  await page.keyboard.press("Enter");
}

const isIn = (page: Page) => page.locator("#state[data-state=online]").waitFor();
const trouble = (page: Page, text: string) => page.locator("#trouble", { hasText: text }).waitFor();
const topic = (page: Page, text: string) => page.locator("#topic", { hasText: text }).waitFor();

peerTest("the page of a room with a password", ["chromium", "nginx", "nc"], async (t) => {
  await using server = await openRoom(SECRET);
  const [lines, web] = server.ports as [number, number];
  const url = `http://127.0.0.1:${web}/`;
  await using chromium = await TestBrowser.start();
  await using desktop = await newPage(chromium.browser, WINDOWS.desktop);
  await using phone = await newPage(chromium.browser, WINDOWS.phone);
  const { page } = desktop;
  for (const each of [page, phone.page]) each.setDefaultTimeout(10_000);

  await t.step("asks for it beside the name, and tells nothing to who does not know it", async () => {
    await page.goto(url);
    await page.locator("#password").waitFor();
    assertEquals(await axeFindings(page), []);
    await enter(page, "Ginette", "sesame");
    await trouble(page, "That is not the password");
    assertEquals(await page.evaluate("document.activeElement.id"), "password");
    assert(!(await page.content()).includes("TP 3"));
    await enter(page, "Ginette", SECRET);
    await isIn(page);
    await topic(page, "le TP 3");
    assertEquals(page.url(), url);
  });

  await t.step("is in again after a reload and a restart, and asks nobody", async () => {
    await page.reload();
    await isIn(page);
    await server.stop("SIGKILL");
    await page.locator("#state[data-state=offline]").waitFor();
  });

  await using second = await openRoom(SECRET, [lines, web]);
  await t.step("comes back by itself", async () => await isIn(page));

  await t.step("is below a path of a proxy, too, and in French", async () => {
    await using nginx = await Nginx.before(
      `http://127.0.0.1:${web}`,
      "proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $http_connection;",
    );
    await phone.page.goto(`${nginx.url}/under/`);
    assertEquals(await axeFindings(phone.page), []);
    await enter(phone.page, "Marcel", "faux");
    await trouble(phone.page, "Ce n’est pas le mot de passe");
    await enter(phone.page, "Ginette", SECRET);
    await trouble(phone.page, "The name Ginette is taken");
    await enter(phone.page, "Marcel", SECRET);
    await isIn(phone.page);
    await topic(phone.page, "le TP 3");
    await phone.page.goto("about:blank");
  });

  await t.step("shows a new topic at its head and in the talk, whoever says it", async () => {
    await using nc = new ChatPeer("nc", ["127.0.0.1", String(second.port)]);
    await nc.until("What is the password");
    nc.say(SECRET);
    await ChatPeer.joined(nc, "Roger");
    nc.say("/topic <b>le TP 4</b>");
    await topic(page, "<b>le TP 4</b>");
    await page.locator("#talk .row", { hasText: "Roger set the topic: <b>le TP 4</b>" }).waitFor();
    await page.locator("#line").fill("/topic -");
    await page.keyboard.press("Enter");
    await nc.until("* Ginette took the topic away");
    await page.locator("#topic").waitFor({ state: "hidden" });
    assertEquals(await axeFindings(page), []);
  });

  await t.step("forgets it with /bye, and no trace and no log has shown it", async () => {
    await page.locator("#line").fill("/bye");
    await page.keyboard.press("Enter");
    await page.locator("#enter").waitFor();
    await page.reload();
    assert(!(await page.evaluate("JSON.stringify(sessionStorage)") as string).includes("4711"));
    const told = [...server.lines, ...second.lines].join("\n");
    assert(!/4711|s%C3%A9same/.test(told), told);
    assertEquals([desktop.troubles, phone.troubles], [[], []]);
  });
});
