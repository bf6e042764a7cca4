import type { Browser, BrowserContextOptions, Page } from "npm:playwright-core@1.65.1";

/** The two sizes of windows that pages are tried in, and a language each. */
export const WINDOWS: Readonly<Record<"desktop" | "phone", BrowserContextOptions>> = {
  desktop: { viewport: { width: 1200, height: 800 }, locale: "en-GB" },
  phone: { viewport: { width: 390, height: 844 }, locale: "fr-FR", hasTouch: true, isMobile: true },
};

/** A page in a window of its own; `troubles` gathers what the browser complains about. */
export async function newPage(
  browser: Browser,
  window: BrowserContextOptions,
): Promise<{ page: Page; troubles: string[] } & AsyncDisposable> {
  const context = await browser.newContext(window);
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("console", (message) => {
    if (/Content Security|Uncaught/.test(message.text())) troubles.push(message.text());
  });
  return { page, troubles, [Symbol.asyncDispose]: () => context.close() };
}

/** A picture that the browser has drawn. @param draw statements with `canvas` and `pen`, its 2d context */
export async function drawnPicture(
  page: Page,
  type: "image/jpeg" | "image/png",
  draw: string,
): Promise<Uint8Array> {
  return bytesOf(
    await page.evaluate(`(async () => {
      const canvas = document.createElement("canvas");
      const pen = canvas.getContext("2d");
      ${draw}
      return canvas.toDataURL("${type}", 1).split(",")[1];
    })()`),
  );
}

/** A second of film with a colour in it, as WebM. */
export async function recordedFilm(page: Page): Promise<Uint8Array> {
  return bytesOf(
    await page.evaluate(`(async () => {
      const canvas = document.createElement("canvas");
      const pen = canvas.getContext("2d");
      const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: "video/webm;codecs=vp8" });
      const parts = [];
      recorder.ondataavailable = ({ data }) => parts.push(data);
      const ended = new Promise((resolve) => recorder.onstop = resolve);
      recorder.start();
      for (let frame = 0; frame < 25; frame++) {
        pen.fillStyle = frame % 2 ? "#00f000" : "#00f001";
        pen.fillRect(0, 0, canvas.width, canvas.height);
        await new Promise((resolve) => setTimeout(resolve, 40));
      }
      recorder.stop();
      await ended;
      const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
      return btoa(String.fromCharCode(...bytes));
    })()`),
  );
}

/** A tone of some seconds, as WAV (8000 samples a second). */
export function tone(seconds: number): Uint8Array {
  const samples = 8000 * seconds;
  const bytes = new Uint8Array(44 + samples);
  const view = new DataView(bytes.buffer);
  const text = (at: number, what: string) => bytes.set(new TextEncoder().encode(what), at);
  text(0, "RIFF");
  view.setUint32(4, 36 + samples, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, 8000, true);
  view.setUint32(28, 8000, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  text(36, "data");
  view.setUint32(40, samples, true);
  for (let at = 0; at < samples; at++) bytes[44 + at] = 128 + 60 * Math.sin(at / 3);
  return bytes;
}

/** What axe-core finds wrong for people who cannot see or point, as `rule: element`. */
export async function axeFindings(page: Page): Promise<string[]> {
  const { default: axe } = await import("npm:axe-core@4.14.1");
  await page.evaluate(axe.source);
  const found = await page.evaluate("axe.run()") as {
    violations: { id: string; nodes: { target: string[] }[] }[];
  };
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}

function bytesOf(base64: unknown): Uint8Array {
  return Uint8Array.from(atob(String(base64)), (letter) => letter.charCodeAt(0));
}
