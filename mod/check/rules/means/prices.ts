/** A price of a session of Means to an End; both are signed numbers of 32 bits. */
export interface Price {
  readonly time: number;
  readonly price: number;
}

/** The times, both included, whose mean is asked for. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** `I`, a time and a price: nine bytes. */
export function insertMessage({ time, price }: Price): Uint8Array<ArrayBuffer> {
  return message("I", time, price);
}

/** `Q` and the bounds: nine bytes. */
export function queryMessage({ from, to }: TimeRange): Uint8Array<ArrayBuffer> {
  return message("Q", from, to);
}

function message(type: string, one: number, other: number): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(9));
  view.setUint8(0, type.charCodeAt(0));
  view.setInt32(1, one);
  view.setInt32(5, other);
  return new Uint8Array(view.buffer);
}

/** The prices whose time is in the range. */
export function within(prices: readonly Price[], { from, to }: TimeRange): number[] {
  return prices.filter(({ time }) => from <= time && time <= to).map(({ price }) => price);
}

/** The exact mean; 0 where there is none. Sums stay below 2^53, so that they are exact. */
export function meanOf(prices: readonly number[]): number {
  return prices.length === 0 ? 0 : prices.reduce((sum, price) => sum + price, 0) / prices.length;
}

/** Whether a number is the mean, rounded either way. */
export function isMean(answer: number, mean: number): boolean {
  return answer === Math.floor(mean) || answer === Math.ceil(mean);
}
