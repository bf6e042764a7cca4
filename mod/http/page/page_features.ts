/**
 * What a page can do beside being read: to find and look at files, to change them, to send some. A page brings
 * the script and the style of what it can do, and no more: a small one leaves in the first packets.
 */
export type PageFeature = "browse" | "organize" | "send";

/** What a page is given for its features, made once for all pages with the same ones. */
export function pageFeatures(
  make: (features: readonly PageFeature[]) => string,
): (features: readonly PageFeature[]) => string {
  const made = new Map<string, string>();
  return (features) => {
    const key = features.join();
    const known = made.get(key) ?? make(features);
    made.set(key, known);
    return known;
  };
}
