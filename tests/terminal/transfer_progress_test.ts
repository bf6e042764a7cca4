import { assertEquals } from "@std/assert";
import { transferProgress } from "../../mod/terminal/transfer_progress.ts";
import { messageWriter } from "../../mod/cli/message_writer.ts";
import { ENGLISH } from "../../mod/i18n/locale.ts";
import { FakeClock } from "../_kit/fake_clock.ts";

/** Standard error on a terminal of 60 columns, and all that was written there. */
function terminal(isTerminal = true) {
  const sink = {
    shown: "",
    isTerminal: () => isTerminal,
    obeysEscapes: () => isTerminal,
    write(bytes: Uint8Array) {
      this.shown += new TextDecoder().decode(bytes);
      return Promise.resolve(bytes.length);
    },
  };
  return { sink, context: { ...ENGLISH, stderr: messageWriter(sink, () => 60) } };
}

const MB = 1_000_000;

Deno.test("transferProgress() draws one row, and leaves the rows that are said meanwhile whole", async () => {
  using clock = new FakeClock();
  const { sink, context } = terminal();
  {
    using progress = transferProgress("big.iso", 100 * MB, context);
    progress.update(20 * MB); // what an earlier run had left
    await clock.tick(1000);
    sink.shown = "";
    progress.update(60 * MB);
    await clock.tick(100);
    assertEquals(sink.shown, "\rbig.iso ████████░░░░░ 60% of 100 MB, 2 s left\x1b[K\r");
    context.stderr.verbatim("big.iso: connection reset; trying again in 1.0 s");
    sink.shown = "";
  }
  await clock.tick(500);
  assertEquals(sink.shown, "big.iso: connection reset; trying again in 1.0 s\n\r\x1b[K");
});

Deno.test("transferProgress() shows nothing of a small transfer, nor where nobody looks", async () => {
  using clock = new FakeClock();
  for (const [size, isTerminal] of [[1000, true], [100 * MB, false]] as const) {
    const { sink, context } = terminal(isTerminal);
    {
      using progress = transferProgress("a", size, context);
      progress.update(500);
      await clock.tick(1000);
    }
    assertEquals(sink.shown, "");
  }
});
