/** Blocks in memory that one side puts in and the other takes out, each waiting for the other where it has to. */
export class BlockQueue {
  protected readonly blocks: Uint8Array[] = [];
  /** Bytes in the blocks. */
  protected size = 0;
  #ended = false;
  #changed: (() => void)[] = [];

  /** Waits as long as `must`. @returns whether more may come, or may still be put in */
  protected async wait(must: () => boolean): Promise<boolean> {
    while (!this.#ended && must()) await new Promise<void>((resolve) => this.#changed.push(resolve));
    return !this.#ended;
  }

  /** Puts a copy of a block in, once there is room. @throws {Error} EPIPE after the end */
  protected async put(bytes: Uint8Array, full: () => boolean): Promise<void> {
    if (!await this.wait(full)) throw Object.assign(new Error("Broken pipe"), { code: "EPIPE" });
    this.blocks.push(bytes.slice());
    this.size += bytes.length;
    this.wake();
  }

  /** Lets those who wait look again. */
  protected wake(): void {
    for (const changed of this.#changed.splice(0)) changed();
  }

  /** Nothing more will be written; what is there can still be read. */
  end(): void {
    this.#ended = true;
    this.wake();
  }
}
