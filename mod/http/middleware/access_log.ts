import { accessLine } from "../../trace/access_line.ts";
import { addressHost } from "../../net/address/address_host.ts";
import { HttpError } from "../wire/http_error.ts";
import type { HttpHandler, HttpReply, HttpRequest, RequestNotes } from "../wire/message.ts";

/**
 * Writes a line for each request, when it is over: who (the address, and the name of whoever has signed in),
 * what, how many bytes, how long, how it ended.
 *
 * @param log takes the lines; without it, none are made
 */
export function withAccessLog(next: HttpHandler, log: ((line: string) => void) | undefined): HttpHandler {
  if (log === undefined) return next;
  return async (request) => {
    const started = performance.now();
    const notes: RequestNotes = {};
    const say = (size: number, how: string) => {
      const host = addressHost(request.remote);
      const who = notes.user === undefined ? host : `${host} ${notes.user}`;
      log(accessLine(who, { name: whatWasAsked(request), sent: size, started, how }));
    };
    try {
      return logged(await next({ ...request, notes }), say);
    } catch (error) {
      say(0, error instanceof HttpError ? String(error.status) : "failed");
      throw error;
    }
  };
}

function logged(reply: HttpReply, say: (size: number, how: string) => void): HttpReply {
  return {
    ...reply,
    onEnd: (outcome) => {
      say(outcome.sent, `${reply.status}${outcome.complete ? "" : " broken off"}`);
      reply.onEnd?.(outcome);
    },
  };
}

function whatWasAsked({ method, path, search }: HttpRequest): string {
  return `${method} ${readable(path)}${readable(search)}`;
}

function readable(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // not UTF-8: as it was sent
  }
}
