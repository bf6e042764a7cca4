/** The page of a recording, in a real browser. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { Page } from "npm:playwright-core@1.65.1";
import { largeRecording } from "../../_kit/lab/large_recording.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { TestBrowser } from "../../_kit/peers/playwright.ts";
import { Server } from "../../_kit/program/server.ts";
import { until } from "../../_kit/until.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { axeFindings, newPage, WINDOWS } from "../../_kit/web/browser_page.ts";

/** An exercise whose recording has ended. */
function played(exercise: string): Promise<{ server: Server; url: string }> {
  return recorded(["lab", "run", exercise, "--web", "--lang", "en"]);
}

/** The page of a recording that has ended. */
async function recorded(args: string[]): Promise<{ server: Server; url: string }> {
  const server = await Server.start(args);
  await server.line((line) => line.includes("the page stays until Ctrl-C"));
  const said = await server.line((line) => line.includes("in a browser"));
  return { server, url: /http:\S+/.exec(said)![0] };
}

/** The words of the picture that are drawn. */
function drawn(page: Page, kind: string): Promise<string[]> {
  return page.locator(`#rows text.${kind}`).allTextContents();
}

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/**
 * The stream in which this was sent. Who connects and who accepts, and who closes, may stand in either order, and each is
 * an end of two streams; a send is of one.
 */
async function showStream(page: Page, sent: string): Promise<void> {
  await press(page, "1", "/");
  await page.keyboard.type(sent);
  await press(page, "Enter");
  await page.locator("#panel-event .bytes").getByText(sent).waitFor();
  await press(page, "Escape", "3");
}

/** What a click on a button saves, as text. */
async function saved(page: Page, button: string): Promise<string> {
  await press(page, "e");
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(button).click()]);
  return await Deno.readTextFile(await download.path());
}

/** Serves one client, which sends three times before anything is read, and waits for it first. */
const PROGRAM = `
import socket, threading, time
sent = threading.Event()
listener = socket.create_server(("127.0.0.1", 0))
def client():
    with socket.create_connection(listener.getsockname()) as server:
        for part in (b"bon", b"jour le ", b"monde"): server.sendall(part)
        server.shutdown(socket.SHUT_WR)
        sent.set()
        while server.recv(4): pass
thread = threading.Thread(target=client)
thread.start()
sent.wait()
time.sleep(0.3)  # in which the client waits
connection, _ = listener.accept()
while data := connection.recv(1024): connection.sendall(data)
connection.close()
thread.join()
`;

peerTest("the page of a recording", ["chromium", "strace", "python3"], async (t) => {
  const { server, url } = await played("E8");
  await using _server = server;
  await using chromium = await TestBrowser.start();
  await using desktop = await newPage(chromium.browser, WINDOWS.desktop);
  await using phone = await newPage(chromium.browser, WINDOWS.phone);
  using folder = new TempFolder();
  const { page } = desktop;
  for (const each of [page, phone.page]) each.setDefaultTimeout(10_000);

  await t.step("it shows an exercise: who sent what to whom, and who waited", async () => {
    await page.goto(url);
    await page.locator("#state").getByText("the recording has ended").waitFor();
    assertEquals(await page.locator("#heads .name").allTextContents(), ["server", "ginette"]);
    await press(page, "Home");
    await page.locator("#rows text.carried").first().waitFor();
    const carried = await drawn(page, "carried");
    assertEquals(carried[0], "SYN · SYN-ACK · ACK");
    assert(carried.some((text) => text.startsWith('"Bonjour serv')), carried.join(" "));
    const did = await drawn(page, "did");
    for (const words of ["connect", "accept", "write 18 bytes"]) assert(did.includes(words), did.join(", "));
  });

  await t.step("one goes through it with the keyboard alone, and is told what one stands on", async () => {
    await press(page, "Home");
    await page.locator("#panel-event h2").getByText("appears").waitFor();
    await press(page, "f");
    await page.keyboard.type("call:accept");
    await press(page, "Escape", "Home");
    await page.locator("#panel-event h2").getByText("accept").waitFor();
    assertMatch(await page.locator("#state").innerText(), /1 of \d+ rows/);
    await press(page, "Escape");
    await press(page, "/");
    await page.keyboard.type("Bonjour serveur");
    await press(page, "Enter");
    await page.locator("#panel-event .bytes").getByText("Bonjour serveur !").waitFor();
    await press(page, "Escape", "2");
    await page.locator("#panel-queues").getByText("established").first().waitFor();
    await press(page, "Home", "h");
    await page.locator("#later[aria-pressed=true]").waitFor();
    await until(async () => await page.locator("#rows text.did").count() === 1);
    await press(page, "ArrowDown");
    await until(async () => await page.locator("#rows text.did").count() === 2);
    await press(page, "h", "?");
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
    await press(page, "Escape");
  });

  await t.step(
    "the bytes of a stream have the borders of what was sent and of what was received",
    async () => {
      await showStream(page, "Bonjour serveur !");
      await page.locator("#verdict").getByText("1 send, 1 receive.").waitFor();
      assertEquals(await page.locator("#stream text.part").allTextContents(), [
        "sent 18",
        "received 18",
        "…",
        "…",
      ]);
      assertEquals(await page.locator("#stream line.border").count(), 4);
      assertEquals(
        (await page.locator("#stream text.byte").allTextContents()).join(""),
        "Bonjour␣serveur␣!\\n",
      );
    },
  );

  await t.step("it is saved as a picture, as pixels, as JSON, and as a file that opens again", async () => {
    const svg = await saved(page, "#export-svg");
    assertMatch(svg, /^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    assertStringIncludes(svg, "SYN · SYN-ACK · ACK");
    assert(!svg.includes("var("), "a colour of the page is missing in the picture");
    assertEquals((await saved(page, "#export-png")).slice(1, 4), "PNG");
    const json = JSON.parse(await saved(page, "#export-json"));
    const lines = await saved(page, "#export-lines");
    assert(Array.isArray(json) && json.length > 10);
    const file = folder.write("again.jsonl", `not a line of it\n${lines}<script>alert(1)</script>\n`);
    await phone.page.goto(url);
    await phone.page.locator("#file").setInputFiles(file);
    await phone.page.locator("#state").getByText("un enregistrement lu dans un fichier (again.jsonl)")
      .waitFor();
    await phone.page.locator("#state").getByText("2 lignes n’ont pas été comprises").waitFor();
    const again = await saved(phone.page, "#export-lines");
    assertEquals(again, lines);
    await phone.page.locator("#file").setInputFiles(folder.write("other.txt", "hello\n"));
    await phone.page.locator("#notice").getByText("Ce n’est pas un enregistrement").waitFor();
    await phone.page.locator("#file").setInputFiles(file);
    await phone.page.locator("#heads .name").first().waitFor();
  });

  await t.step(
    "it can be used by everybody, light and dark, large and small, in both languages",
    async () => {
      const looks = [[page, "light", "12345"], [page, "dark", "13"], [phone.page, "light", "2"], [
        phone.page,
        "dark",
        "3",
      ]] as const;
      for (const [each, colorScheme, panels] of looks) {
        await each.emulateMedia({ colorScheme });
        for (const panel of panels) {
          await press(each, panel);
          assertEquals(await axeFindings(each), [], `${colorScheme} ${panel}`);
        }
      }
      await press(page, "b");
      assertEquals(await axeFindings(page), []);
      await press(page, "b");
      for (const [each, { viewport }] of [[page, WINDOWS.desktop], [phone.page, WINDOWS.phone]] as const) {
        const width = await each.evaluate(
          "Math.max(innerWidth, document.documentElement.scrollWidth)",
        ) as number;
        assert(width <= viewport!.width, `${width} pixels wide`);
      }
      const small = await phone.page.evaluate(`[...document.querySelectorAll("button, input, select")]
      .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 43.9).map(({ id }) => id)`);
      assertEquals(small, []);
    },
  );

  await t.step("a hundred thousand events of a thousand connections do not choke it", async () => {
    const file = folder.write("large.jsonl", largeRecording(1000, 100_000).join("\n"));
    const began = performance.now();
    await page.locator("#file").setInputFiles(file);
    await page.locator("#state").getByText(/^a recording from a file .* 99\d{3} events|100\d{3} events/)
      .waitFor({
        timeout: 60_000,
      });
    const loaded = performance.now() - began;
    const frames = await page.evaluate(`(async () => {
      const box = document.querySelector("#ladder");
      const frames = [];
      let before = performance.now();
      for (let count = 0; count < 60; count++) {
        box.scrollTop = box.scrollHeight * ((count * 7919) % 1000) / 1000;
        await new Promise(requestAnimationFrame);
        frames.push(performance.now() - before);
        before = performance.now();
      }
      return frames.sort((a, b) => a - b);
    })()`) as number[];
    const elements = await page.evaluate("document.querySelectorAll('*').length") as number;
    console.log(
      `      read in ${(loaded / 1000).toFixed(1)} s; frames: median ${frames[30]!.toFixed(0)} ms, ` +
        `95 % ${frames[57]!.toFixed(0)} ms; ${elements} elements`,
    );
    assert(elements < 6000, `${elements} elements`);
    assert(frames[30]! < 250, `a frame takes ${frames[30]} ms`);
    await press(page, "1", "/");
    await page.locator("#find").fill("LINE 777\\n");
    await press(page, "Enter");
    await page.locator("#panel-event .bytes").getByText("LINE 777").waitFor();
    await page.locator("#find").press("Escape");
    await press(page, "f");
    await page.keyboard.type("lane:server/150");
    await until(async () => await page.locator("#heads .name").count() === 2);
    assertEquals(await page.locator("#heads .name").allTextContents(), ["server/150", "client"]);
    await press(page, "Escape", "Escape");
  });

  await t.step("it shows somebody's own program, thread by thread, and a file that was saved", async () => {
    folder.write("both.py", PROGRAM);
    const watching = [
      "lab",
      "watch",
      "--web",
      "--lang",
      "en",
      "--run",
      `both=python3 ${folder.path}/both.py`,
    ];
    const watched = await recorded(watching);
    await using _watched = watched.server;
    await page.goto(watched.url);
    await page.locator("#state").getByText("the recording has ended").waitFor();
    assertMatch((await page.locator("#heads .name").allTextContents()).join(), /^both,both\/\d+$/);
    await showStream(page, "jour le ");
    await page.locator("#verdict").getByText("3 sends, 1 receive. 0 of the 2 borders").waitFor();
    await press(page, "4");
    await page.locator("#panel-waits button").first().waitFor();
    const own = await saved(page, "#export-lines");
    const call = own.split("\n").findIndex((line) => line.includes('"call":"shutdown"'));
    const message = { en: "<b>half-closed</b>", fr: "demi-fermé" };
    const advice = { type: "advice", at: 9, lane: "both", code: "x", call, message, topic: "half-close" };
    const lines = `${own}${JSON.stringify(advice)}\n`;
    const again = await recorded([
      "lab",
      "watch",
      "--open",
      folder.write("own.jsonl", lines),
      "--lang",
      "en",
    ]);
    await using _again = again.server;
    await page.goto(again.url);
    await page.locator("#heads .name").first().waitFor();
    await showStream(page, "jour le ");
    await page.locator("#verdict").getByText("3 sends, 1 receive. 0 of the 2 borders").waitFor();
    assertEquals(await saved(page, "#export-lines"), lines);
    await press(page, "5");
    await page.locator("#panel-advice").getByText("<b>half-closed</b> More: netlab help half-close")
      .waitFor();
    await page.locator("#panel-advice button").click();
    await press(page, "1");
    await page.locator("#panel-event h2").getByText("shutdown").waitFor();
    assertEquals(await page.locator("#rows path.warning").count(), 1);
  });

  await t.step("nobody else's page and no other address gets anything", async () => {
    const { origin } = new URL(url);
    for (const path of ["/", "/watch.js", "/events", "/x/"]) {
      const reply = await fetch(origin + path);
      await reply.body?.cancel();
      assertEquals(reply.status, 404, path);
    }
    assertEquals([desktop.troubles, phone.troubles], [[], []]);
  });
});
