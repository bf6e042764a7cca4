import { ProgramRecorder } from "../../lab/watch/recorder/program_recorder.ts";
import { programName } from "../../lab/watch/recorder/read_starts.ts";
import { findStrace } from "../../lab/watch/strace/find_strace.ts";
import type { StraceDialect } from "../../lab/watch/strace/options.ts";
import type { WatchEvent } from "../../lab/watch/watch_event.ts";
import type { CallRecorder, RecordedProgram } from "../calls/call_recorder.ts";
import { programLanguage } from "../causes/program_language.ts";
import { type ProgramPlace, RunningProgram } from "../targets/running_program.ts";

/** What of a recording is kept: the beginning tells most, and a program in a loop would fill any memory. */
export const RECORDING_LIMITS = { events: 20_000, bytes: 8 << 20 };

/**
 * Records with the recorder of `netlab lab watch`. Where strace is missing, or is not allowed to look at programs,
 * nothing is recorded, and nothing is said about it: a check does not need it.
 */
export class StraceRecorder implements CallRecorder {
  readonly #find: () => Promise<StraceDialect>;
  readonly #limits: typeof RECORDING_LIMITS;
  #dialect: Promise<StraceDialect | undefined> | undefined;

  /**
   * @param find says how strace is asked, or throws where it cannot be used
   * @param limits what of a recording is kept
   */
  constructor(find: () => Promise<StraceDialect> = findStrace, limits = RECORDING_LIMITS) {
    [this.#find, this.#limits] = [find, limits];
  }

  async isUsable(): Promise<boolean> {
    return await this.#asked() !== undefined;
  }

  async start(words: readonly string[], place: ProgramPlace): Promise<RecordedProgram | undefined> {
    const dialect = await this.#asked();
    if (dialect === undefined) return undefined;
    const began = Date.now();
    const events: WatchEvent[] = [];
    let [size, omitted] = [0, 0];
    const emit = (event: WatchEvent) => {
      size += SMALL + (event.type === "call" ? event.data?.length ?? 0 : 0);
      const fits = events.length < this.#limits.events && size < this.#limits.bytes;
      if (omitted === 0 && fits) events.push(event);
      else omitted++;
    };
    const started = Promise.withResolvers<RunningProgram>();
    const recorder = new ProgramRecorder({
      programs: [{ name: programName(words), words }],
      dialect,
      languageOf: (spoken) => programLanguage(spoken),
      emit,
      start: (withStrace) => {
        const program = new RunningProgram(withStrace, place);
        started.resolve(program);
        return program;
      },
    });
    const over = recorder.run().catch((error) => started.reject(error));
    const program = await started.promise.catch(() => undefined);
    if (program === undefined) return undefined;
    return {
      program,
      async seen() {
        const until = (Date.now() - began) / 1000;
        // What it did last is told a moment later; of a program that has ended, until all of it is.
        await (program.over ? within(LAST_WORDS, over) : within(LAG));
        return { events: events.slice(), omitted, until };
      },
      over,
    };
  }

  #asked(): Promise<StraceDialect | undefined> {
    return this.#dialect ??= this.#find().catch(() => undefined);
  }
}

/** Waits so many milliseconds, or until something is over. */
async function within(time: number, over?: Promise<void>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, time);
  await Promise.race([promise, ...(over === undefined ? [] : [over])]);
  clearTimeout(timer);
}

/** Milliseconds in which what strace has seen is read, and in which a program's end is. */
const LAG = 150;
const LAST_WORDS = 1000;
/** About the bytes of an event without its data. */
const SMALL = 250;
