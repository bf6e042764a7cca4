import { messageOf, typeErrorOf } from "../../../i18n/message_error.ts";
import { msg } from "../../../i18n/message.ts";
import { fromLineHandler, type LineHandler } from "../../line_handler.ts";
import type { Service } from "../../service.ts";

/**
 * Loads the service of a module. The default export is a {@linkcode LineHandler}, or a
 * {@linkcode Service}.
 *
 * @param module its URL.
 * @throws {TypeError} when it cannot be loaded, or serves nothing.
 */
export async function loadService(module: string): Promise<Service<unknown>> {
  const { default: served } = await importModule(module);
  if (typeof served === "function") return serviceOf(served as LineHandler<unknown>, module);
  if (isService(served)) return { ...served, module, create: served.create.bind(served) };
  throw typeErrorOf(
    msg`Cannot serve ${module}: its default export is neither a handler, a function of a connection, nor a service`,
  );
}

function serviceOf(handler: LineHandler<unknown>, module: string): Service<unknown> {
  return {
    name: handler.name || "handler",
    state: "none",
    module,
    create: (options) => fromLineHandler(handler, options),
  };
}

function isService(served: unknown): served is Service<unknown> {
  return typeof (served as Partial<Service<unknown>> | null | undefined)?.create === "function";
}

async function importModule(module: string): Promise<{ default?: unknown }> {
  try {
    return await import(module);
  } catch (cause) {
    const text = String(messageOf(cause)) || (cause as Error).name;
    const place = placeIn(text, module);
    throw typeErrorOf(msg`Cannot serve ${place}: ${reasonIn(text, module, place)}`, { cause });
  }
}

/** The module, with line and column where the error tells them. */
function placeIn(text: string, module: string): string {
  const [, after = ""] = text.split(`at ${module}`);
  return module + (/^:\d+:\d+/.exec(after)?.[0] ?? "");
}

/** The first line of an error, without the name of the module, which has been said. */
function reasonIn(text: string, module: string, place: string): string {
  const [first] = text.split("\n");
  return first!.replace(` at ${place}`, "").replace(` "${module}"`, "");
}
