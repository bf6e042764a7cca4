/** Whether `-z` is among the options in front of the first other word: socat has no such option. */
export function asksForScan(args: readonly string[]): boolean {
  for (let at = 0; at < args.length; at++) {
    const word = args[at]!;
    if (/^-[46nuvh]*z/.test(word)) return true;
    if (/^-[46nuv]*w$/.test(word)) at++;
    else if (!/^-[46nuv]+$|^-[46nuv]*w./.test(word)) return false;
  }
  return false;
}
