/**
 * The parameters of an address that was written as a URL, `ws://host/path?query`: the scheme is its keyword, so
 * what is left are `//host/path?query`, or `//host` and `8080/path?query`.
 *
 * @returns host, port, path; undefined when the parameters are no URL
 */
export function webSocketUrl(
  scheme: "ws" | "wss",
  parameters: readonly string[],
): readonly string[] | undefined {
  const url = urlOf(scheme, parameters);
  if (url === undefined) return undefined;
  const path = parameters.join(":").replace(/^\/\/[^/?]*/, "");
  const port = url.port !== "" ? url.port : scheme === "ws" ? "80" : "443";
  return [url.hostname, port, path.startsWith("/") ? path : `/${path}`];
}

/** The `name:password` of a URL; undefined: it has none, or the parameters are no URL. */
export function urlCredentials(parameters: readonly string[]): string | undefined {
  const url = urlOf("ws", parameters);
  if (url === undefined || url.username === "") return undefined;
  return `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
}

function urlOf(scheme: string, parameters: readonly string[]): URL | undefined {
  if (!parameters[0]?.startsWith("//")) return undefined;
  const text = `${scheme}:${parameters.join(":")}`;
  return URL.canParse(text) ? new URL(text) : undefined;
}
