import type { CallRecorder, RecordedProgram, SeenCalls } from "../calls/call_recorder.ts";
import { type ProgramPlace, RunningProgram } from "./running_program.ts";

/** A program as it was started last: with its calls recorded, where somebody wants them. */
export class RecordedStart {
  /** Who records the next start; nobody by default. */
  recorder: CallRecorder | undefined;
  #program: RunningProgram | undefined;
  #recorded: RecordedProgram | undefined;

  /** The program, once it has been started; undefined when it has been ended. */
  get program(): RunningProgram | undefined {
    return this.#program;
  }

  /** Starts it. */
  async begin(words: readonly string[], place: ProgramPlace): Promise<RunningProgram> {
    this.#recorded = await this.recorder?.start(words, place);
    this.#program = this.#recorded?.program ?? new RunningProgram(words, place);
    return this.#program;
  }

  /** What it has done so far, where that is recorded. */
  async calls(): Promise<SeenCalls | undefined> {
    return await this.#recorded?.seen();
  }

  /** Ends it. */
  async end(): Promise<void> {
    const [program, recorded] = [this.#program, this.#recorded];
    [this.#program, this.#recorded] = [undefined, undefined];
    await program?.[Symbol.asyncDispose]();
    await recorded?.over;
  }
}
