import type { Connection } from "../../net/connection.ts";
import type { HostPort } from "../../net/tcp/dial.ts";
import type { CallRecorder, SeenCalls } from "../calls/call_recorder.ts";
import type { ProgramLanguage } from "../causes/program_language.ts";
import type { ProgramSigns } from "./program_signs.ts";
import { ProgramTarget, type ProgramTargetOptions } from "./program_target.ts";
import type { TalkTarget } from "./talk_target.ts";

/** A program that waits for the other side of a talk, and at which somebody sits. */
export class TalkServer implements TalkTarget {
  readonly ours = true;
  readonly name: string;
  readonly language: ProgramLanguage | undefined;
  readonly #options: ProgramTargetOptions;
  readonly #server: ProgramTarget;

  constructor(options: ProgramTargetOptions) {
    this.#options = options;
    this.#server = new ProgramTarget({ ...options, terminal: true });
    [this.name, this.language] = [this.#server.name, this.#server.language];
  }

  fork(): TalkServer | undefined {
    return this.#options.endpoint === undefined ? new TalkServer(this.#options) : undefined;
  }

  /** Each talk begins with a start of its own. */
  ready(): Promise<boolean> {
    return Promise.resolve(true);
  }

  async begin(typed = ""): Promise<void> {
    await this.#server.ready(true);
    if (typed !== "") this.type(typed);
  }

  type(text: string): void {
    this.#server.program?.type(text);
  }

  endTyping(): void {
    this.#server.program?.endTyping();
  }

  shown(): string | undefined {
    return this.#server.program?.stdout;
  }

  ended(): boolean | undefined {
    return this.#server.program?.over;
  }

  get atTerminal(): boolean {
    return this.#server.program?.atTerminal ?? false;
  }

  connect(): Promise<Connection> {
    return this.#server.connect();
  }

  endpoint(): HostPort {
    return this.#server.endpoint();
  }

  said(): string {
    return this.#server.said();
  }

  signs(): Promise<ProgramSigns> {
    return this.#server.signs();
  }

  recordCalls(recorder: CallRecorder | undefined): void {
    this.#server.recordCalls(recorder);
  }

  async calls(): Promise<SeenCalls | undefined> {
    return await this.#server.calls();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server[Symbol.asyncDispose]();
  }
}
