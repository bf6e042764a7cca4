import { assertEquals, assertThrows } from "@std/assert";
import { AdaptiveFileIo } from "../../mod/fs/adaptive_file_io.ts";

/** A disk whose answers take as long as is said, on a clock of its own. */
class Disk {
  #now = 0;
  readonly #fileIo: AdaptiveFileIo;

  constructor(elsewhere: number) {
    this.#fileIo = new AdaptiveFileIo(elsewhere, () => this.#now);
  }

  /** @returns where it was done. */
  answer(milliseconds: number, failure?: Error): string {
    let place = "elsewhere";
    const here = () => {
      place = "here";
      this.#now += milliseconds;
      if (failure) throw failure;
    };
    this.#fileIo.run(here, () => Promise.resolve());
    return place;
  }
}

Deno.test("AdaptiveFileIo does in this thread what is done at once, after so many first ones", () => {
  const disk = new Disk(2);
  assertEquals([0, 0, 0.1, 0.9, 0].map((each) => disk.answer(each)), [
    "elsewhere",
    "elsewhere",
    "here",
    "here",
    "here",
  ]);
});

Deno.test("AdaptiveFileIo leaves what follows a slow answer to another thread, for a while", () => {
  const disk = new Disk(0);
  assertEquals(disk.answer(5), "here");
  for (let at = 0; at < 64; at++) assertEquals(disk.answer(0), "elsewhere");
  assertEquals(disk.answer(0), "here");
});

Deno.test("AdaptiveFileIo learns from what failed slowly, too", () => {
  const disk = new Disk(0);
  assertThrows(() => disk.answer(5, new Error("no such file")), Error, "no such file");
  assertEquals(disk.answer(0), "elsewhere");
});

Deno.test("AdaptiveFileIo hands on what was found", async () => {
  const fileIo = new AdaptiveFileIo(1, () => 0);
  assertEquals(await fileIo.run(() => 1, () => Promise.resolve(2)), 2);
  assertEquals(fileIo.run(() => 1, () => Promise.resolve(2)), 1);
});
