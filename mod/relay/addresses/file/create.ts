import { type RelayEndpoint, RelayError } from "../../relay_endpoint.ts";
import { fileEndpoint } from "../../endpoints/file_endpoint.ts";
import { errorText } from "../../../net/errors/system_error.ts";
import { ACCESS_WORDS } from "../access_words.ts";
import type { OpenRequest } from "../address_type.ts";
import { applyNamed, namedEarly, underUmask } from "./named.ts";

/** `CREATE:file`: a file for writing, made or emptied, as `creat(2)` does. */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const path = request.parameters[0]!;
  const ours = namedEarly(request, path, false);
  request.context.log.notice(`creating regular file "${path}" for ${ACCESS_WORDS[request.access]}`);
  const file = create(request, path);
  const leave = ours();
  applyNamed(request, path, true);
  yield fileEndpoint({
    write: (bytes) => file.write(bytes),
    close: () => (file.close(), leave()),
  }, request.context);
}

function create(request: OpenRequest, path: string): Deno.FsFile {
  const mode = request.options.number("perm") ?? 0o666;
  try {
    return underUmask(
      request,
      () => Deno.openSync(path, { write: true, create: true, truncate: true, mode }),
    );
  } catch (error) {
    throw new RelayError(`creat("${path}", 0${mode.toString(8)}): ${errorText(error)}`);
  }
}
