/**
 * # How a computation ends before its end
 *
 * A thread that computes cannot be stopped from outside: `Worker.terminate()` waits for the loop to
 * be over, and an operation on a BigInt for its result. So a long computation calls a checkpoint
 * between its steps, each of which takes a few milliseconds at most, and the checkpoint throws once
 * the computation should end.
 *
 * @throws {ComputationEnded} when nobody wants the result any more, or it took too long.
 */
export type Checkpoint = () => void;

/** A computation was ended at a {@linkcode Checkpoint}. */
export class ComputationEnded extends Error {
  override readonly name = "ComputationEnded";
}

/** For computations that are short enough to run to the end. */
export const toTheEnd: Checkpoint = (): void => {};
