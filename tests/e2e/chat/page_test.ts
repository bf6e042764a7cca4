/** The page of a room, in a real browser, beside people with `nc`. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Page } from "npm:playwright-core@1.65.1";
import { BreakableLine } from "../../_kit/net/breakable_line.ts";
import { ChatPeer } from "../../_kit/peers/chat_peer.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { TestBrowser } from "../../_kit/peers/playwright.ts";
import { Server } from "../../_kit/program/server.ts";
import { until } from "../../_kit/until.ts";
import { axeFindings, newPage, WINDOWS } from "../../_kit/web/browser_page.ts";

/** A room with a page. */
async function openRoom(...args: string[]): Promise<{ server: Server; web: number; url: string }> {
  const server = await Server.start(["chat", "serve", "0", "--host", "127.0.0.1", "--web=0", ...args]);
  const ready = await server.line((line) => line.endsWith(" (web)"));
  const web = Number(/:(\d+) \(web\)$/.exec(ready)![1]);
  return { server, web, url: `http://127.0.0.1:${web}/` };
}

async function join(page: Page, name: string): Promise<void> {
  await page.locator("#name").fill(name);
  await page.keyboard.press("Enter");
  await isIn(page);
}

async function isIn(page: Page): Promise<void> {
  await page.locator("#state[data-state=online]").waitFor();
}

async function say(page: Page, text: string): Promise<void> {
  await page.locator("#line").fill(text);
  await page.keyboard.press("Enter");
}

/** Waits until a row of the log, said or not, reads so; the time in front of it does not count. */
async function row(page: Page, text: string, kind = ""): Promise<void> {
  const exactly = text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  await page.locator(`#talk .row${kind}`, { hasText: new RegExp(`(^|\\d (?:[AP]M )?)${exactly}$`) }).last()
    .waitFor();
}

/** What people said, as the page has it. */
function said(page: Page): Promise<string[]> {
  return page.evaluate(
    "[...document.querySelectorAll('#rows .message, #rows .action, #rows .private')]" +
      ".map((row) => row.textContent.replace(/^\\S+( [AP]M)? /, ''))",
  );
}

function unheard(page: Page): Promise<string[]> {
  return page.locator("#unheard .text").allTextContents();
}

/** Waits until all that was typed has been said. */
async function allSaid(page: Page): Promise<void> {
  await page.locator("#unheard .row").first().waitFor({ state: "detached" });
}

/** The hues in which a name would stand out less than 4.5 to 1 (WCAG 2.2, 1.4.3), on any of the backgrounds of rows. */
const UNREADABLE_HUES = `{
  const pen = Object.assign(document.createElement("canvas"), { width: 1, height: 1 })
    .getContext("2d", { willReadFrequently: true });
  const luminance = (colour) => {
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    const [red, green, blue] = [...pen.getImageData(0, 0, 1, 1).data].map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const who = document.querySelector("#rows .who");
  const style = getComputedStyle(who);
  const before = who.style.getPropertyValue("--hue");
  const grounds = ["--paper", "--hover"].map((name) => luminance(style.getPropertyValue(name)));
  const unreadable = [];
  for (let hue = 0; hue < 360; hue++) {
    who.style.setProperty("--hue", hue);
    const own = luminance(style.color);
    const contrasts = grounds.map((ground) => (Math.max(own, ground) + 0.05) / (Math.min(own, ground) + 0.05));
    if (Math.min(...contrasts) < 4.5) unreadable.push(hue);
  }
  who.style.setProperty("--hue", before);
  unreadable;
}`;

/** Pastes a text into the field that has the focus. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate(`{
    const data = new DataTransfer();
    data.setData("text/plain", ${JSON.stringify(text)});
    document.activeElement.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }`);
}

peerTest("the page of a room", ["chromium", "nc"], async (t) => {
  const { server, web, url } = await openRoom("--rate", "0");
  await using _server = server;
  await using chromium = await TestBrowser.start();
  await using desktop = await newPage(chromium.browser, WINDOWS.desktop);
  await using other = await newPage(chromium.browser, WINDOWS.desktop);
  await using phone = await newPage(chromium.browser, WINDOWS.phone);
  const { page } = desktop;
  for (const each of [desktop, other, phone]) each.page.setDefaultTimeout(10_000);
  await using roger = await ChatPeer.nc(server.port, "Roger");

  await t.step("two pages and nc read the same", async () => {
    for (const [each, name] of [[page, "Ginette"], [other.page, "Marcel"]] as const) {
      await each.goto(url);
      await join(each, name);
    }
    await roger.until("* Marcel joined");
    await say(page, "Salut <b>tout</b> le monde !");
    await roger.until("[Ginette] Salut <b>tout</b> le monde !");
    roger.say("bonjour Ginette \x1b[2J");
    for (const each of [page, other.page]) await row(each, "[Roger] bonjour Ginette ␛[2J");
    await say(other.page, "/me applaudit");
    for (const each of [page, other.page]) await row(each, "* Marcel applaudit");
    const expected = [
      "[Ginette] Salut <b>tout</b> le monde !",
      "[Roger] bonjour Ginette ␛[2J",
      "* Marcel applaudit",
    ];
    for (const each of [page, other.page]) {
      assertEquals([await said(each), await unheard(each)], [expected, []]);
    }
    assertEquals(await page.locator("#rows .mention").count(), 1);
    assertEquals(await page.locator("#people li").allTextContents(), ["Ginette (you)", "Marcel", "Roger"]);
  });

  await t.step("a name that is taken is asked for again, and the reason stays", async () => {
    await phone.page.goto(url);
    await phone.page.locator("#name").fill("roger");
    await phone.page.keyboard.press("Enter");
    await phone.page.locator("#trouble").getByText("The name roger is taken").waitFor();
    assertEquals(await phone.page.locator("#rows").textContent(), "");
  });

  await t.step("links lead to the web, and nothing else does", async () => {
    const line = "voir (https://example.org/a_(b)), javascript:alert(1) \u202e https://x@evil.example/ " +
      "https://раypal.com <a href='https://no.example'>";
    roger.say(line);
    await page.locator("#rows a").last().waitFor();
    const links = await page.evaluate(
      "[...document.querySelectorAll('#rows a')].map(({ textContent, href, rel }) => [textContent, href, rel])",
    );
    assertEquals(links, [
      ["https://example.org/a_(b)", "https://example.org/a_(b)", "noopener noreferrer nofollow"],
      ["https://раypal.com", "https://xn--ypal-43d9g.com/", "noopener noreferrer nofollow"],
      ["https://no.example", "https://no.example/", "noopener noreferrer nofollow"],
    ]);
    assertEquals((await said(page)).at(-1), `[Roger] ${line.replace("\u202e", "\ufffd")}`);
  });

  await t.step("a line of any length and towers of accents stay in their place", async () => {
    roger.say("W".repeat(4096));
    roger.say(`e${"\u0301".repeat(400)}`);
    roger.say("after");
    await row(page, "[Roger] after");
    assertEquals(await page.evaluate("document.documentElement.scrollWidth > innerWidth"), false);
    assertEquals(
      await page.evaluate(`{
        const rows = [...document.querySelectorAll("#rows .row")].slice(-2).map((row) => row.getBoundingClientRect());
        rows[0].bottom <= rows[1].top + 1 && rows[0].height < 100;
      }`),
      true,
    );
  });

  await t.step("a line that is too long stays, and is told by how much", async () => {
    await say(page, "é".repeat(2100));
    await page.locator("#trouble").getByText("Your message is 109 bytes too long: 4091 are the most")
      .waitFor();
    assertEquals(await page.locator("#line").inputValue(), "é".repeat(2100));
    await say(page, "é".repeat(2045));
    await roger.until(`[Ginette] ${"é".repeat(2045)}`);
    assertEquals(await page.locator("#trouble").textContent(), "");
  });

  await t.step("several lines that are pasted ask before they are said", async () => {
    const field = page.locator("#line");
    const dialog = page.getByRole("dialog", { name: "You have pasted 3 lines" });
    await field.focus();
    await paste(page, "one line\n");
    await dialog.waitFor({ state: "hidden" });
    const lines = "premier\r\n/bye\n\n  troisième\n";
    await paste(page, lines);
    await dialog.waitFor();
    assertEquals(await axeFindings(page), []);
    await page.keyboard.press("Escape");
    assertEquals(await field.inputValue(), "premier\n/bye\n\n  troisième");
    assertEquals(await page.locator("#send").textContent(), "Send 3 lines");
    await field.fill("");
    await paste(page, lines);
    await dialog.getByRole("button", { name: "Say them as one" }).click();
    await roger.until("[Ginette] premier /bye troisième");
    await field.fill("");
    await paste(page, lines);
    await dialog.getByRole("button", { name: "Say them as 3 messages" }).click();
    for (const line of ["premier", "/bye", "  troisième"]) {
      await roger.until(new RegExp(`^\\[Ginette\\] ${line}$`));
    }
    assertEquals(await field.inputValue(), "");
  });

  await t.step("Shift-Enter composes, and Enter says each line", async () => {
    await page.keyboard.type("un");
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.type("deux");
    assertEquals(await page.locator("#line").inputValue(), "un\ndeux");
    await page.keyboard.press("Enter");
    for (const line of ["[Ginette] un", "[Ginette] deux"]) await roger.until(line);
  });

  await t.step("a command that does not exist is given back", async () => {
    await say(page, "/hlep");
    await row(
      page,
      "/hlep Unknown command /hlep: did you mean /help? (/help lists all)EditDiscard",
      ".unsent",
    );
    await page.locator("#unheard").getByRole("button", { name: "Edit" }).click();
    await allSaid(page);
    assertEquals(await page.locator("#line").inputValue(), "/hlep");
    await say(page, "/help");
    assertEquals(await page.evaluate("document.activeElement.dataset.command"), "/me");
    await page.keyboard.press("Enter");
    assertEquals(await page.locator("#line").inputValue(), "/me ");
    await page.locator("#line").fill("");
  });

  await t.step(
    "a reload, and the way back from another page, keep name, log and what is written",
    async () => {
      const before = await said(page);
      await page.locator("#line").fill("unfinished");
      await page.reload();
      await isIn(page);
      assertEquals([await said(page), await page.locator("#line").inputValue()], [before, "unfinished"]);
      await page.goto("about:blank");
      await roger.until("* Ginette left");
      roger.say("while you were away");
      await page.goBack();
      await isIn(page);
      await row(page, "[Roger] while you were away");
      assertEquals(await said(page), [...before, "[Roger] while you were away"]);
      assertEquals(await page.locator("#state").textContent(), "connected as Ginette");
    },
  );

  await t.step("a second tab does not take the name of the first", async () => {
    const [second] = await Promise.all([
      page.context().waitForEvent("page"),
      page.evaluate("void open(location.href)"),
    ]);
    await second.getByText("Ginette is in the room in another tab of this browser").waitFor();
    await join(second, "Gigi");
    await roger.until("* Gigi joined");
    assertEquals(await page.locator("#state").getAttribute("data-state"), "online");
    await second.close();
    await roger.until("* Gigi left");
    await page.bringToFront();
  });

  await t.step("what changes is drawn, and nothing else", async () => {
    await row(page, "Gigi left");
    await page.evaluate(`{
      globalThis.drawn = { rows: 0, people: 0, elsewhere: 0 };
      new MutationObserver((changes) => {
        for (const { target, addedNodes, removedNodes } of changes) {
          const where = target.id === "rows" || target.id === "people" ? target.id : "elsewhere";
          if (target.closest("#spoken") === null) drawn[where] += addedNodes.length + removedNodes.length;
        }
      }).observe(document.body, { childList: true, subtree: true, characterData: true });
    }`);
    for (let number = 0; number < 50; number++) roger.say(`drawn ${number}`);
    await row(page, "[Roger] drawn 49");
    assertEquals(await page.evaluate("drawn"), { rows: 50, people: 0, elsewhere: 0 });
    {
      await using _lucette = await ChatPeer.nc(server.port, "Lucette");
      await row(page, "Lucette joined");
      assertEquals(await page.locator("#people li").allTextContents(), [
        ...["Ginette (you)", "Lucette", "Marcel", "Roger"],
      ]);
    }
    await row(page, "Lucette left");
    // The number of people is written twice, one text in place of another
    assertEquals(await page.evaluate("drawn"), { rows: 52, people: 2, elsewhere: 4 });
  });

  await t.step("who has scrolled up is not moved, and is led to what is new", async () => {
    const heard = roger.lines.length;
    await say(other.page, "/me floods");
    for (let number = 0; number < 1000; number++) roger.say(`flood ${number}`);
    await row(page, "[Roger] flood 999");
    assert(await page.locator("#rows .row").count() <= 400, "the page grows with the talk");
    await page.evaluate("document.querySelector('#talk').scrollTop -= 3000");
    await page.locator("#newer").waitFor();
    const top = () =>
      page.evaluate(`{
        const { left, top } = document.querySelector("#talk").getBoundingClientRect();
        const row = document.elementFromPoint(left + 60, top + 60).closest(".row");
        row.textContent + " " + Math.round(row.getBoundingClientRect().top);
      }`);
    const before = await top();
    for (let number = 0; number < 1000; number++) roger.say(`more ${number}`);
    await page.getByRole("button", { name: "1000 new" }).waitFor();
    assertEquals(await top(), before);
    await page.locator("#newer").click();
    await row(page, "[Roger] more 999");
    assertEquals(await page.locator("#newer").isVisible(), false);
    // Everything is there on the way up, in order
    for (let tries = 0; tries < 60 && !(await said(page))[0]!.includes("floods"); tries++) {
      await page.evaluate("document.querySelector('#talk').scrollTop = 0");
      await page.evaluate(
        "new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))",
      );
      const numbers = (await said(page)).flatMap((line) =>
        /flood (\d+)/.exec(line)?.slice(1).map(Number) ?? []
      );
      assertEquals(numbers, numbers.map((_, at) => numbers[0]! + at));
    }
    assert(roger.lines.length >= heard);
    await page.locator("#newer").click();
  });

  await t.step("on a phone, in French, people and commands are a touch away", async () => {
    for (const width of [390, 320]) {
      await phone.page.setViewportSize({ width, height: width === 390 ? 844 : 568 });
      await phone.page.goto("about:blank");
      await phone.page.goto(url);
      if (width === 390) await join(phone.page, "Léa");
      await isIn(phone.page);
      await phone.page.getByRole("button", { name: /présents/ }).tap();
      await phone.page.locator("#people").getByRole("button", { name: "Roger" }).tap();
      assertEquals(await phone.page.locator("#line").inputValue(), "/msg Roger ");
      await phone.page.getByRole("button", { name: "Commandes" }).tap();
      await phone.page.getByText("montrer ce que vous faites").waitFor();
      assertEquals(
        await phone.page.evaluate(`["#commands-panel", "main"].map((item) => {
          const { top, bottom } = document.querySelector(item).getBoundingClientRect();
          return top + " " + bottom;
        }).filter((place, at, all) => place !== all[0])`),
        [],
        "the panel lies over the talk, and moves nothing",
      );
      const small = await phone.page.evaluate(`[...document.querySelectorAll("button, input, textarea")]
        .filter((item) => item.offsetParent).map((item) => [item.textContent, item.getBoundingClientRect()])
        .filter(([, { width, height }]) => width < 44 || height < 44).map(([text]) => text)`);
      assertEquals(small, []);
      await phone.page.keyboard.press("Escape");
      assertEquals(await phone.page.locator("#commands-panel").isVisible(), false);
      assertEquals(await phone.page.evaluate("document.documentElement.scrollWidth > innerWidth"), false);
      // A keyboard on the screen leaves that much
      await phone.page.setViewportSize({ width, height: 300 });
      await until(() =>
        phone.page.evaluate<boolean>(
          `document.querySelector("#line").getBoundingClientRect().bottom <= innerHeight &&
          document.querySelector("#talk").clientHeight > 60`,
        )
      );
      await phone.page.locator("#line").fill("");
    }
    await phone.page.setViewportSize({ width: 390, height: 844 });
  });

  await t.step("for everybody: axe-core finds nothing", async () => {
    for (const name of ["Zoé", "😀", "日本", "x"]) {
      await using peer = await ChatPeer.nc(server.port, name);
      peer.say(`moi, c'est ${name} https://example.org/`);
      await row(page, `[${name}] moi, c'est ${name} https://example.org/`);
    }
    await say(page, "/hlep");
    await page.locator("#unheard .unsent").waitFor();
    await using fresh = await newPage(chromium.browser, WINDOWS.desktop);
    await fresh.page.goto(url);
    for (const colorScheme of ["light", "dark"] as const) {
      for (const each of [page, phone.page, fresh.page]) {
        await each.emulateMedia({ colorScheme });
        assertEquals(await axeFindings(each), [], colorScheme);
      }
      for (const name of [/présents/, "Commandes"]) {
        await phone.page.getByRole("button", { name }).tap();
        assertEquals(await axeFindings(phone.page), [], colorScheme);
        await phone.page.keyboard.press("Escape");
      }
    }
    await page.locator("#unheard").getByRole("button", { name: "Discard" }).click();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      assertEquals(await page.evaluate(UNREADABLE_HUES), [], colorScheme);
    }
  });

  await t.step("the log is not read out without an end", async () => {
    const spoken = page.locator("#spoken");
    roger.say("one alone");
    await spoken.getByText("[Roger] one alone").waitFor({ state: "attached" });
    for (let number = 0; number < 50; number++) roger.say(`burst ${number}`);
    await spoken.getByText("[Roger] burst 49").waitFor({ state: "attached" });
    assertMatch((await spoken.textContent())!, /new messages/);
    assert(await spoken.locator("p").count() <= 3);
  });

  await t.step("what is typed counts as said when the room has it, and not before", async () => {
    await using line = new BreakableLine(web);
    await using broken = await newPage(chromium.browser, WINDOWS.desktop);
    const lucie = broken.page;
    await lucie.goto(`http://127.0.0.1:${line.port}/`);
    await join(lucie, "Lucie");
    await say(lucie, "before");
    await row(lucie, "[Lucie] before");
    await allSaid(lucie);
    line.freeze("there", "back");
    await say(lucie, "never arrives");
    assertEquals([await unheard(lucie), (await said(lucie)).at(-1)], [["never arrives"], "[Lucie] before"]);
    roger.say("told meanwhile");
    await lucie.getByText("the server does not answer").waitFor();
    line.cut({ isNoticed: false });
    await lucie.getByText("the connection was lost: not known yet whether it was said").waitFor();
    await say(lucie, "typed offline");
    await lucie.getByText("You are not connected: your message is kept in the field").waitFor();
    line.mend();
    await isIn(lucie);
    await row(lucie, "[Roger] told meanwhile");
    await lucie.getByText("not said: the connection was lost").waitFor();
    assertEquals((await said(lucie)).slice(-2), ["[Lucie] before", "[Roger] told meanwhile"]);
    assertEquals(await lucie.locator("#line").inputValue(), "typed offline");
    await lucie.getByRole("button", { name: "Say it again" }).click();
    await roger.until("[Lucie] never arrives");
    await row(lucie, "[Lucie] never arrives");
    await allSaid(lucie);
    // Said, but the answer is lost
    line.freeze("back");
    await say(lucie, "arrives");
    await roger.until("[Lucie] arrives");
    line.cut({ isNoticed: false });
    line.mend();
    await isIn(lucie);
    await row(lucie, "[Lucie] arrives");
    await allSaid(lucie);
    assertEquals((await said(lucie)).filter((each) => each === "[Lucie] arrives").length, 1);
    assertEquals(
      roger.lines.filter((each) => /Lucie (left|joined)/.test(each)).length,
      1,
      "the ghost was noticed",
    );
  });

  await t.step("it comes back to a server that was started again, and says what may be missing", async () => {
    const first = await openRoom();
    await using line = new BreakableLine(first.web);
    await using returning = await newPage(chromium.browser, WINDOWS.desktop);
    const anew = returning.page;
    await anew.goto(`http://127.0.0.1:${line.port}/`);
    await join(anew, "Ginette");
    await say(anew, "before");
    await row(anew, "[Ginette] before");
    await anew.locator("#line").fill("kept");
    await first.server.stop("SIGKILL");
    await anew.locator("#state[data-state=offline]").waitFor();
    const second = await Server.start([
      ...["chat", "serve", "0", "--host", "127.0.0.1", `--web=${first.web}`],
    ]);
    await using _second = second;
    await using marcel = await ChatPeer.nc(second.port, "Marcel");
    await isIn(anew);
    await anew.getByText("What was said here before the room began anew may be missing").waitFor();
    assertEquals(await said(anew), ["[Ginette] before"]);
    await anew.locator("#line").press("Enter");
    await marcel.until("[Ginette] kept");
  });

  await t.step("nothing was refused by the browser, and nothing failed", () => {
    assertEquals([desktop.troubles, other.troubles, phone.troubles], [[], [], []]);
  });
});
