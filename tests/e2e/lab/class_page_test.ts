/** The pages of a class, in a real browser. */
import { assertEquals, assertMatch } from "@std/assert";
import { join } from "@std/path";
import { newClassKey } from "../../../mod/lab/class/class_key.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { TestBrowser } from "../../_kit/peers/playwright.ts";
import { Server } from "../../_kit/program/server.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { axeFindings, newPage, WINDOWS } from "../../_kit/web/browser_page.ts";
import { reportOf } from "../../lab/class/class_report.ts";

peerTest("a student enters, is helped and hands in; the teacher sees it live, with and without names", [
  "chromium",
], async () => {
  using temp = new TempFolder();
  const args = [
    "lab",
    "class",
    "0",
    "--dir",
    join(temp.path, "class"),
    "--host",
    "127.0.0.1",
    "--exercises",
    "echo",
  ];
  await using server = await Server.start([...args, "--title", "Sockets <1>"]);
  const [, key = ""] = /key is (\S+):/.exec(server.lines.join("\n")) ?? [];
  const url = `http://127.0.0.1:${server.port}`;
  await using browser = await TestBrowser.start();

  await using student = await newPage(browser.browser, WINDOWS.phone);
  await student.page.goto(url);
  assertEquals(await axeFindings(student.page), []);
  await student.page.locator("#name").fill("../Roger");
  await student.page.keyboard.press("Enter");
  await student.page.locator("#trouble", { hasText: "Un nom commence" }).waitFor();
  await student.page.locator("#name").fill("Ginette");
  await student.page.keyboard.press("Enter");
  await student.page.locator("#state[data-state=online]").waitFor();
  assertMatch((await student.page.locator("#exercises code").textContent())!, /--class http:\S+\/s\/\S+\/$/);

  await using teacher = await newPage(browser.browser, WINDOWS.desktop);
  await teacher.page.goto(`${url}/teacher/`);
  assertEquals(await axeFindings(teacher.page), []);
  await teacher.page.locator("#key").fill(newClassKey());
  await teacher.page.keyboard.press("Enter");
  await teacher.page.locator("#trouble", { hasText: "not the teacher's key" }).waitFor();
  await teacher.page.locator("#key").fill(key);
  await teacher.page.keyboard.press("Enter");
  await teacher.page.getByRole("rowheader", { name: "Ginette here" }).waitFor();

  const own = student.page.url().split("/").at(-2)!;
  const report = reportOf(2, "one recv is taken for one line", "another");
  const body = JSON.stringify({ report, recordings: [{ rule: "echo.broken_0", gzip: await recording() }] });
  const headers = { authorization: `Bearer ${own}` };
  await (await fetch(`${url}/api/report`, { method: "POST", body, headers })).body?.cancel();
  await teacher.page.getByRole("cell", { name: "2/4" }).waitFor();
  await teacher.page.locator("#mistakes li", { hasText: "one recv is taken for one line" }).waitFor();
  const opened = student.page.context().waitForEvent("page");
  await student.page.getByRole("link", { name: "Voir l’enregistrement" }).press("Enter");
  await (await opened).locator("#rows", { hasText: "accept" }).waitFor();
  const hint = student.page.getByRole("button", { name: "Un indice" });
  await hint.press("Enter");
  await student.page.getByText("A request is a line").waitFor();
  assertEquals(await student.page.locator("#exercises").getByText("one recv is taken").count(), 0);
  const next = student.page.getByRole("button", { name: "L’indice suivant" });
  for (let step = 0; step < 3; step++) await next.press("Enter");
  await student.page.locator("#exercises").getByText("one recv is taken").waitFor();
  assertEquals(await axeFindings(student.page), []);

  await student.page.locator("#file").setInputFiles(temp.write("server.py", "print(1)\n"));
  await student.page.getByRole("button", { name: "Rendre" }).press("Enter");
  await student.page.locator("#receipt", { hasText: "SHA-256" }).waitFor();
  await teacher.page.getByRole("button", { name: "Ginette" }).press("Enter");
  await teacher.page.getByRole("link", { name: "server.py, version 1" }).waitFor();
  await teacher.page.getByRole("button", { name: /^echo 2\/4/ }).press("Enter");
  await teacher.page.locator("#details pre", { hasText: "#1 sent" }).first().waitFor();
  assertEquals(await axeFindings(teacher.page), []);
  const shown = teacher.page.context().waitForEvent("page");
  await teacher.page.getByRole("link", { name: "See the recording of its calls" }).press("Enter");
  await (await shown).locator("#rows", { hasText: "accept" }).waitFor();
  await teacher.page.keyboard.press("Escape");
  await teacher.page.locator("#hide-names").check();
  await teacher.page.getByRole("rowheader", { name: "Student 1 here" }).waitFor();
  assertEquals(await teacher.page.getByText("Ginette").count(), 0);
  assertEquals(await axeFindings(teacher.page), []);
  assertEquals([...student.troubles, ...teacher.troubles], []);
});

/** A recording as a report brings it. */
async function recording(): Promise<string> {
  const lane = "server";
  const events = [
    {
      type: "head",
      version: 1,
      at: 0,
      source: "strace",
      programs: [{ name: lane, command: [] }],
      started: "2026-01-01",
    },
    { type: "lane", at: 0, lane, program: lane, pid: 1 },
    { type: "call", at: 0.2, start: 0.1, lane, call: "accept", arguments: "", socket: "server#2", result: 4 },
  ];
  const text = events.map((event) => `${JSON.stringify(event)}\n`).join("");
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer()).toBase64();
}
