import type { Browser } from "npm:playwright-core@1.65.1";

/** A headless Chromium, driven by Playwright: it clicks, chooses files and waits as a person does. */
export class TestBrowser implements AsyncDisposable {
  private constructor(readonly browser: Browser) {}

  /** Starts it. @param more arguments for Chromium */
  static async start(...more: string[]): Promise<TestBrowser> {
    const { chromium } = await import("npm:playwright-core@1.65.1");
    const quiet = ["background-networking", "component-update", "sync"].map((what) => `--disable-${what}`);
    const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", ...quiet, ...more];
    const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", headless: true, args });
    return new TestBrowser(browser);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser.close();
  }
}
