import { msg } from "../../../i18n/message.ts";
import { HttpError } from "../../../http/wire/http_error.ts";
import { bytesBody, type HttpReply, type HttpRequest, textReply } from "../../../http/wire/message.ts";

/** Leads on, to an address beside the one that was asked for. */
export function redirect(location: string): HttpReply {
  return textReply(303, "", [["location", location]]);
}

/** Something was asked for in a way that it is not for. */
export function wrongMethod({ method }: HttpRequest, allow: string): HttpError {
  return new HttpError(
    405,
    msg`${method} is not for this address: it takes ${allow}`,
    [["allow", allow]],
    true,
  );
}

/** There is nothing at that address. */
export function notFound(): HttpError {
  return new HttpError(404, msg`There is nothing here`);
}

/** A value as JSON, for whoever asks now. */
export function jsonReply(value: unknown, status = 200): HttpReply {
  return {
    status,
    fields: [["content-type", "application/json; charset=utf-8"], ["cache-control", "no-store"]],
    body: bytesBody(new TextEncoder().encode(`${JSON.stringify(value)}\n`)),
  };
}

/** Bytes to save: nothing that a browser would show as a page of ours. */
export function downloadReply(name: string, bytes: Uint8Array, type = "application/octet-stream"): HttpReply {
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16)}`,
  );
  return {
    status: 200,
    fields: [
      ["content-type", type],
      ["content-disposition", `attachment; filename*=UTF-8''${encoded}`],
      ["content-security-policy", "default-src 'none'; sandbox"],
      ["cache-control", "no-store"],
    ],
    body: bytesBody(bytes),
  };
}
